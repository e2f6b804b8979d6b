import { z } from "zod";
import type { Danger } from "../../src/language/index.ts";
import { changeTime } from "../../src/matching/index.ts";
import { startOfDay } from "../../src/platform/index.ts";
import { claimEmergency, liftRequest, refuseIfOther, settleEmergency } from "../../src/request/index.ts";
import { cancelService, noteCall, raiseAlarm, suspendAllUntil, suspendService } from "../../src/visit/index.ts";
import { deskActor, standIn } from "../own.ts";
import { route } from "../route.ts";
import { deskRow, viewDeskRows } from "../views/desk-row.ts";
import { momentIn } from "../views/moment.ts";
import { deskStep, reason } from "./desk-step.ts";
import { wishFields, wishFrom } from "./wish-fields.ts";

const { endAt, isTimeOpen } = wishFields;
const alarmKinds = [
  "medical",
  "fire_gas",
  "self_harm",
  "violence",
  "child",
  "missing",
  "fraud",
  "welfare",
] as const satisfies readonly Danger["kind"][];
const supervisorOf = (personId: string) => ({ role: "supervisor", personId }) as const;

/** What the desk changes of a request on its way, and the emergencies it takes. */
export const triageChangeRoutes = [
  deskStep({
    id: "moveRequest",
    step: "time",
    act: "request.changeForOther",
    summary: "Moves a request to another time; once somebody is found both sides are asked first (改时间).",
    body: z.strictObject({ startAt: momentIn, endAt, isTimeOpen }),
    refusals: ["request.start-passed", "request.rescheduled-too-often"],
    move: (deps, caller, { id }, { startAt, ...rest }) => changeTime(deps, id, standIn(caller), { ...wishFrom(rest), startAt }),
  }),
  deskStep({
    id: "cancelRequest",
    step: "cancel",
    act: "request.cancelForOther",
    summary: "Cancels a request for the resident; everybody concerned is told (取消).",
    body: z.strictObject({ reason: reason.optional() }),
    move: async (deps, caller, { id }, body) => {
      const by = standIn(caller);
      const next = await cancelService(deps, id, by, body.reason ?? "社工站取消");
      refuseIfOther(by, next, "cancel");
      return next;
    },
  }),
  deskStep({
    id: "noteDeskCall",
    step: "calls",
    act: "contact.readAll",
    summary: "Notes a phone call and how it went (打过电话).",
    body: z.strictObject({ outcome: reason }),
    move: (deps, caller, { id }, { outcome }) => noteCall(deps, id, deskActor(caller), outcome),
  }),
  deskStep({
    id: "suspendRequest",
    step: "suspend",
    act: "request.suspend",
    summary: "Puts an accepted task off for weather or a closed station; everybody is told (暂停).",
    body: z.strictObject({ reason }),
    move: async (deps, { person }, { id }, body) => {
      const by = supervisorOf(person.id);
      const next = await suspendService(deps, id, by, body.reason);
      refuseIfOther(by, next, "suspend");
      return next;
    },
  }),
  deskStep({
    id: "liftRequest",
    step: "lift",
    act: "request.resume",
    summary: "Takes a suspended task up again, at another time when one is given (恢复).",
    body: z.strictObject({ startAt: wishFields.startAt, endAt, isTimeOpen }),
    refusals: ["request.start-passed"],
    move: async (deps, { person }, { id }, body) => {
      const by = supervisorOf(person.id);
      const next = await liftRequest(deps, id, by, wishFrom(body));
      refuseIfOther(by, next, "lift");
      return next;
    },
  }),
  route({
    id: "suspendAll",
    method: "post",
    path: "/v1/desk/suspensions",
    chapter: "desk",
    summary: "Puts off every accepted task of today and tomorrow, as for a storm (全部暂停).",
    act: "request.suspend",
    body: z.strictObject({ reason }),
    answer: z.object({ items: z.array(deskRow) }),
    handle: async (deps, { caller: { person }, body }) => {
      const until = startOfDay(deps.clock.now(), 2);
      const told = { until, reason: body.reason };
      return { items: await viewDeskRows(deps, await suspendAllUntil(deps, person.stationId, supervisorOf(person.id), told)) };
    },
  }),
  deskStep({
    id: "raiseDeskAlarm",
    step: "alarm",
    act: "request.handOver",
    summary: "Says that a request is an emergency; people are paged until one answers.",
    body: z.strictObject({
      kind: z.enum(alarmKinds),
      said: reason.describe("what happened"),
      isSilent: z.boolean().default(false).describe("do not call back: the phone may ring beside the person they fear"),
    }),
    move: (deps, caller, { id }, alarm) => raiseAlarm(deps, id, deskActor(caller), alarm),
  }),
  deskStep({
    id: "claimEmergency",
    step: "claim",
    act: "request.handOver",
    summary: "Takes an emergency: paging stops, others are told who has it (我来).",
    move: async (deps, caller, { id }) => {
      const by = deskActor(caller);
      const next = await claimEmergency(deps, id, by);
      refuseIfOther(by, next, "claim");
      return next;
    },
  }),
  deskStep({
    id: "settleEmergency",
    step: "settle",
    act: "request.handOver",
    summary: "Ends an emergency: handed over, a false alarm, or none with a need left.",
    body: z.strictObject({
      outcome: z.enum(["handed_over", "false_alarm", "need_left"]).describe("已处理, 虚惊, 还要帮"),
      reason: reason.optional().describe("what happened; needed unless a need is left"),
    }),
    refusals: ["request.reason-missing"],
    move: async (deps, caller, { id }, { outcome, reason: words }) => {
      const by = deskActor(caller);
      const event = ({ handed_over: "hand_over_done", false_alarm: "dismiss", need_left: "resume" } as const)[outcome];
      const next = await settleEmergency(deps, id, by, event, words);
      refuseIfOther(by, next, event);
      return next;
    },
  }),
];
