import type { MatchContext } from "../gate.ts";
import { isOverlapping } from "../gates-load.ts";
import { isAdult } from "../gates-person.ts";
import type { Helper } from "../helper.ts";
import type { Need } from "../need.ts";
import { type Candidate, candidateOf, type Standing, standingsOf } from "../rank.ts";
import { isExperienced, needsExperience, seatsOf, servesMinor, teamRefusals } from "../team.ts";
import { assign } from "./assign.ts";
import { problemOf, type SeatEdges } from "./problem.ts";

export interface BatchProposal {
  /** Who goes where, each with the reasons; a coordinator confirms them all at once or by code. */
  readonly teams: readonly { readonly requestId: string; readonly code: string; readonly candidates: readonly Candidate[] }[];
  /** Codes of requests for which nobody was found, or not a whole team: they are dispatched one by one. */
  readonly leftOver: readonly string[];
}

/** Each seat looks at its best so many. */
const edgesPerSeat = 20;
/** What it costs to leave a seat empty, in points of the score. */
const emptyCosts = { urgent: 1000, soon: 400, routine: 200 } as const;
/** What each further request at once costs, in points. */
const nextOfferCost = 15;
const repairs = 20;

interface Seat {
  readonly need: Need;
  /** Whom this seat of a team is kept for. */
  readonly isFor: (helper: Helper) => boolean;
}

/**
 * Gives many open requests their helpers at once, so that together they fit best: nobody is wanted twice while another request goes
 * without. `standings` ranks one need; by default over all `helpers`.
 */
export function proposeBatch(
  helpers: readonly Helper[],
  needs: readonly Need[],
  ctx: MatchContext,
  standings: (need: Need) => readonly Standing[] = (need) => standingsOf(helpers, need, ctx),
): BatchProposal {
  const byId = new Map(helpers.map((helper) => [helper.person.id, helper]));
  const seats = needs.flatMap((need) =>
    seatsFor(
      need,
      need.teamIds.flatMap((id) => byId.get(id) ?? []),
      ctx,
    ),
  );
  const ranked = new Map(needs.map((need) => [need, standings(need)]));
  const forbidden = new Set<string>();
  let chosen: (Helper | undefined)[] = [];
  for (let repair = 0; repair < repairs; repair++) {
    chosen = solve(seats, ranked, ctx, forbidden);
    const clashes = clashesIn(seats, chosen);
    if (clashes.length === 0) break;
    for (const seat of clashes) forbidden.add(edgeKey(seat, chosen[seat] as Helper));
  }
  return proposalOf(needs, seats, chosen, byId, ctx);
}

function seatsFor(need: Need, team: readonly Helper[], ctx: MatchContext): Seat[] {
  const missing = Math.max(0, seatsOf(need, ctx) - team.length);
  const isMature = (helper: Helper): boolean => isAdult(helper, need.startAt, ctx.settings);
  const isKnowing = (helper: Helper): boolean => isExperienced(helper, ctx.settings);
  const wantsKnowing = needsExperience(need) && !team.some(isKnowing);
  return Array.from({ length: missing }, (_, i) => ({
    need,
    isFor: (helper) => (!(wantsKnowing && i === 0) || isKnowing(helper)) && (!servesMinor(need) || isMature(helper)),
  }));
}

const edgeKey = (seat: number, helper: Helper): string => `${seat} ${helper.person.id}`;

function solve(seats: readonly Seat[], ranked: ReadonlyMap<Need, readonly Standing[]>, ctx: MatchContext, forbidden: ReadonlySet<string>) {
  const numbers = new Map<string, number>();
  const people: Helper[] = [];
  const numberOf = (helper: Helper): number => {
    const known = numbers.get(helper.person.id);
    if (known !== undefined) return known;
    numbers.set(helper.person.id, people.length);
    return people.push(helper) - 1;
  };
  const rows = seats.map(({ need, isFor }, seat): SeatEdges => {
    const fitting = (ranked.get(need) ?? []).filter(({ helper }) => isFor(helper) && !forbidden.has(edgeKey(seat, helper)));
    const edges = fitting.slice(0, edgesPerSeat).map(({ helper, score }) => ({ helper: numberOf(helper), cost: Math.max(0, 100 - score) }));
    return { emptyCost: emptyCosts[need.urgency], edges };
  });
  const slots = people.map(({ load }) => {
    const open = load.openOffers.filter(({ expiresAt }) => expiresAt > ctx.now).length;
    return Array.from({ length: Math.max(0, ctx.settings.offers.maxOpen - open) }, (_, i) => i * nextOfferCost);
  });
  const assignment = assign(problemOf(rows, slots));
  return seats.map((_, seat) => people[assignment.helperOf(seat)]);
}

/** Seats whose helper is also wanted at the same time elsewhere, or twice by one request; the later of each two. */
function clashesIn(seats: readonly Seat[], chosen: readonly (Helper | undefined)[]): number[] {
  const taken = new Map<Helper, Need[]>();
  return chosen.flatMap((helper, i) => {
    const seat = seats[i];
    if (helper === undefined || seat === undefined) return [];
    const others = taken.get(helper) ?? [];
    if (others.some((other) => other === seat.need || isOverlapping(other, seat.need))) return [i];
    taken.set(helper, [...others, seat.need]);
    return [];
  });
}

function proposalOf(
  needs: readonly Need[],
  seats: readonly Seat[],
  chosen: readonly (Helper | undefined)[],
  byId: ReadonlyMap<string, Helper>,
  ctx: MatchContext,
): BatchProposal {
  const teams: BatchProposal["teams"][number][] = [];
  const leftOver: string[] = [];
  for (const need of needs) {
    const found = chosen.filter((helper, i) => helper !== undefined && seats[i]?.need === need) as Helper[];
    const team = need.teamIds.flatMap((id) => byId.get(id) ?? []);
    if (found.length === 0 || teamRefusals([...team, ...found], need, ctx).length > 0) leftOver.push(need.code);
    else teams.push({ requestId: need.requestId, code: need.code, candidates: found.map((helper) => candidateOf(helper, need, ctx)) });
  }
  return { teams, leftOver };
}
