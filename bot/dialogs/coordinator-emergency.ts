import { DomainError, startOfDay } from "../../src/platform/index.ts";
import { claimEmergency, type ServiceRequest, settleEmergency } from "../../src/request/index.ts";
import { findPeople } from "../../src/station/index.ts";
import { raiseAlarm, suspendAllUntil, suspendService } from "../../src/visit/index.ts";
import {
  alarmRaisedWords,
  askOutcomeWords,
  askSuspendAllReasonWords,
  askSuspendReasonWords,
  claimedByOtherRoomWords,
  claimedByOtherWords,
  claimedRoomWords,
  claimedWords,
  dismissedWords,
  handedOverWords,
  resumedWords,
  suspendedAllWords,
  suspendedWords,
} from "../texts/coordinator.ts";
import { factLines } from "../texts/desk-cards.ts";
import { personIdsOf } from "../texts/notices/context.ts";
import type { BotDeps } from "../turn.ts";
import { askRest } from "./coordinator-triage.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply } from "./staff.ts";

const unclaimed: Fitting = { statuses: ["escalated"], what: "没人接手的急事", fits: ({ escalation }) => !escalation?.answeredBy };
const running: Fitting = { statuses: ["escalated"], what: "急事" };
const toSuspend: Fitting = { statuses: ["accepted"], what: "能暂停" };

/** 我来 A37: the first one has it and paging stops; the second is told who. */
export const claim: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.handOver");
  return withRequest(deps, staff, unclaimed, async (request) => {
    const { code, status } = request;
    if (status !== "escalated") throw new DomainError("request.not-allowed", { code, status, event: "claim", role: staff.by.role });
    const next = await claimEmergency(deps, request.id, staff.by);
    const holder = next.escalation?.answeredBy;
    if (holder === staff.by.personId)
      return reply(staff, claimedWords(code, await factsOf(deps, next, staff.heard.now)), claimedRoomWords(code));
    const [other] = await findPeople(deps, holder === undefined ? [] : [holder]);
    return reply(staff, claimedByOtherWords(code, other?.name ?? "同事"), claimedByOtherRoomWords(code));
  });
};

async function factsOf(deps: BotDeps, request: ServiceRequest, now: Date): Promise<string> {
  const people = new Map((await findPeople(deps, personIdsOf(request))).map((person) => [person.id, person]));
  const item = request.itemCode === null ? null : deps.catalog.item(request.itemCode);
  return factLines(request, { item, people, now, communities: deps.station.communities }).join("\n");
}

/** 已处理 A37 情况 */
export const handOverDone: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.handOver");
  return withRequest(deps, staff, running, async (request) => {
    const { rest } = staff.command;
    if (rest === "") return askRest(staff, request, askOutcomeWords(request.code));
    await settleEmergency(deps, request.id, staff.by, "hand_over_done", rest);
    return reply(staff, handedOverWords(request.code));
  });
};

/** 虚惊 A37 情况 */
export const dismiss: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.handOver");
  return withRequest(deps, staff, running, async (request) => {
    const { rest } = staff.command;
    if (rest === "") return askRest(staff, request, askOutcomeWords(request.code));
    await settleEmergency(deps, request.id, staff.by, "dismiss", rest);
    return reply(staff, dismissedWords(request.code));
  });
};

/** 还要帮 A37: no emergency, but a need is left. */
export const resume: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.handOver");
  return withRequest(deps, staff, running, async (request) => {
    await settleEmergency(deps, request.id, staff.by, "resume", staff.command.rest || undefined);
    return reply(staff, resumedWords(request.code));
  });
};

/** A coordinator writes of danger on a request they name. */
export const alarm: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "visit.alarm");
  return withRequest(deps, staff, running, async (request) => {
    const { danger, masked } = staff.heard.understood;
    await raiseAlarm(deps, request.id, staff.by, { kind: danger?.kind ?? "welfare", said: masked, isSilent: danger?.noCall ?? false });
    return reply(staff, alarmRaisedWords(request.code));
  });
};

/** 暂停 A37 台风: weather or a closed station; the supervisor's. */
export const suspend: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.suspend");
  return withRequest(deps, staff, toSuspend, async (request) => {
    const { rest } = staff.command;
    if (rest === "") return askRest(staff, request, askSuspendReasonWords(request.code));
    await suspendService(deps, request.id, { role: "supervisor", personId: staff.by.personId }, rest);
    return reply(staff, suspendedWords(request.code));
  });
};

/** 全部暂停 台风: every accepted task of today and tomorrow. */
export const suspendAll: Handle = async (deps, staff) => {
  refuseUnless(staff.heard.person, "request.suspend");
  const { rest: reason } = staff.command;
  if (reason === "") return { say: [askSuspendAllReasonWords], pending: { kind: "ask", act: "desk.suspend_all" } };
  const until = startOfDay(staff.heard.now, 2);
  const by = { role: "supervisor", personId: staff.by.personId } as const;
  const suspended = await suspendAllUntil(deps, deps.station.id, by, { until, reason });
  return reply(
    staff,
    suspendedAllWords(
      suspended.map(({ code }) => code),
      reason,
    ),
  );
};
