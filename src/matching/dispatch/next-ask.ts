import { addMinutes } from "../../platform/index.ts";
import { boundHelpers, type Deps, type Move, plannedMinutes, type ServiceRequest, scheduleOf, urgencyOf } from "../../request/index.ts";
import { nextLoudTime } from "../../station/index.ts";
import { mayBeAsked } from "../gates.ts";
import type { Helper } from "../helper.ts";
import type { Need } from "../need.ts";
import { seatRefusals } from "../team.ts";
import { answerOdds, restedFirst, type StationAnswers } from "../wave/answer-odds.ts";
import { nextWave, type WaveMove } from "../wave/next-wave.ts";
import { currentHelpers, matchContextOf, needOf } from "./need-of.ts";
import { stationAnswers } from "./station-answers.ts";
import { ask, hasOpenOffer, notYetAsked, waveOf } from "./waves.ts";

/** What is read before a move, so that the move itself decides without waiting: whom one may ask, and how people answer here. */
export interface AskingPool {
  readonly need: Need;
  readonly answers: StationAnswers;
  /** The candidates on the truth of this moment, by id. */
  readonly helpers: ReadonlyMap<string, Helper>;
  /** Why a candidate may not be asked now; those who may are not in it. */
  readonly refusals: ReadonlyMap<string, string>;
}

export async function askingPoolOf(deps: Deps, request: ServiceRequest): Promise<AskingPool> {
  const ids = request.candidates.map(({ personId }) => personId);
  const [need, answers, helpers] = await Promise.all([
    needOf(deps, request),
    stationAnswers(deps, request.stationId),
    currentHelpers(deps, request.stationId, ids),
  ]);
  const ctx = matchContextOf(deps, request.stationId);
  const team = await currentHelpers(deps, request.stationId, need.teamIds);
  const refusals = helpers.flatMap((helper) => {
    // Nobody is asked whose yes could not count beside those who have accepted.
    const [refusal] = [...mayBeAsked(helper, need, ctx), ...seatRefusals([...team, helper], need, ctx)];
    return refusal ? [[helper.person.id, refusal.words] as const] : [];
  });
  const byId = new Map(helpers.map((helper) => [helper.person.id, helper]));
  const gone = ids.filter((id) => !byId.has(id)).map((id) => [id, "不是在册的帮手"] as const);
  return { need, answers, helpers: byId, refusals: new Map([...refusals, ...gone]) };
}

/** Who comes next of these: those who may be asked now, in their order, who was asked often this week at the end. */
export function askableOf({ helpers, refusals }: AskingPool, personIds: readonly string[], now: Date): readonly string[] {
  const askable = personIds.flatMap((id) => (refusals.has(id) ? [] : (helpers.get(id) ?? [])));
  return restedFirst(askable, now).map(({ person }) => person.id);
}

export type NextAsk =
  | { readonly kind: "ask"; readonly personIds: readonly string[]; readonly ttlMinutes: number }
  /** Nothing to do until then, or until somebody answers. */
  | { readonly kind: "wait"; readonly waveAt: Date | undefined }
  /** Nobody is left to ask and nobody is thinking about it. */
  | { readonly kind: "nobody" };

/** What the waves do next for a request whose offers stand as given. While a resident thinks about another time, everybody waits. */
export function nextAsk(deps: Deps, request: ServiceRequest, pool: AskingPool, now: Date): NextAsk {
  if (request.offers.some(({ status }) => status === "countered")) return { kind: "wait", waveAt: undefined };
  const left = notYetAsked(request);
  const personIds = askableOf(pool, left, now);
  const move = waveFor(deps, request, pool, personIds, now);
  if (move.kind === "ask") return { kind: "ask", personIds: personIds.slice(0, move.count), ttlMinutes: move.ttlMinutes };
  if (move.kind === "phone" && !hasOpenOffer(request.offers)) return { kind: "nobody" };
  return { kind: "wait", waveAt: move.kind === "wait" && left.length > 0 ? move.until : undefined };
}

/** The first wave after a pick: how many, and how long they have (R1); at night it is put to them in the morning. */
export function firstWave(deps: Deps, request: ServiceRequest, pool: AskingPool, personIds: readonly string[], now: Date) {
  const move = waveFor(deps, request, pool, personIds, now);
  return move.kind === "ask" ? { atOnce: move.count, ttlMinutes: move.ttlMinutes } : waveOf(deps, request, now);
}

function waveFor(deps: Deps, request: ServiceRequest, pool: AskingPool, personIds: readonly string[], now: Date): WaveMove {
  const { need, answers, helpers } = pool;
  const settings = deps.settings(request.stationId);
  const urgency = urgencyOf(request.wish.startAt, now, request.urgency === "urgent");
  const askedAt = (offeredAt: Date): Date => (urgency === "urgent" ? offeredAt : nextLoudTime(offeredAt, settings));
  const queuedAt = request.queuedAt ?? request.statusAt;
  const asked = request.offers.map(({ offeredAt }) => offeredAt).filter((at) => at >= queuedAt);
  const open = request.offers.filter(({ status }) => status === "offered").map(({ offeredAt }) => ({ offeredAt: askedAt(offeredAt) }));
  const history = {
    now,
    queuedAt,
    ...(asked.length > 0 && { firstAskedAt: askedAt(asked.reduce((a, b) => (a < b ? a : b))) }),
    seatsLeft: request.people - boundHelpers(request).length,
    open,
    odds: personIds.flatMap((id) => {
      const helper = helpers.get(id);
      return helper ? [answerOdds(helper.load, now, answers)] : [];
    }),
  };
  // A window may begin late: until then there is time to look.
  const latest = scheduleOf(request, plannedMinutes(need.item))?.latestStartAt ?? need.startAt;
  return nextWave(history, { ...need, urgency, startAt: latest }, settings, answers);
}

/** When the search looks again beside these open offers; never at the same moment, which would be one wave. */
export function waveAtOf(deps: Deps, request: ServiceRequest, pool: AskingPool, now: Date): Date | undefined {
  const next = nextAsk(deps, request, pool, now);
  if (next.kind === "ask") return addMinutes(now, sameWaveMinutes);
  return next.kind === "wait" ? next.waveAt : undefined;
}

/** What would be asked within so short a time of a wave waits for its answers. */
const sameWaveMinutes = 5;

/** The change that asks these people next. After the station's rounds the coordinators hear of it, and the search goes on (T17). */
export function askNext(
  deps: Deps,
  request: ServiceRequest,
  pool: AskingPool,
  { personIds, ttlMinutes }: Extract<NextAsk, { kind: "ask" }>,
  now: Date,
): Required<Pick<Move, "change" | "tell">> {
  const round = request.round + 1;
  const offers = ask(deps, request, personIds, { round, now, ttlMinutes });
  const isLong = request.round === deps.settings(request.stationId).offers.maxRounds;
  return {
    change: { offers, round, waveAt: waveAtOf(deps, { ...request, offers, round }, pool, now) },
    tell: [{ kind: "helper.offer" }, ...(isLong ? [{ kind: "desk.rounds_used" as const }] : [])],
  };
}
