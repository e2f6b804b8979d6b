import type { MatchContext } from "../gate.ts";
import type { Helper } from "../helper.ts";
import type { Need } from "../need.ts";
import { type Candidate, candidatesFrom, compareStanding, type Standing, standingsOf } from "../rank.ts";
import { needsExperience, servesMinor } from "../team.ts";
import type { Among } from "./question.ts";
import type { Roster } from "./roster.ts";

export interface RosterReader {
  readonly roster: Roster;
  /** The truth about these helpers, as it is stored now. */
  readonly helpersById: (ids: readonly string[]) => Promise<readonly Helper[]>;
  /** Helpers whom a bond with this need may lift above their standing in the roster: liked, asked for by name, on the way. */
  readonly bondedIds: (need: Need) => Promise<readonly string[]>;
}

/**
 * The same list as `rankCandidates` over everybody, from the few whom the roster finds: their truth passes the gates and the score
 * again, and the search widens until nobody unseen could stand among the best `k`.
 */
export async function rankFromRoster(reader: RosterReader, need: Need, ctx: MatchContext, k: number): Promise<Candidate[]> {
  const bonded = await reader.bondedIds(need);
  const team = await reader.helpersById(need.teamIds);
  const seatFillers: Among[] = [
    ...(needsExperience(need) ? ["experienced" as const] : []),
    ...(servesMinor(need) ? ["adults" as const] : []),
  ];
  for (let limit = 4 * k; ; limit *= 4) {
    const best = reader.roster.search(need, ctx, limit);
    const fillers = seatFillers.flatMap((among) => reader.roster.search(need, ctx, limit, among).ids);
    const ids = new Set([...best.ids, ...fillers, ...bonded]);
    const standings = standingsOf(await reader.helpersById([...ids]), need, ctx);
    if (isSettled(standings[k - 1], best.bound)) return candidatesFrom(standings, team, need, ctx, k);
  }
}

function isSettled(last: Standing | undefined, bound: Omit<Standing, "helper"> | undefined): boolean {
  return bound === undefined || (last !== undefined && compareStanding(last, bound) <= 0);
}
