import { z } from "zod";
import { maskPersonal } from "../../src/language/index.ts";
import { DomainError, minuteMs } from "../../src/platform/index.ts";
import { communityOf, findPerson } from "../../src/station/index.ts";
import {
  arrivalOf,
  checkIn,
  checkOut,
  confirmComing,
  isVulnerable,
  leaveEarly,
  noteCall,
  raiseAlarm,
  reportNobodyHome,
  sayLate,
} from "../../src/visit/index.ts";
import { helperActor, taskOf } from "../own.ts";
import { route } from "../route.ts";
import { shownOfTask, taskView, viewTask } from "../views/task.ts";
import { requestParams } from "./own-requests.ts";

const words = z.string().trim().min(1).max(200);
/** Further from the start than this, another time is a change, not being late. */
const lateWithinMinutes = 120;

/** What a helper says on the way and on the spot. */
export const doorRoutes = [
  route({
    id: "confirmComing",
    method: "post",
    path: "/v1/tasks/:requestId/confirm",
    chapter: "helping",
    summary: "Says that the caller comes: the answer to the reminder two hours before.",
    act: "visit.checkIn",
    params: requestParams,
    answer: taskView,
    shows: shownOfTask,
    refusals: ["request.not-allowed"],
    handle: async (deps, { caller, params }) => {
      const { id } = await taskOf(deps, caller, params.requestId);
      return viewTask(deps, await confirmComing(deps, id, caller.person.id), caller.person);
    },
  }),
  route({
    id: "sayLate",
    method: "post",
    path: "/v1/tasks/:requestId/late",
    chapter: "helping",
    summary: "Says how many minutes the caller is late; the resident is told. Hours ahead, ask for another time instead.",
    act: "visit.checkIn",
    params: requestParams,
    body: z.strictObject({ minutes: z.number().int().min(1).max(120) }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["visit.not-on-task", "visit.too-early"],
    handle: async (deps, { caller, params, body }) => {
      const { id, code, wish } = await taskOf(deps, caller, params.requestId);
      const lead = wish.startAt ? wish.startAt.getTime() - deps.clock.now().getTime() : 0;
      if (lead > lateWithinMinutes * minuteMs) throw new DomainError("visit.too-early", { code, startAt: wish.startAt });
      return viewTask(deps, await sayLate(deps, id, caller.person.id, body.minutes), caller.person);
    },
  }),
  route({
    id: "checkIn",
    method: "post",
    path: "/v1/tasks/:requestId/check-in",
    chapter: "helping",
    summary: "Says that the caller is there; hours count from now. The code at the door or a position make it sure, and neither is needed.",
    act: "visit.checkIn",
    params: requestParams,
    body: z.strictObject({
      doorCode: z.string().min(1).max(200).optional().describe("what the QR code at the resident's door holds"),
      position: z
        .strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
        .optional()
        .describe("WGS 84; looked at once and not kept"),
    }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["visit.not-on-task", "visit.too-early", "visit.too-far", "visit.wrong-door-code", "request.not-allowed"],
    handle: async (deps, { caller, params, body }) => {
      const request = await taskOf(deps, caller, params.requestId);
      const area = communityOf(deps.station, request.communityId)?.area;
      const { withinMetres } = deps.settings(request.stationId).checkIn;
      const arrival = arrivalOf(deps, request, body, { area, withinMetres });
      return viewTask(deps, await checkIn(deps, request.id, helperActor(caller), caller.person.id, arrival), caller.person);
    },
  }),
  route({
    id: "checkOut",
    method: "post",
    path: "/v1/tasks/:requestId/check-out",
    chapter: "helping",
    summary: "Says that the caller is done; the hours are written at once. Who accompanied somebody says that they are home again.",
    act: "visit.checkOut",
    params: requestParams,
    body: z.strictObject({ isBackHome: z.boolean().optional() }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["visit.not-on-task", "visit.not-checked-in", "visit.return-trip"],
    handle: async (deps, { caller, params, body: { isBackHome } }) => {
      const { id } = await taskOf(deps, caller, params.requestId);
      const options = isBackHome === undefined ? {} : { isBackHome };
      return viewTask(deps, await checkOut(deps, id, helperActor(caller), caller.person.id, options), caller.person);
    },
  }),
  route({
    id: "leaveEarly",
    method: "post",
    path: "/v1/tasks/:requestId/leave-early",
    chapter: "helping",
    summary: "Says that the caller must go before the end, and why; the time counts, and somebody else is looked for.",
    act: "visit.checkOut",
    params: requestParams,
    body: z.strictObject({ reason: words }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["visit.not-on-task", "visit.not-checked-in"],
    handle: async (deps, { caller, params, body }) => {
      const { id } = await taskOf(deps, caller, params.requestId);
      return viewTask(deps, await leaveEarly(deps, id, caller.person.id, maskPersonal(body.reason)), caller.person);
    },
  }),
  route({
    id: "reportNobodyHome",
    method: "post",
    path: "/v1/tasks/:requestId/nobody-home",
    chapter: "helping",
    summary: "Says that nobody opens: wait and call, as `nobodyHome` tells. For somebody vulnerable it is an alarm at once (`escalated`).",
    act: "visit.reportAbsent",
    params: requestParams,
    answer: taskView,
    shows: shownOfTask,
    refusals: ["visit.not-on-task"],
    handle: async (deps, { caller, params }) => {
      const { id, beneficiaryId } = await taskOf(deps, caller, params.requestId);
      const isAlarm = isVulnerable(await findPerson(deps, beneficiaryId));
      return viewTask(deps, await reportNobodyHome(deps, id, caller.person.id, isAlarm), caller.person);
    },
  }),
  route({
    id: "noteCall",
    method: "post",
    path: "/v1/tasks/:requestId/calls",
    chapter: "helping",
    summary: "Notes a call to the resident behind a closed door, and how it went.",
    act: "visit.reportAbsent",
    params: requestParams,
    body: z.strictObject({ outcome: words.default("没人接") }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["visit.nobody-home-missing", "visit.not-on-task"],
    handle: async (deps, { caller, params, body }) => {
      const { id, code, visit } = await taskOf(deps, caller, params.requestId, "bound");
      if (!visit.nobodyHome) throw new DomainError("visit.nobody-home-missing", { code });
      return viewTask(deps, await noteCall(deps, id, helperActor(caller), maskPersonal(body.outcome)), caller.person);
    },
  }),
  route({
    id: "raiseAlarm",
    method: "post",
    path: "/v1/tasks/:requestId/alarm",
    chapter: "helping",
    summary: "Says that the person is unwell or in danger: people are alerted at once. Nobody here can call 120; the helper does.",
    act: "visit.alarm",
    params: requestParams,
    body: z.strictObject({ said: words }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["visit.not-on-task"],
    handle: async (deps, { caller, params, body }) => {
      const request = await taskOf(deps, caller, params.requestId);
      if (request.status === "escalated") return viewTask(deps, request, caller.person);
      await taskOf(deps, caller, params.requestId, "bound");
      const alarm = { kind: "welfare", said: maskPersonal(body.said) };
      return viewTask(deps, await raiseAlarm(deps, request.id, helperActor(caller), alarm), caller.person);
    },
  }),
];
