import { boundHelpers, waitingFor } from "../src/matching/index.ts";
import { type SealedAt, sealedWith, UnopenedError } from "../src/platform/index.ts";
import { findLatestOf, findOpenOf, findTasksOf, type ServiceRequest } from "../src/request/index.ts";
import type { BotDeps, Pending } from "./turn.ts";

const keptSeconds = 7 * 86_400;

/** What the conversation with a person waits for. Kept in Redis, sealed; when Redis has lost it or is away, the requests themselves tell. */
export interface Memory {
  recall(personId: string): Promise<Pending | null>;
  remember(personId: string, pending: Pending | null): Promise<void>;
}

const placeOf = (personId: string): SealedAt => ({ collection: "bot.dialog", id: personId, field: "pending" });

export function openMemory(deps: BotDeps): Memory {
  const keyOf = (personId: string) => deps.key("bot", "dialog", personId);
  return {
    async recall(personId) {
      try {
        const stored = await deps.redis.get(keyOf(personId));
        if (stored !== null) return JSON.parse(deps.cipher.open(stored, placeOf(personId))) as Pending;
      } catch (error) {
        deps.log.debug({ err: error }, "dialogue state is read from the requests");
      }
      return pendingFromRequests(deps, personId);
    },
    async remember(personId, pending) {
      try {
        if (pending === null) await deps.redis.del(keyOf(personId));
        else await deps.redis.set(keyOf(personId), deps.cipher.seal(JSON.stringify(pending), placeOf(personId)), "EX", keptSeconds);
      } catch (error) {
        deps.log.debug({ err: error }, "dialogue state stays with the requests");
      }
    },
  };
}

const exchange = "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('set', KEYS[1], ARGV[2], 'KEEPTTL') return 1 end return 0";

/** Seals what waits in Redis under the active key; what changes meanwhile is under it anyway. What no key opens is forgotten, the requests tell. */
export async function resealDialogs({ redis, cipher, key }: Pick<BotDeps, "redis" | "cipher" | "key">): Promise<number> {
  const prefix = `${key("bot", "dialog")}:`;
  let resealed = 0;
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 }) as AsyncIterable<string[]>) {
    for (const name of keys) {
      const stored = await redis.get(name);
      if (stored === null || sealedWith(stored) === cipher.activeKeyId) continue;
      const at = placeOf(name.slice(prefix.length));
      try {
        resealed += Number(await redis.eval(exchange, 1, name, stored, cipher.seal(cipher.open(stored, at), at)));
      } catch (error) {
        if (!(error instanceof UnopenedError)) throw error;
        await redis.del(name);
      }
    }
  }
  return resealed;
}

/** The question a person's requests leave open, the most pressing first; also the one a notice has just asked. */
export async function pendingFromRequests(deps: Pick<BotDeps, "db" | "cipher">, personId: string): Promise<Pending | null> {
  const [own, tasks, [latest]] = await Promise.all([
    findOpenOf(deps, personId),
    findTasksOf(deps, personId),
    findLatestOf(deps, personId, 1),
  ]);
  for (const request of own) {
    const question = questionOf(request, personId);
    if (question) return question;
  }
  for (const task of tasks) {
    if (waitingFor(task).includes(personId)) return { kind: "time_change", requestId: task.id };
  }
  if (latest?.status === "closed" && latest.rating === null && latest.done.some((mark) => mark.startsWith("rating")))
    return { kind: "rating", requestId: latest.id };
  return null;
}

function questionOf(request: ServiceRequest, personId: string): Pending | null {
  if (request.status === "collecting" && request.ask && request.requesterId === personId) {
    const { slot } = request.ask;
    return slot === "read_back" ? { kind: "read_back", requestId: request.id } : { kind: "slot", requestId: request.id, slot };
  }
  if (request.status === "offered" && request.offers.some(({ status }) => status === "countered"))
    return { kind: "counter", requestId: request.id };
  if (request.status === "accepted" && waitingFor(request).includes(personId) && !boundHelpers(request).includes(personId))
    return { kind: "time_change", requestId: request.id };
  if (request.status === "served" && request.rating === null) return { kind: "rating", requestId: request.id };
  return null;
}
