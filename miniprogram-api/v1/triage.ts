import { z } from "zod";
import { supplementRequest } from "../../src/intake/index.ts";
import { approveRequest, declineRequest, mergeRequest, referRequest, refuseIfOther, retryAndApprove } from "../../src/request/index.ts";
import { findReceiver } from "../../src/station/index.ts";
import { deskActor, standIn, stationRequestOf } from "../own.ts";
import { route } from "../route.ts";
import { deskRequest, viewDeskRequest } from "../views/desk-request.ts";
import { deskStep, reason } from "./desk-step.ts";
import { requestParams } from "./own-requests.ts";
import { wishFields, wishFrom } from "./wish-fields.ts";

const newTime = z.strictObject({ startAt: wishFields.startAt, endAt: wishFields.endAt, isTimeOpen: wishFields.isTimeOpen });

/** What a coordinator decides about a request that came in. */
export const triageRoutes = [
  deskStep({
    id: "approveRequest",
    step: "approve",
    act: "request.triage",
    summary: "Passes a request on to the search for helpers (通过).",
    refusals: ["request.incomplete", "request.start-passed"],
    move: async (deps, caller, { id }) => {
      const by = deskActor(caller);
      const next = await approveRequest(deps, id, by);
      refuseIfOther(by, next, "approve");
      return next;
    },
  }),
  deskStep({
    id: "declineRequest",
    step: "decline",
    act: "request.decline",
    summary: "Turns a request down; the resident reads the reason (不合适).",
    body: z.strictObject({ reason }),
    move: async (deps, caller, { id }, body) => {
      const by = deskActor(caller);
      const next = await declineRequest(deps, id, by, body.reason);
      refuseIfOther(by, next, "decline");
      return next;
    },
  }),
  deskStep({
    id: "referRequest",
    step: "refer",
    act: "request.refer",
    summary: "Refers a request to an office, with the resident's consent (转介).",
    body: z.strictObject({
      office: z.string().trim().min(1).max(40).describe("as people call it: 民政办; one that is registered here is told at once"),
      hasConsent: z.boolean().describe("the resident was asked and agreed"),
    }),
    refusals: ["request.consent-missing"],
    move: async (deps, caller, request, { office, hasConsent }) => {
      const by = deskActor(caller);
      const receiver = await findReceiver(deps, request.stationId, office);
      const next = await referRequest(deps, request.id, by, { office, hasConsent, ...(receiver && { receiverId: receiver.id }) });
      refuseIfOther(by, next, "refer");
      return next;
    },
  }),
  deskStep({
    id: "mergeRequest",
    step: "merge",
    act: "request.merge",
    summary: "Merges a duplicate into the request that stays (合并).",
    body: z.strictObject({ intoId: requestParams.shape.requestId }),
    refusals: ["request.merge-into-itself"],
    move: async (deps, caller, { id }, { intoId }) =>
      mergeRequest(deps, id, await stationRequestOf(deps, caller, intoId), deskActor(caller)),
  }),
  deskStep({
    id: "retryRequest",
    step: "retry",
    act: "request.retry",
    summary: "Looks again for helpers for a request nobody could take, at another time when one is given (重新找).",
    body: newTime,
    refusals: ["request.incomplete", "request.start-passed"],
    move: async (deps, caller, { id }, body) => {
      const by = deskActor(caller);
      const next = await retryAndApprove(deps, id, by, wishFrom(body));
      refuseIfOther(by, next, "retry");
      return next;
    },
  }),
  route({
    id: "supplementRequest",
    method: "patch",
    path: "/v1/desk/requests/:requestId",
    chapter: "desk",
    summary: "Adds what the desk found out. A request still being collected is handed in when nothing is missing any more.",
    act: "request.changeForOther",
    params: requestParams,
    body: z.strictObject({
      itemCode: z.string().max(20).optional(),
      ...wishFields,
      said: reason.optional().describe("as it was said, for the history"),
    }),
    answer: deskRequest,
    refusals: ["request.not-allowed", "catalog.unknown-item"],
    handle: async (deps, { caller, params, body }) => {
      const request = await stationRequestOf(deps, caller, params.requestId);
      const { itemCode, said, ...fields } = body;
      const wish = wishFrom(fields);
      const words = said ?? [wish.details, wish.dest, wish.where?.text].filter(Boolean).join(";");
      const detail = { wish, said: words || "社工站补充", ...(itemCode !== undefined && { itemCode }) };
      return viewDeskRequest(deps, await supplementRequest(deps, request, standIn(caller), detail));
    },
  }),
];
