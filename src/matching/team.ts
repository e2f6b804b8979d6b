import type { StationSettings } from "../station/index.ts";
import type { GateRefusal, MatchContext } from "./gate.ts";
import { isAdult } from "./gates-person.ts";
import type { Helper } from "./helper.ts";
import type { Need } from "./need.ts";
import { isStaff } from "./trainings.ts";

/** Social worker, grid worker, or a volunteer with the hours R8 asks. */
export function isExperienced({ person }: Helper, settings: StationSettings): boolean {
  return isStaff(person) || person.helper.creditedMinutes >= settings.homeVisit.experiencedHours * 60;
}

/** One person may go alone from the third visit on, when the risk is low and both agreed (R8); never to a child (R9). */
export function maySolo(helper: Helper, need: Need, { settings }: MatchContext): boolean {
  const visits = helper.load.visitsTo[need.beneficiaryId] ?? 0;
  return need.isSoloAgreed === true && !servesMinor(need) && visits >= settings.homeVisit.soloFromVisit - 1;
}

/** A child is served: two adults must be there (R9). */
export function servesMinor(need: Need): boolean {
  return need.isForMinor || need.item.flags.includes("minor");
}

function isHomeVisit(need: Need): boolean {
  return need.item.flags.includes("home_visit");
}

/** One of those who go must be experienced (R8). */
export function needsExperience(need: Need): boolean {
  return isHomeVisit(need) || need.item.provider === "team";
}

/** How many helpers the need must have together, the solo rule included. */
export function seatsOf(need: Need, ctx: MatchContext): number {
  const atLeast = Math.max(need.people, servesMinor(need) ? ctx.settings.minors.adultsPresent : 1);
  return isHomeVisit(need) && need.isSoloAgreed !== true ? Math.max(atLeast, ctx.settings.homeVisit.people) : atLeast;
}

/** What a team still lacks; the counts are seats that must go to such a person. */
function lacks(helpers: readonly Helper[], need: Need, ctx: MatchContext): { experienced: number; adults: number } {
  const isSolo = helpers.length === 1 && helpers.every((helper) => maySolo(helper, need, ctx));
  const adults = helpers.filter((helper) => isAdult(helper, need.startAt, ctx.settings)).length;
  return {
    experienced: needsExperience(need) && !isSolo && !helpers.some((helper) => isExperienced(helper, ctx.settings)) ? 1 : 0,
    adults: servesMinor(need) ? Math.max(0, ctx.settings.minors.adultsPresent - adults) : 0,
  };
}

const words = {
  solo: { gate: "team_size", words: "一个人上门,要等到第三次、风险低、双方都同意" },
  experience: { gate: "team_experience", words: "两人里要有一位社工、网格员或满20小时的志愿者" },
  adults: { gate: "team_adults", words: "服务未成年人要有两位成年人在场" },
  pair: { gate: "team_blocked_pair", words: "这两位约定不一起服务" },
} as const satisfies Record<string, GateRefusal>;

function isBlockedPair(one: Helper, other: Helper): boolean {
  return one.person.blockedHelperIds.includes(other.person.id) || other.person.blockedHelperIds.includes(one.person.id);
}

/** Why these helpers, with the seats still empty, can no longer become a valid team; empty when they can (R8, R9). */
export function seatRefusals(helpers: readonly Helper[], need: Need, ctx: MatchContext): GateRefusal[] {
  const seats = seatsOf(need, ctx);
  const seatsLeft = Math.max(0, seats - helpers.length);
  const lack = lacks(helpers, need, ctx);
  const [lone] = helpers;
  const isLone = isHomeVisit(need) && seats === 1 && lone !== undefined && helpers.length === 1;
  const hasBlockedPair = helpers.some((one, i) => helpers.slice(i + 1).some((other) => isBlockedPair(one, other)));
  return [
    ...(isLone && !maySolo(lone, need, ctx) ? [words.solo] : []),
    ...(lack.experienced > seatsLeft ? [words.experience] : []),
    ...(lack.adults > seatsLeft ? [words.adults] : []),
    ...(hasBlockedPair ? [words.pair] : []),
  ];
}

/** Why these helpers together may not serve this need; empty when they may go (R8 home visits, R9 children). */
export function teamRefusals(helpers: readonly Helper[], need: Need, ctx: MatchContext): GateRefusal[] {
  const missing = seatsOf(need, ctx) - helpers.length;
  const size: GateRefusal[] = missing > 0 ? [{ gate: "team_size", words: `还差${missing}人` }] : [];
  return [...size, ...seatRefusals(helpers, need, ctx)];
}
