import { nameHelper, pickCandidates, refreshCandidates } from "../../src/matching/index.ts";
import { DomainError, isDomainError } from "../../src/platform/index.ts";
import { findByCode, findByStatus, plannedMinutes, type ServiceRequest } from "../../src/request/index.ts";
import { findHelpersByName, findPeople, type Person } from "../../src/station/index.ts";
import {
  askedRoomWords,
  askedWords,
  askNameWords,
  nothingOpenWords,
  pickedAllWords,
  refreshedWords,
  unknownNameWords,
  whichHelperRoomWords,
  whichHelperWords,
} from "../texts/coordinator.ts";
import { errorWords } from "../texts/errors.ts";
import { clockWords, communityWords, dayWords, nameWords, timeWords } from "../texts/words.ts";
import type { BotDeps, Turn } from "../turn.ts";
import { askRest } from "./coordinator-triage.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply, type Staff } from "./staff.ts";

const toPick: Fitting = { statuses: ["proposed"], what: "等您挑人" };
const toName: Fitting = { statuses: ["proposed", "submitted", "queued", "offered"], what: "等着派人" };
/** How many candidates a card shows. */
const shown = 3;

/** 确认 A37 2, or just 2; 只派 A37 2 asks nobody else. */
export const pick: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "offer.pick");
  const { codes, numbers, isOnly } = staff.command;
  if (codes.length > 1 && numbers.length === 0 && !isOnly) return pickSeveral(deps, staff, codes);
  return withRequest(deps, staff, toPick, async (request) => {
    if (request.status === "proposed" && numbers.some((n) => n > shown)) {
      throw new DomainError("matching.no-such-candidate", { code: request.code, count: Math.min(shown, request.candidates.length) });
    }
    const next = await pickCandidates(deps, request.id, { by: staff.by, numbers, ...(isOnly && { isOnly }) });
    return askedReply(deps, staff, next);
  });
};

/** Says who is asked now and until when. */
async function askedReply(deps: BotDeps, staff: Staff, request: ServiceRequest): Promise<Turn> {
  return reply(staff, await askedLine(deps, request, staff.heard.now), askedRoomWords(request.code));
}

async function askedLine(deps: BotDeps, request: ServiceRequest, now: Date): Promise<string> {
  const open = request.offers.filter(({ status }) => status === "offered");
  const people = await findPeople(
    deps,
    open.map(({ volunteerId }) => volunteerId),
  );
  return askedWords(request.code, people.map(nameWords).join("、"), untilWords(open[0]?.expiresAt ?? now, now));
}

export const untilWords = (at: Date, now: Date): string => `${dayWords(at, now)}${clockWords(at)}`;

/** 全部确认: the best candidates of every open card. */
export const pickAll: Handle = async (deps, staff) => {
  refuseUnless(staff.heard.person, "offer.pick");
  const open = await findByStatus(deps, deps.station.id, ["proposed"]);
  return open.length === 0 ? reply(staff, nothingOpenWords) : pickEach(deps, staff, open);
};

/** 确认 A37 A38: the best candidates of each. */
async function pickSeveral(deps: BotDeps, staff: Staff, codes: readonly string[]): Promise<Turn> {
  const found = await Promise.all(codes.map((code) => findByCode(deps, deps.station.id, code)));
  const unknown = codes.find((_, i) => !found[i]);
  if (unknown !== undefined) throw new DomainError("request.unknown-code", { code: unknown });
  return pickEach(
    deps,
    staff,
    found.flatMap((request) => request ?? []),
  );
}

/** One that cannot be picked does not hold up the others. */
async function pickEach(deps: BotDeps, staff: Staff, open: readonly ServiceRequest[]): Promise<Turn> {
  const { person, now } = staff.heard;
  const lines: string[] = [];
  for (const { id, code } of open) {
    try {
      const next = await pickCandidates(deps, id, { by: staff.by });
      lines.push(staff.isRoom ? askedRoomWords(code) : await askedLine(deps, next, now));
    } catch (error) {
      if (!isDomainError(error)) throw error;
      lines.push(await errorWords(error, { deps, person, now, isRoom: staff.isRoom }));
    }
  }
  return reply(staff, pickedAllWords(lines));
}

/** 换一批 A37 */
export const refresh: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "offer.refresh");
  return withRequest(deps, staff, toPick, async ({ id, code }) => {
    await refreshCandidates(deps, id, staff.by);
    return reply(staff, refreshedWords(code));
  });
};

/** 派给 A37 张姐, also several: 派给 A37 张姐和李哥. */
export const name: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "offer.pick");
  return withRequest(deps, staff, toName, async (request) => {
    const { names, rest, personId } = staff.command;
    if (personId !== undefined) return askedReply(deps, staff, await nameHelper(deps, request.id, staff.by, personId));
    const wanted = names.length > 0 ? names : rest === "" ? [] : [rest];
    if (wanted.length === 0) return askRest(staff, request, askNameWords(request.code));
    const found: Person[] = [];
    for (const said of wanted) {
      const helpers = await meantBy(deps, request, said);
      const [only] = helpers;
      if (!only) return reply(staff, unknownNameWords(said, request.code));
      if (helpers.length > 1) return whichHelper(deps, staff, request, said, helpers);
      found.push(only);
    }
    let next = request;
    for (const { id } of found) next = await nameHelper(deps, request.id, staff.by, id);
    return askedReply(deps, staff, next);
  });
};

/** The helpers a name may mean; one on the card is meant before others of the name. */
async function meantBy(deps: BotDeps, request: ServiceRequest, said: string): Promise<Person[]> {
  const helpers = await findHelpersByName(deps, deps.station.id, said);
  const onCard = helpers.filter(({ id }) => request.candidates.slice(0, shown).some(({ personId }) => personId === id));
  return onCard.length === 1 ? onCard : helpers;
}

function whichHelper(deps: BotDeps, staff: Staff, request: ServiceRequest, said: string, helpers: readonly Person[]): Turn {
  if (staff.isRoom) return reply(staff, whichHelperRoomWords);
  const few = helpers.slice(0, 6);
  const lines = few.map((helper) => `${nameWords(helper)} · ${communityWords(helper, deps.station.communities)}`);
  return {
    say: [whichHelperWords(said, lines)],
    pending: { kind: "ask", act: "desk.name", requestId: request.id, data: { personIds: few.map(({ id }) => id) } },
  };
}

/** The time of a request in words. */
export function timeOf(deps: BotDeps, request: ServiceRequest, now: Date): string {
  return timeWords(request, plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode)), now);
}
