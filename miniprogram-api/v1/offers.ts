import { z } from "zod";
import { maskPersonal } from "../../src/language/index.ts";
import { acceptOffer, counterOffer, declineOffer } from "../../src/matching/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { findOfferedTo } from "../../src/request/index.ts";
import { helperRequestOf } from "../own.ts";
import { route } from "../route.ts";
import { momentIn } from "../views/moment.ts";
import { offerView, shownOfTask, taskView, viewOffer, viewTask } from "../views/task.ts";
import { requestParams } from "./own-requests.ts";

/** What a helper is asked, and their answers. */
export const offerRoutes = [
  route({
    id: "listMyOffers",
    method: "get",
    path: "/v1/offers",
    chapter: "helping",
    summary: "What the caller is asked to do and has not answered, the oldest question first. Nobody is named yet.",
    act: "offer.answer",
    answer: z.object({ items: z.array(offerView) }),
    handle: async (deps, { caller: { person } }) => ({
      items: (await findOfferedTo(deps, person.id)).map((request) => viewOffer(deps, request, person)),
    }),
  }),
  route({
    id: "acceptOffer",
    method: "post",
    path: "/v1/offers/:requestId/accept",
    chapter: "helping",
    summary: "Says yes, also after a no while it is open. Of two who race one has it; the other is told who (`by`).",
    act: "offer.answer",
    params: requestParams,
    answer: taskView,
    shows: shownOfTask,
    refusals: ["matching.taken", "matching.not-offered", "matching.double-booked", "matching.day-full", "matching.not-allowed-helper"],
    handle: async (deps, { caller, params }) => {
      const request = await helperRequestOf(deps, caller, params.requestId);
      return viewTask(deps, await acceptOffer(deps, request.id, caller.person.id), caller.person);
    },
  }),
  route({
    id: "declineOffer",
    method: "post",
    path: "/v1/offers/:requestId/decline",
    chapter: "helping",
    summary: "Says no; others are asked. What was accepted is given back by withdrawing from the task.",
    act: "offer.answer",
    params: requestParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(200).optional() }),
    answer: offerView,
    refusals: ["matching.not-offered"],
    handle: async (deps, { caller, params, body }) => {
      const request = await helperRequestOf(deps, caller, params.requestId);
      const reason = body.reason && maskPersonal(body.reason);
      return viewOffer(deps, await declineOffer(deps, request.id, caller.person.id, reason), caller.person);
    },
  }),
  route({
    id: "counterOffer",
    method: "post",
    path: "/v1/offers/:requestId/counter",
    chapter: "helping",
    summary: "Proposes another start; the resident is asked, and nobody else is meanwhile.",
    act: "offer.answer",
    params: requestParams,
    body: z.strictObject({ startAt: momentIn }),
    answer: offerView,
    refusals: ["matching.not-offered", "matching.taken", "request.start-passed"],
    handle: async (deps, { caller, params, body }) => {
      const { id, code } = await helperRequestOf(deps, caller, params.requestId);
      if (body.startAt <= deps.clock.now()) throw new DomainError("request.start-passed", { code });
      return viewOffer(deps, await counterOffer(deps, id, caller.person.id, body.startAt), caller.person);
    },
  }),
];
