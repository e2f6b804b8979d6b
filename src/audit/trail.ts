import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { maskPersonal } from "../language/index.ts";
import { isDuplicateKey } from "../platform/index.ts";
import { type AuditAct, type AuditEntry, type ChainPoint, chain, genesisOf } from "./entry.ts";
import { beginHead, moveHead, readHead } from "./head.ts";
import { type AuditStoreDeps, auditEntriesCollection, entryFrom, storedFrom } from "./stored-entries.ts";

/** The one writer of audit entries in a process. */
export interface AuditTrail {
  add(act: AuditAct): Promise<AuditEntry>;
  /** Resolves when nothing waits to be written. */
  drained(): Promise<void>;
}

export interface AuditDeps extends AuditStoreDeps {
  readonly audit: AuditTrail;
}

type Draft = AuditAct & Pick<AuditEntry, "id" | "at">;

interface Waiting {
  readonly draft: Draft;
  readonly resolve: (entry: AuditEntry) => void;
  readonly reject: (reason: unknown) => void;
}

const batchSize = 500;
const maxTries = 100;
const longestReason = 500;

/** Writes down what was done; journaled when it resolves. An act that must be on record waits for it and fails with it. */
export function record({ audit }: Pick<AuditDeps, "audit">, act: AuditAct): Promise<AuditEntry> {
  return audit.add(act);
}

/**
 * Opens the trail of this process. What comes in while an entry is being written goes out together in one write after it, so that a
 * process has one write under way for each station however many people are at work.
 */
export function openAuditTrail(deps: AuditStoreDeps): AuditTrail {
  const queues = new Map<string, Waiting[]>();
  const running = new Map<string, Promise<void>>();
  const tips = new Map<string, ChainPoint>();

  const queueOf = (stationId: string): Waiting[] => {
    const queue = queues.get(stationId) ?? [];
    queues.set(stationId, queue);
    return queue;
  };

  async function run(stationId: string): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const queue = queueOf(stationId);
    while (queue.length > 0) await write(stationId, queue.splice(0, batchSize));
    running.delete(stationId);
  }

  /** Never rejects: each act that waits is told by itself. */
  async function write(stationId: string, batch: readonly Waiting[]): Promise<void> {
    let left = batch;
    try {
      for (let tries = 0; left.length > 0; tries++) {
        if (tries > maxTries) throw new Error(`the audit trail of ${stationId} is written by too many at once`);
        if (tries > 1) await wait(Math.random() * 5 * Math.min(tries, 10));
        left = await writeSome(stationId, left);
      }
    } catch (error) {
      for (const { reject } of left) reject(error);
    }
  }

  /** One write; gives back those that have to be tried again because another process took their numbers. */
  async function writeSome(stationId: string, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const tip = tips.get(stationId) ?? (await readTip(deps, stationId));
    const entries = chain(
      tip,
      batch.map(({ draft }) => draft),
    );
    let failure: unknown;
    try {
      await auditEntriesCollection(deps).insertMany(entries.map(storedFrom), { ordered: true });
    } catch (error) {
      tips.delete(stationId);
      failure = error;
    }
    const written = failure === undefined ? entries : await findWritten(entries);
    for (const entry of written) batch.find(({ draft }) => draft.id === entry.id)?.resolve(entry);
    const last = written.at(-1);
    if (last && failure === undefined) tips.set(stationId, last);
    // The entries are on record; a head that stays behind is moved on by the next ones.
    if (last) await moveHead(deps, stationId, last).catch(() => undefined);
    const left = batch.filter(({ draft }) => !written.some(({ id }) => id === draft.id));
    if (failure === undefined || isDuplicateKey(failure)) return left;
    for (const { reject } of left) reject(failure);
    return [];
  }

  async function findWritten(entries: readonly AuditEntry[]): Promise<AuditEntry[]> {
    const stored = await auditEntriesCollection(deps)
      .find({ _id: { $in: entries.map(({ id }) => id) } })
      .sort({ seq: 1 })
      .toArray();
    return stored.map(entryFrom);
  }

  return {
    add: (act) =>
      new Promise((resolve, reject) => {
        const draft = draftOf(act, deps.clock.now());
        queueOf(act.stationId).push({ draft, resolve, reject });
        if (!running.has(act.stationId)) running.set(act.stationId, run(act.stationId));
      }),
    async drained() {
      await Promise.all(running.values());
    },
  };
}

/** What the next entry follows. The head goes before a shorter chain: what was cut off leaves a gap that can be seen. */
async function readTip(deps: AuditStoreDeps, stationId: string): Promise<ChainPoint> {
  const head = await readHead(deps, stationId);
  if (head === null) await beginHead(deps, stationId);
  const [last] = await auditEntriesCollection(deps).find({ stationId }).sort({ seq: -1 }).limit(1).toArray();
  const known = head === null || typeof head === "string" ? genesisOf(stationId) : head;
  return last && last.seq > known.seq ? last : known;
}

const namePattern = /^[\w.*-]{1,60}$/;

/** Takes what belongs into an entry and nothing besides, whatever else the object brings. */
function draftOf({ stationId, actorId, activeRole, act, subject, fields, reason, requestId, via }: AuditAct, at: Date): Draft {
  const names = [act, subject.kind, ...(fields ?? [])];
  if (!names.every((name) => namePattern.test(name))) throw new TypeError("an audit entry holds names of fields, never what is in them");
  return {
    id: randomUUID(),
    stationId,
    at,
    actorId,
    activeRole,
    act,
    subject: { kind: subject.kind, id: subject.id },
    ...(fields && { fields: [...fields] }),
    ...(reason !== undefined && { reason: maskPersonal(reason).slice(0, longestReason) }),
    ...(requestId !== undefined && { requestId }),
    via,
  };
}
