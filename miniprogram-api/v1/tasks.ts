import { z } from "zod";
import { maskPersonal } from "../../src/language/index.ts";
import { agreeToTime, changeTime, refuseTime, withdrawHelper } from "../../src/matching/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { findLatelyWith, findPastTasksOf, findTasksOf, openTasksOf, type ServiceRequest } from "../../src/request/index.ts";
import { openDispute } from "../../src/visit/index.ts";
import type { ApiDeps } from "../deps.ts";
import { helperActor, taskOf } from "../own.ts";
import { idPart, momentPart, pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { route } from "../route.ts";
import { momentIn } from "../views/moment.ts";
import { shownOfTask, taskRow, taskView, viewTask, viewTaskRow } from "../views/task.ts";
import { requestParams } from "./own-requests.ts";

const reason = z.string().trim().min(1).max(200);

/** What a helper has accepted. */
export const taskRoutes = [
  route({
    id: "listMyTasks",
    method: "get",
    path: "/v1/tasks",
    chapter: "helping",
    summary:
      "The caller's tasks: those that wait or run, the soonest first, all on one page; or past ones, the latest first, page by page. Nobody is named in a list.",
    act: "task.read",
    query: z.strictObject({ ...pageQuery, when: z.enum(["open", "past"]).default("open") }),
    answer: pageOf(taskRow),
    handle: async (deps, { caller: { person }, query }) => {
      const view = (request: ServiceRequest) => viewTaskRow(deps, request, person);
      if (query.when === "open") return { items: (await findOpenTasks(deps, person.id)).map(view), next: null };
      const after = query.cursor === undefined ? undefined : readCursor(z.tuple([momentPart, idPart]), query.cursor);
      const before = after && { createdAt: new Date(after[0]), id: after[1] };
      const found = await findPastTasksOf(deps, person.id, { limit: query.limit, before });
      const last = found.length === query.limit ? found.at(-1) : undefined;
      return { items: found.map(view), next: last ? writeCursor(last.createdAt.getTime(), last.id) : null };
    },
  }),
  route({
    id: "getMyTask",
    method: "get",
    path: "/v1/tasks/:requestId",
    chapter: "helping",
    summary: "One of the caller's tasks. Name, address, phone and the word at the door are in it from accepting to a day after check-out.",
    act: "task.read",
    params: requestParams,
    answer: taskView,
    shows: shownOfTask,
    handle: async (deps, { caller, params }) => viewTask(deps, await taskOf(deps, caller, params.requestId), caller.person),
  }),
  route({
    id: "withdrawFromTask",
    method: "post",
    path: "/v1/tasks/:requestId/withdraw",
    chapter: "helping",
    summary: "Gives an accepted task back, with the reason; under two hours before the start it counts as late.",
    act: "offer.withdraw",
    params: requestParams,
    body: z.strictObject({ reason }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["matching.not-on-task"],
    handle: async (deps, { caller, params, body }) => {
      const { id } = await taskOf(deps, caller, params.requestId);
      return viewTask(deps, await withdrawHelper(deps, id, caller.person.id, maskPersonal(body.reason)), caller.person);
    },
  }),
  route({
    id: "changeTaskTime",
    method: "post",
    path: "/v1/tasks/:requestId/time",
    chapter: "helping",
    summary: "Asks for another start of an accepted task; everybody else has to agree.",
    act: "task.change",
    params: requestParams,
    body: z.strictObject({ startAt: momentIn }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["request.not-allowed", "request.start-passed", "request.rescheduled-too-often"],
    handle: async (deps, { caller, params, body }) => {
      const { id, code } = await taskOf(deps, caller, params.requestId, "bound");
      if (body.startAt <= deps.clock.now()) throw new DomainError("request.start-passed", { code });
      return viewTask(deps, await changeTime(deps, id, helperActor(caller), { startAt: body.startAt }), caller.person);
    },
  }),
  route({
    id: "answerTaskTime",
    method: "post",
    path: "/v1/tasks/:requestId/time-answer",
    chapter: "helping",
    summary: "Says yes or no to another time the resident or a partner asked for.",
    act: "task.change",
    params: requestParams,
    body: z.strictObject({ isYes: z.boolean() }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["matching.no-time-change"],
    handle: async (deps, { caller, params, body }) => {
      const { id } = await taskOf(deps, caller, params.requestId, "bound");
      return viewTask(deps, await (body.isYes ? agreeToTime : refuseTime)(deps, id, helperActor(caller)), caller.person);
    },
  }),
  route({
    id: "disputeTask",
    method: "post",
    path: "/v1/tasks/:requestId/dispute",
    chapter: "helping",
    summary: "Says that the hours of a task are not right, within seven days; a person looks at them.",
    act: "dispute.open",
    params: requestParams,
    body: z.strictObject({ reason }),
    answer: taskView,
    shows: shownOfTask,
    refusals: ["request.not-allowed", "request.dispute-too-late", "request.appealed-already", "visit.not-on-task"],
    handle: async (deps, { caller, params, body }) => {
      const { id } = await taskOf(deps, caller, params.requestId, "served");
      return viewTask(deps, await openDispute(deps, id, helperActor(caller), maskPersonal(body.reason)), caller.person);
    },
  }),
];

async function findOpenTasks(deps: ApiDeps, personId: string): Promise<ServiceRequest[]> {
  const [bound, lately] = await Promise.all([findTasksOf(deps, personId), findLatelyWith(deps, personId, 20)]);
  return openTasksOf(bound, lately, personId);
}
