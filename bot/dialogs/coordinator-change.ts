import { timeWish } from "../../src/intake/index.ts";
import type { TimeResult } from "../../src/language/index.ts";
import { changeTime, refreshCandidates } from "../../src/matching/index.ts";
import { addMinutes, civilDate, minuteOfDay, startOfDay } from "../../src/platform/index.ts";
import { liftRequest, retryAndApprove, type ServiceRequest, type Wish } from "../../src/request/index.ts";
import { cancelService } from "../../src/visit/index.ts";
import {
  askTimeWords,
  cancelledWords,
  cancelWhichWords,
  liftedWords,
  movedAskingWords,
  movedSearchingWords,
  movedWords,
  refreshedWords,
  retriedWords,
} from "../texts/coordinator.ts";
import { timeOf } from "./coordinator-matching.ts";
import { askRest } from "./coordinator-triage.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply } from "./staff.ts";

const toMove: Fitting = { statuses: ["submitted", "queued", "proposed", "offered", "accepted"], what: "能改时间" };
const toRetry: Fitting = { statuses: ["unfilled"], what: "没人接" };
const toLift: Fitting = { statuses: ["suspended"], what: "暂停" };
const toCancel: Fitting = { statuses: [], what: "要取消" };

/** 改 A37 周四下午两点: before somebody is found it is looked for anew, afterwards the resident and the helpers are asked. */
export const reschedule: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.changeForOther");
  return withRequest(deps, staff, toMove, async (request) => {
    const wish = newTime(staff.command.time, request);
    if (!wish?.startAt) return askRest(staff, request, askTimeWords(request.code));
    const next = await changeTime(deps, request.id, staff.standIn, { ...wish, startAt: wish.startAt });
    const time = timeOf(deps, { ...next, wish: { ...next.wish, ...wish } }, staff.heard.now);
    if (next.timeChange) return reply(staff, movedAskingWords(next.code, time));
    return reply(staff, next.status === "queued" ? movedSearchingWords(next.code, time) : movedWords(next.code, time));
  });
};

/**
 * A new time, keeping of the old one what was not said: 「周四」 keeps the hour, 「下午两点」 the day.
 */
function newTime(
  said: TimeResult | undefined,
  { wish: old }: ServiceRequest,
): Pick<Wish, "startAt" | "endAt" | "isTimeOpen" | "spokenTime"> | null {
  if (!said) return null;
  if (!said.hasDate && old.startAt) {
    const days = startOfDay(old.startAt).getTime() - startOfDay(said.start).getTime();
    const onDay = (at: Date) => new Date(at.getTime() + days);
    return timeWish({ ...said, start: onDay(said.start), ...(said.end && { end: onDay(said.end) }) });
  }
  const wish = timeWish(said);
  const keepsHour = !said.hasClock && old.startAt && !old.isTimeOpen && old.endAt === undefined;
  if (!keepsHour || !wish.startAt || !old.startAt || civilDate(wish.startAt) === civilDate(old.startAt)) return wish;
  return {
    startAt: addMinutes(startOfDay(wish.startAt), minuteOfDay(old.startAt)),
    isTimeOpen: false,
    ...(wish.spokenTime && { spokenTime: wish.spokenTime }),
  };
}

/** 取消 A37 原因: only with its code; nobody cancels by a word that may mean something else. */
export const cancel: Handle = async (deps, staff) => {
  refuseUnless(staff.heard.person, "request.cancelForOther");
  if (staff.command.codes.length === 0) return reply(staff, cancelWhichWords);
  return withRequest(deps, staff, toCancel, async ({ id, code }) => {
    await cancelService(deps, id, staff.standIn, staff.command.rest || "社工站取消");
    return reply(staff, cancelledWords(code));
  });
};

/** 重新找 A37 明天下午两点: an unfilled request goes through triage again at once; of one with a card others are looked for. */
export const retry: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.retry");
  return withRequest(deps, staff, toRetry, async (request) => {
    const { now } = staff.heard;
    if (request.status === "proposed") {
      await refreshCandidates(deps, request.id, staff.by);
      return reply(staff, refreshedWords(request.code));
    }
    const wish = newTime(staff.command.time, request);
    if (!wish && isOver(request, now)) return askRest(staff, request, askTimeWords(request.code));
    const next = await retryAndApprove(deps, request.id, staff.by, wish ?? {});
    return reply(staff, retriedWords(next.code, timeOf(deps, next, now)));
  });
};

/** 恢复 A37 明天上午九点: a supervisor takes a suspended task up again. */
export const lift: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.resume");
  return withRequest(deps, staff, toLift, async (request) => {
    const { now, person } = staff.heard;
    const wish = newTime(staff.command.time, request);
    if (!wish && isOver(request, now)) return askRest(staff, request, askTimeWords(request.code));
    const next = await liftRequest(deps, request.id, { role: "supervisor", personId: person.id }, wish ?? {});
    return reply(staff, liftedWords(next.code, timeOf(deps, next, now)));
  });
};

function isOver({ wish }: ServiceRequest, now: Date): boolean {
  const until = wish.endAt ?? wish.startAt;
  return until !== undefined && until < now;
}
