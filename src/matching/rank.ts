import type { MatchContext } from "./gate.ts";
import { firstRefusal } from "./gates.ts";
import { hashText, offsetBasis } from "./hash.ts";
import type { Helper } from "./helper.ts";
import type { Need } from "./need.ts";
import { distanceWords } from "./places.ts";
import { reasonsOf, type ScorePart, scoreOf, totalOf } from "./score.ts";
import { seatRefusals, seatsOf } from "./team.ts";

/** Somebody a coordinator may pick for a need, with the reasons. */
export interface Candidate {
  readonly personId: string;
  /** 0–100 (R4). */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  /** e.g. 「同网格 · 陪诊培训有效 · 本周还没派过」 */
  readonly reasons: string;
  /** e.g. 同社区, 约1.8公里 */
  readonly distanceWords?: string;
}

/** A number that looks random and is always the same for this request and person. */
export function tieBreak(requestId: string, personId: string): number {
  return hashText(hashText(offsetBasis, `${requestId} `), personId) >>> 0;
}

/** What decides between equals: the best score, then who was asked longest ago, then a draw that differs for every request. */
export interface Standing {
  readonly helper: Helper;
  readonly score: number;
  /** Whole seconds; 0 when never asked. */
  readonly lastAsked: number;
  readonly draw: number;
}

export function lastAskedSeconds({ load }: Helper): number {
  const last = load.askedAt.at(-1);
  return last === undefined ? 0 : Math.floor(last.getTime() / 1000);
}

function standingOf(helper: Helper, need: Need, ctx: MatchContext): Standing {
  return {
    helper,
    score: totalOf(scoreOf(helper, need, ctx)),
    lastAsked: lastAskedSeconds(helper),
    draw: tieBreak(need.requestId, helper.person.id),
  };
}

/** Negative when `a` goes before `b`. */
export function compareStanding(a: Omit<Standing, "helper">, b: Omit<Standing, "helper">): number {
  return b.score - a.score || a.lastAsked - b.lastAsked || a.draw - b.draw;
}

/** Everybody who passes all gates, best first. */
export function standingsOf(helpers: readonly Helper[], need: Need, ctx: MatchContext): Standing[] {
  const passed = helpers.filter((helper) => firstRefusal(helper, need, ctx) === undefined);
  return passed.map((helper) => standingOf(helper, need, ctx)).sort(compareStanding);
}

/** Puts first those who together fill the seats left: the best for each seat that still leaves a valid team possible. */
function teamFirst(ranked: readonly Helper[], team: readonly Helper[], need: Need, ctx: MatchContext): Helper[] {
  const picked: Helper[] = [];
  const seatsLeft = Math.max(1, seatsOf(need, ctx) - team.length);
  while (picked.length < seatsLeft) {
    const next = ranked.find((helper) => !picked.includes(helper) && seatRefusals([...team, ...picked, helper], need, ctx).length === 0);
    if (next === undefined) break;
    picked.push(next);
  }
  return [...picked, ...ranked.filter((helper) => !picked.includes(helper))];
}

export function candidateOf(helper: Helper, need: Need, ctx: MatchContext): Candidate {
  const parts = scoreOf(helper, need, ctx);
  const distance = distanceWords(helper, need);
  return {
    personId: helper.person.id,
    score: totalOf(parts),
    parts,
    reasons: reasonsOf(parts),
    ...(distance && { distanceWords: distance }),
  };
}

/** The first `k` of these standings as candidates, a valid team with `team` at the top. */
export function candidatesFrom(
  standings: readonly Standing[],
  team: readonly Helper[],
  need: Need,
  ctx: MatchContext,
  k: number,
): Candidate[] {
  const ranked = standings.map(({ helper }) => helper);
  return teamFirst(ranked, team, need, ctx)
    .slice(0, k)
    .map((helper) => candidateOf(helper, need, ctx));
}

/**
 * The `k` best helpers for a need, best first (R4), all gates passed. Where several must go together, those at the top make a
 * valid team with the ones who have already accepted; `helpers` therefore includes them too.
 */
export function rankCandidates(helpers: readonly Helper[], need: Need, ctx: MatchContext, k: number): Candidate[] {
  const team = helpers.filter(({ person }) => need.teamIds.includes(person.id));
  return candidatesFrom(standingsOf(helpers, need, ctx), team, need, ctx, k);
}
