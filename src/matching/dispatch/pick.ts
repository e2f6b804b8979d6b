import { DomainError } from "../../platform/index.ts";
import {
  type Actor,
  approveRequest,
  boundHelpers,
  changeRequest,
  type Deps,
  findByStatus,
  findRequest,
  type ServiceRequest,
} from "../../request/index.ts";
import { mayBeNamed } from "../gates.ts";
import { recordAsked } from "../load-events.ts";
import { seatsOf } from "../team.ts";
import { currentHelpers, matchContextOf, needOf, refuseServed } from "./need-of.ts";
import { type AskingPool, askableOf, askingPoolOf, firstWave, waveAtOf } from "./next-ask.ts";
import { headsOf, heldBy } from "./propose-together.ts";
import { ask, waveOf } from "./waves.ts";

export interface Pick {
  readonly by: Actor;
  /** Numbers as shown on the card, from 1; none means the best ones. */
  readonly numbers?: readonly number[];
  /** Candidates of the card by their ids, where somebody sees names and not numbers. */
  readonly personIds?: readonly string[];
  /** Ask only those picked, not the rest of the wave. */
  readonly isOnly?: boolean;
}

/**
 * A coordinator picks (T14): those picked are asked first, and the wave is filled up by rank (R1). Whoever may no longer be asked
 * since the card was made is left out.
 * @throws matching.no-such-candidate with {count} when a number is not on the card
 * @throws matching.own-match when a coordinator picks themself
 * @throws matching.not-askable with {personId, words} when a picked one may not be asked any more
 * @throws request.not-allowed when somebody has picked already; details name them
 */
export async function pickCandidates(deps: Deps, requestId: string, pick: Pick): Promise<ServiceRequest> {
  const seen = await findRequest(deps, requestId);
  const pool = seen.status === "proposed" ? await askingPoolOf(deps, seen) : undefined;
  const held = seen.status === "proposed" ? heldBy(await findByStatus(deps, seen.stationId, ["proposed"]), seen) : [];
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.status !== "proposed" || !pool) return { event: "pick", by: pick.by };
    const picked = pickedOf(request, pick, pool);
    for (const personId of picked) {
      const words = pool.refusals.get(personId);
      if (words) throw new DomainError("matching.not-askable", { code: request.code, personId, words });
    }
    // Whom another card names first is left to it in the first wave, so that confirming one does not undo the other.
    const own = headsOf(request);
    const left = request.candidates.map(({ personId }) => personId).filter((id) => !picked.includes(id));
    const others = askableOf(
      pool,
      left.filter((id) => !held.includes(id) || own.includes(id)),
      now,
    );
    const { atOnce, ttlMinutes } = firstWave(deps, request, pool, [...picked, ...others], now);
    const wave = pick.isOnly ? picked : [...picked, ...others.slice(0, Math.max(0, atOnce - picked.length))];
    if (wave.length === 0) throw new DomainError("matching.nobody-left", { code: request.code });
    const round = request.round + 1;
    const offers = ask(deps, request, wave, { round, now, ttlMinutes });
    // Whom a coordinator wants alone is waited for: others come after a no, or when the time is over.
    const waveAt = pick.isOnly ? undefined : waveAtOf(deps, { ...request, offers, round }, pool, now);
    return { event: "pick", by: pick.by, change: { offers, round, waveAt, ...(pick.by.personId && { pickedBy: pick.by.personId }) } };
  });
  await noteAsked(deps, next);
  return next;
}

function pickedOf(request: ServiceRequest, { numbers = [], personIds = [], by }: Pick, { refusals }: AskingPool): readonly string[] {
  if (numbers.length + personIds.length === 0) return (request.plan ?? []).filter((id) => id !== by.personId && !refusals.has(id));
  const onCard = new Set(request.candidates.map(({ personId }) => personId));
  const picked = [...numbers.map((number) => request.candidates[number - 1]?.personId), ...personIds].flatMap((id) => {
    if (id === undefined || !onCard.has(id))
      throw new DomainError("matching.no-such-candidate", { code: request.code, count: Math.min(request.candidates.length, 3) });
    return id;
  });
  if (by.personId !== undefined && picked.includes(by.personId)) throw new DomainError("matching.own-match", { code: request.code });
  return [...new Set(picked)];
}

/** Counts the questions of the latest round towards rest and caps (R2). */
export async function noteAsked(deps: Deps, request: ServiceRequest): Promise<void> {
  for (const { volunteerId, status, offeredAt, expiresAt } of request.offers) {
    if (status !== "offered") continue;
    await recordAsked(deps, { personId: volunteerId, stationId: request.stationId }, { requestId: request.id, offeredAt, expiresAt });
  }
}

/**
 * 「派给 A37 张姐」: asks exactly this person, from triage on. A coordinator's word passes rest and caps, never safety.
 * @throws matching.not-allowed-helper with {personId, words}
 * @throws matching.own-match
 */
export async function nameHelper(deps: Deps, requestId: string, by: Actor, helperId: string): Promise<ServiceRequest> {
  if (by.personId === helperId) throw new DomainError("matching.own-match", {});
  let request = await findRequest(deps, requestId);
  if (isWaitedFor(request, helperId)) return request;
  refuseServed(request, helperId);
  if (request.status === "submitted") request = await approveRequest(deps, requestId, by);
  const need = await needOf(deps, request);
  const [helper, ...team] = await currentHelpers(deps, request.stationId, [helperId, ...need.teamIds]);
  if (!helper) throw new DomainError("matching.not-allowed-helper", { code: request.code, personId: helperId, words: "不是在册的帮手" });
  const [refusal] = mayBeNamed(helper, need, matchContextOf(deps, request.stationId), team);
  if (refusal) throw new DomainError("matching.not-allowed-helper", { code: request.code, personId: helperId, words: refusal.words });
  const people = seatsOf(need, matchContextOf(deps, request.stationId));
  if (request.status === "queued") {
    await changeRequest(deps, requestId, (current) =>
      current.status === "queued"
        ? {
            event: "propose",
            by: { role: "matcher" },
            hush: ["room.candidates", "desk.candidates"],
            change: { candidates: [{ personId: helperId, score: 0, reasons: "协调员点名" }], people, matchAt: undefined },
          }
        : null,
    );
  }
  const next = await changeRequest(deps, requestId, (current, now) => {
    if (isWaitedFor(current, helperId)) return null;
    const round = current.round + 1;
    const isListed = current.candidates.some(({ personId }) => personId === helperId);
    const candidates = isListed ? current.candidates : [...current.candidates, { personId: helperId, score: 0, reasons: "协调员点名" }];
    const { ttlMinutes } = waveOf(deps, current, now);
    const offers = ask(deps, current, [helperId], { round, now, ttlMinutes });
    const change = { candidates, offers, round, ...(by.personId && { pickedBy: by.personId }) };
    if (current.status === "offered") return { event: "next_wave", by, change, tell: [{ kind: "helper.offer" }] };
    return { event: "pick", by, change: { ...change, waveAt: undefined } };
  });
  await noteAsked(deps, next);
  return next;
}

/** True when this helper is being asked or has said yes: naming them again changes nothing. */
function isWaitedFor(request: ServiceRequest, helperId: string): boolean {
  const isAsked = request.offers.some(({ volunteerId, status }) => volunteerId === helperId && status === "offered");
  return (request.status === "offered" && isAsked) || boundHelpers(request).includes(helperId);
}
