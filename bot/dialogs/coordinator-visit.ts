import { boundHelpers } from "../../src/matching/index.ts";
import { isDomainError } from "../../src/platform/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import { findHelpersByName, findPeople, mayDo, type Person } from "../../src/station/index.ts";
import { checkIn, checkOut, closeAbsent, decideDispute, declareNoShow, noteCall, openDispute, verifyVisit } from "../../src/visit/index.ts";
import {
  askBackHomeWords,
  askCallWords,
  askDecisionReasonWords,
  askDisputeWords,
  askMinutesWords,
  askWhoWords,
  callNotedWords,
  checkedInRoomWords,
  checkedInWords,
  checkedOutRoomWords,
  checkedOutWords,
  closedAbsentWords,
  decidedWords,
  disputedWords,
  noShowRoomWords,
  noShowWords,
  verifiedWords,
} from "../texts/coordinator.ts";
import { deskStatusWords } from "../texts/desk-words.ts";
import { nameWords } from "../texts/words.ts";
import type { BotDeps } from "../turn.ts";
import { askRest } from "./coordinator-triage.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply, type Staff } from "./staff.ts";

const toMissOrCome: Fitting = { statuses: ["accepted"], what: "等人上门" };
const toCheckOut: Fitting = { statuses: ["in_progress"], what: "正在服务" };
const toCall: Fitting = {
  statuses: ["accepted", "submitted", "collecting", "unfilled"],
  what: "要打电话",
  fits: ({ status, flags, visit }) => status === "unfilled" || visit.nobodyHome !== undefined || flags.includes("needs_call"),
};
const toCloseAbsent: Fitting = { statuses: ["accepted"], what: "没人开门", fits: ({ visit }) => visit.nobodyHome !== undefined };
const toVerify: Fitting = { statuses: ["served", "closed"], what: "时长待核", fits: ({ flags }) => flags.includes("unverified") };
const toDispute: Fitting = { statuses: ["served"], what: "办完待评" };
const toDecide: Fitting = { statuses: ["disputed"], what: "有异议" };

/** 没去 A37: the helper, or with a name only this one of two, did not come; others are looked for at once. */
export const noShow: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "visit.declareNoShow");
  return withRequest(deps, staff, toMissOrCome, async (request) => {
    const meant = await helpersMeant(deps, staff, request);
    const volunteerId = meant.length === 1 && boundHelpers(request).length > 1 ? meant[0]?.id : undefined;
    const missed = await findPeople(deps, volunteerId === undefined ? boundHelpers(request) : [volunteerId]);
    await declareNoShow(deps, request.id, staff.by, volunteerId);
    return reply(staff, noShowWords(request.code, missed.map(nameWords).join("、") || "志愿者"), noShowRoomWords(request.code));
  });
};

/** 到了 A37 张姐: for a helper who has no phone at hand. */
export const checkInFor: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "visit.correct");
  return withRequest(deps, staff, toMissOrCome, async (request) => {
    const [helper, ...others] = await helpersMeant(deps, staff, request);
    if (!helper || others.length > 0) return askRest(staff, request, askWhoWords(request.code));
    await checkIn(deps, request.id, staff.standIn, helper.id);
    return reply(staff, checkedInWords(request.code, nameWords(helper)), checkedInRoomWords(request.code));
  });
};

/** 完事 A37 张姐; where somebody was accompanied it is asked whether they are home. */
export const checkOutFor: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "visit.correct");
  return withRequest(deps, staff, toCheckOut, async (request) => {
    const [helper, ...others] = await helpersMeant(deps, staff, request);
    if (!helper || others.length > 0) return askRest(staff, request, askWhoWords(request.code));
    const isBackHome = /到家|送回|回家/.test(staff.command.rest);
    try {
      await checkOut(deps, request.id, staff.standIn, helper.id, { isBackHome });
    } catch (error) {
      if (!isDomainError(error, "visit.return-trip")) throw error;
      const data = { confirm: `完事 ${request.code} ${helper.name} 已到家` };
      return { say: [askBackHomeWords(request.code)], pending: { kind: "ask", act: "desk.check_out", requestId: request.id, data } };
    }
    return reply(staff, checkedOutWords(request.code, nameWords(helper)), checkedOutRoomWords(request.code));
  });
};

/** The bound helpers a message may mean: those it names, all of them when it names nobody. */
async function helpersMeant(deps: BotDeps, { command }: Staff, request: ServiceRequest): Promise<Person[]> {
  const bound = await findPeople(deps, boundHelpers(request));
  const said = command.names[0] ?? command.rest.replace(/(?:已?经?到家|送回家?|回家).*$/, "").trim();
  if (said === "") return bound;
  const named = await findHelpersByName(deps, deps.station.id, said);
  const meant = bound.filter(({ id }) => named.some((one) => one.id === id));
  return meant.length > 0 || command.names.length > 0 ? meant : bound;
}

/** 打过电话 A37 没人接: calls allow closing a visit to a closed door, and let an unfilled request rest. */
export const callNoted: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "contact.readAll");
  return withRequest(deps, staff, toCall, async (request) => {
    const { rest } = staff.command;
    if (rest === "") return askRest(staff, request, askCallWords(request.code));
    const next = await noteCall(deps, request.id, staff.by, rest);
    return reply(staff, callNotedWords(next.code, afterCall(deps, next)));
  });
};

function afterCall(deps: BotDeps, { code, status, visit, missing, stationId }: ServiceRequest): string {
  if (visit.nobodyHome) {
    const left = deps.settings(stationId).nobodyHome.calls - visit.nobodyHome.calls;
    return left > 0 ? `再打 ${left} 个还没人接,回「关单 ${code}」。` : `还是没人就回「关单 ${code}」。`;
  }
  if (missing.length > 0) return `问清的回「${code} 补充 …」。`;
  return `${deskStatusWords[status].next(code)}。`;
}

/** 关单 A37: nobody was at home. */
export const closeDoor: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "visit.closeAbsent");
  return withRequest(deps, staff, toCloseAbsent, async ({ id, code }) => {
    await closeAbsent(deps, id, staff.by);
    return reply(staff, closedAbsentWords(code));
  });
};

/** 核时 A37 90分钟 */
export const verify: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "hours.credit");
  return withRequest(deps, staff, toVerify, async (request) => {
    const { minutes } = staff.command;
    if (minutes === undefined) return askRest(staff, request, askMinutesWords(request.code));
    await verifyVisit(deps, request.id, staff.by, minutes);
    return reply(staff, verifiedWords(request.code, minutes));
  });
};

/** 有异议 A37 原因: credit is frozen until it is decided. */
export const dispute: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "dispute.open");
  return withRequest(deps, staff, toDispute, async (request) => {
    const { rest } = staff.command;
    if (rest === "") return askRest(staff, request, askDisputeWords(request.code));
    const { person } = staff.heard;
    const by = person.roles.includes("supervisor") ? ({ role: "supervisor", personId: person.id } as const) : staff.by;
    await openDispute(deps, request.id, by, rest);
    return reply(staff, disputedWords(request.code));
  });
};

/** 维持 A37 原因 · 改成60分钟 A37 原因 · 作废 A37 原因; an appeal is the supervisor's. */
export const decide: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "dispute.decide");
  return withRequest(deps, staff, toDecide, async (request) => {
    if ((request.dispute?.appeals ?? 0) > 0) refuseUnless(staff.heard.person, "dispute.decideAppeal");
    const { outcome = "upheld", minutes, rest: reason } = staff.command;
    if (reason === "") return askRest(staff, request, askDecisionReasonWords(request.code));
    const decision = outcome === "adjusted" ? { outcome, minutes: minutes ?? 0, reason } : { outcome, reason };
    const by = mayDo(staff.heard.person, "dispute.decideAppeal")
      ? ({ role: "supervisor", personId: staff.by.personId } as const)
      : staff.by;
    await decideDispute(deps, request.id, by, decision);
    return reply(staff, decidedWords(request.code, outcome, minutes));
  });
};
