import { DomainError } from "../../src/platform/index.ts";
import {
  approveRequest,
  declineRequest,
  findByCode,
  mergeRequest,
  referRequest,
  refuseIfOther,
  type ServiceRequest,
} from "../../src/request/index.ts";
import { findReceiver } from "../../src/station/index.ts";
import {
  approvedWords,
  askConsentWords,
  askOfficeWords,
  askReasonWords,
  declinedWords,
  mergedWords,
  mergeHowWords,
  referredWords,
} from "../texts/coordinator.ts";
import type { BotDeps, Turn } from "../turn.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply, type Staff } from "./staff.ts";

const inTriage: Fitting = { statuses: ["submitted"], what: "待审" };

/** 通过 A37 */
export const approve: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.triage");
  return withRequest(deps, staff, inTriage, async ({ id, code }) => {
    refuseIfOther(staff.by, await approveRequest(deps, id, staff.by), "approve");
    return reply(staff, approvedWords(code));
  });
};

/** 不合适 A37 原因; without a reason it is asked for, because the resident reads it. */
export const decline: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.decline");
  return withRequest(deps, staff, inTriage, async (request) => {
    const { rest } = staff.command;
    if (rest === "") return askRest(staff, request, askReasonWords(request.code));
    refuseIfOther(staff.by, await declineRequest(deps, request.id, staff.by, rest), "decline");
    return reply(staff, declinedWords(request.code, rest));
  });
};

/**
 * 转 A37 民政办: saying so states that the resident agreed, as the coordinator has asked them; a confidential matter is asked about once.
 */
export const refer: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.refer");
  return withRequest(deps, staff, inTriage, async (request) => {
    const office = staff.command.rest.replace(/吧$/, "");
    if (office === "") return askRest(staff, request, askOfficeWords(request.code));
    if (isConfidential(deps, request) && !staff.command.hasConsent && request.status === "submitted") {
      return reply(staff, askConsentWords(request.code, office));
    }
    const receiverId = (await findReceiver(deps, deps.station.id, office))?.id;
    const to = { office, hasConsent: true, ...(receiverId !== undefined && { receiverId }) };
    refuseIfOther(staff.by, await referRequest(deps, request.id, staff.by, to), "refer");
    return reply(staff, referredWords(request.code, office, receiverId !== undefined));
  });
};

function isConfidential(deps: BotDeps, request: ServiceRequest): boolean {
  const isItem = request.itemCode !== null && deps.catalog.item(request.itemCode).flags.includes("confidential");
  return isItem || request.flags.includes("confidential");
}

/** 合并 A37 到 A35 */
export const merge: Handle = async (deps, staff) => {
  refuseUnless(staff.heard.person, "request.merge");
  const [code, into] = staff.command.codes;
  if (code === undefined || into === undefined) return reply(staff, mergeHowWords);
  const [request, target] = await Promise.all([findByCode(deps, deps.station.id, code), findByCode(deps, deps.station.id, into)]);
  if (!request) throw new DomainError("request.unknown-code", { code });
  if (!target) throw new DomainError("request.unknown-code", { code: into });
  await mergeRequest(deps, request.id, target, staff.by);
  return reply(staff, mergedWords(request.code, target.code));
};

/** Asks for what the command lacks; the next message is it. */
export function askRest(staff: Staff, request: ServiceRequest, words: string): Turn {
  return {
    say: [words],
    pending: { kind: "ask", act: staff.command.act, requestId: request.id, data: { text: staff.heard.message.text } },
  };
}
