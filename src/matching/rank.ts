import type { MatchContext } from "./gate.ts";
import { firstRefusal } from "./gates.ts";
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

/** A number that looks random and is always the same for this request and person (FNV-1a). */
export function tieBreak(requestId: string, personId: string): number {
  let hash = 0x811c9dc5;
  for (const text of [requestId, " ", personId]) {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** What decides between equals: the best score, then who was asked longest ago, then a draw that differs for every request. */
interface Standing {
  readonly helper: Helper;
  readonly score: number;
  readonly lastAskedAt: number;
  readonly draw: number;
}

function standingOf(helper: Helper, need: Need, ctx: MatchContext): Standing {
  return {
    helper,
    score: totalOf(scoreOf(helper, need, ctx)),
    lastAskedAt: helper.load.askedAt.at(-1)?.getTime() ?? 0,
    draw: tieBreak(need.requestId, helper.person.id),
  };
}

function compare(a: Standing, b: Standing): number {
  return b.score - a.score || a.lastAskedAt - b.lastAskedAt || a.draw - b.draw;
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

function candidateOf(helper: Helper, need: Need, ctx: MatchContext): Candidate {
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

/**
 * The `k` best helpers for a need, best first (R4), all gates passed. Where several must go together, those at the top make a
 * valid team with the ones who have already accepted; `helpers` therefore includes them too.
 */
export function rankCandidates(helpers: readonly Helper[], need: Need, ctx: MatchContext, k: number): Candidate[] {
  const passed = helpers.filter((helper) => firstRefusal(helper, need, ctx) === undefined);
  const ranked = passed.map((helper) => standingOf(helper, need, ctx)).sort(compare);
  const team = helpers.filter(({ person }) => need.teamIds.includes(person.id));
  return teamFirst(
    ranked.map(({ helper }) => helper),
    team,
    need,
    ctx,
  )
    .slice(0, k)
    .map((helper) => candidateOf(helper, need, ctx));
}
