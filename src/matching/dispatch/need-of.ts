import { addMinutes, civilDate, DomainError } from "../../platform/index.ts";
import {
  type AssignmentStatus,
  boundHelpers,
  type Deps,
  plannedMinutes,
  type ServiceRequest,
  scheduleOf,
  servedHelpers,
} from "../../request/index.ts";
import { findPeople } from "../../station/index.ts";
import { findHelpersById, type MatchDeps } from "../candidates.ts";
import type { MatchContext } from "../gate.ts";
import type { Helper } from "../helper.ts";
import type { Need } from "../need.ts";
import type { FollowedRoster } from "../roster/follow.ts";

/**
 * The request as matching sees it.
 * @throws request.incomplete while its item or day is unknown
 */
export async function needOf(deps: Deps, request: ServiceRequest): Promise<Need> {
  if (request.itemCode === null) throw new DomainError("request.incomplete", { code: request.code, missing: ["item"] });
  const item = deps.catalog.item(request.itemCode);
  const schedule = scheduleOf(request, plannedMinutes(item));
  if (!schedule) throw new DomainError("request.incomplete", { code: request.code, missing: ["when"] });
  const involvedIds = [...new Set([request.requesterId, request.beneficiaryId])];
  const involved = await findPeople(deps, involvedIds);
  const beneficiary = involved.find(({ id }) => id === request.beneficiaryId);
  return {
    requestId: request.id,
    code: request.code,
    stationId: request.stationId,
    item,
    people: request.people,
    startAt: schedule.startAt,
    // As soon as possible: who has time from now on is asked, not only who has time for the whole of the wait.
    endAt: request.urgency === "urgent" && request.wish.isTimeOpen ? addMinutes(schedule.startAt, schedule.minutes) : schedule.endAt,
    urgency: request.urgency,
    communityId: request.communityId,
    gridId: request.gridId,
    involvedIds,
    beneficiaryId: request.beneficiaryId,
    blockedHelperIds: involved.flatMap(({ blockedHelperIds }) => blockedHelperIds),
    excludedIds: excludedOf(request),
    teamIds: boundHelpers(request),
    ...(request.wish.gender && { genderWish: request.wish.gender }),
    ...(request.wish.helperId && { wishedHelperId: request.wish.helperId }),
    isForMinor: item.flags.includes("minor") || (beneficiary !== undefined && isMinor(beneficiary.birthDate, schedule.startAt)),
    radius: 2,
  };
}

/** Who has left, early too: their minutes stand in their row. */
const isGone: readonly AssignmentStatus[] = ["withdrawn", "late_withdrawn", "no_show", "checked_out", "credited"];

/** Who said no, left, did not come or did not answer is not asked again about the same request. */
function excludedOf(request: ServiceRequest): readonly string[] {
  const offers = request.offers.filter(({ status }) => status === "declined" || status === "expired").map(({ volunteerId }) => volunteerId);
  const left = request.assignments.filter(({ status }) => isGone.includes(status));
  return [...new Set([...offers, ...left.map(({ volunteerId }) => volunteerId), ...request.passedOver])];
}

/** Who served an earlier part (T27) has a row with hours: a second stay would write over it. */
export function refuseServed(request: ServiceRequest, volunteerId: string): void {
  if (!servedHelpers(request).includes(volunteerId)) return;
  throw new DomainError("matching.not-allowed-helper", { code: request.code, personId: volunteerId, words: "这单已经服务过一段" });
}

/** The domain's deps, with the roster where a process keeps one. */
export interface MatcherDeps extends Deps {
  readonly roster?: FollowedRoster;
}

/** What matching needs of the station a request belongs to. */
export function matchDepsOf(deps: MatcherDeps, stationId: string): MatchDeps {
  return {
    db: deps.db,
    cipher: deps.cipher,
    clock: deps.clock,
    settings: deps.settings(stationId),
    ...(deps.roster && { roster: deps.roster }),
  };
}

export function matchContextOf(deps: Deps, stationId: string): MatchContext {
  return { now: deps.clock.now(), settings: deps.settings(stationId) };
}

/** These helpers of the station on the truth of this moment, in the order given; unknown ones are left out. */
export async function currentHelpers(deps: Deps, stationId: string, personIds: readonly string[]): Promise<Helper[]> {
  const all = (await findHelpersById(deps, personIds)).filter(({ person }) => person.stationId === stationId);
  return personIds.flatMap((id) => all.find(({ person }) => person.id === id) ?? []);
}

/** Under 18 on that day. */
function isMinor(birthDate: string, at: Date): boolean {
  return civilDate(at) < `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
}
