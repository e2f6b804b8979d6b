import { z } from "zod";
import { maskPersonal } from "../../src/language/index.ts";
import { agreeToTime, answerCounter, changeTime, refuseTime } from "../../src/matching/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { fillRequest, findPageOf, noteDetail, type ServiceRequest, submitRequest, type Wish } from "../../src/request/index.ts";
import { cancelService, openDispute, rateService } from "../../src/visit/index.ts";
import type { ApiDeps } from "../deps.ts";
import { ownerActor, ownRequestOf } from "../own.ts";
import { idPart, momentPart, pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { refuseRisky } from "../refuse-risky.ts";
import { route } from "../route.ts";
import { ownRequest, viewOne, viewOwnRequests } from "../views/own-request.ts";
import { fromForm, fromWords, submission, understood } from "./submit.ts";
import { wishFields, wishFrom } from "./wish-fields.ts";

export const requestParams = z.strictObject({ requestId: z.string().regex(/^r[0-9a-f]{23}$/) });
const reason = z.string().trim().min(1).max(200);

/** What residents do with their own requests. */
export const ownRequestRoutes = [
  route({
    id: "createRequests",
    method: "post",
    path: "/v1/requests",
    chapter: "my requests",
    summary: "Asks for help, in one's own words or by a form, for oneself or for family. Danger in the words is raised at once.",
    act: "request.submit",
    creates: true,
    body: submission,
    answer: understood,
    status: 201,
    refusals: ["catalog.unknown-item", "request.too-many-open"],
    handle: async (deps, { caller, body, key }) => {
      if (deps.isDiskLow()) throw new DomainError("http.store-away");
      if (body.text === undefined && body.itemCode === undefined)
        throw new DomainError("http.invalid", { detail: "body: needs text or itemCode" });
      if (body.text !== undefined) return fromWords(deps, caller, body.text, body, key);
      return { requests: [await viewOne(deps, await fromForm(deps, caller, body, key))], choices: [], danger: null };
    },
  }),
  route({
    id: "listMyRequests",
    method: "get",
    path: "/v1/requests",
    chapter: "my requests",
    summary: "The caller's requests, newest first, each with its next step.",
    act: "request.read",
    query: z.strictObject({ ...pageQuery, isOpen: z.enum(["true", "false"]).optional() }),
    answer: pageOf(ownRequest),
    handle: async (deps, { caller, query }) => {
      const after = query.cursor === undefined ? undefined : readCursor(z.tuple([momentPart, idPart]), query.cursor);
      const found = await findPageOf(deps, caller.person.id, {
        limit: query.limit,
        ...(after && { before: { createdAt: new Date(after[0]), id: after[1] } }),
        ...(query.isOpen !== undefined && { isOpen: query.isOpen === "true" }),
      });
      const last = found.length === query.limit ? found.at(-1) : undefined;
      return {
        items: await viewOwnRequests(deps, found, caller.person),
        next: last ? writeCursor(last.createdAt.getTime(), last.id) : null,
      };
    },
  }),
  route({
    id: "getMyRequest",
    method: "get",
    path: "/v1/requests/:requestId",
    chapter: "my requests",
    summary: "One of the caller's requests.",
    act: "request.read",
    params: requestParams,
    answer: ownRequest,
    handle: async (deps, { caller, params }) => viewOne(deps, await ownRequestOf(deps, caller, params.requestId)),
  }),
  route({
    id: "fillMyRequest",
    method: "patch",
    path: "/v1/requests/:requestId",
    chapter: "my requests",
    summary: "Tells what is missing while a request is collected; later, adds to it. A new time is asked of the helper who is bound.",
    act: "request.change",
    params: requestParams,
    body: z.strictObject({ itemCode: z.string().max(20).optional(), ...wishFields }),
    answer: ownRequest,
    refusals: ["request.not-allowed", "request.rescheduled-too-often", "catalog.unknown-item"],
    handle: async (deps, { caller, params, body }) => {
      const request = await ownRequestOf(deps, caller, params.requestId);
      const by = ownerActor(caller, request);
      const { itemCode, ...fields } = body;
      const wish = wishFrom(fields);
      if (itemCode !== undefined) deps.catalog.item(itemCode);
      if (request.status === "collecting")
        return viewOne(deps, await fillRequest(deps, request.id, { by, wish, ...(itemCode !== undefined && { itemCode }) }));
      return viewOne(deps, await changeLater(deps, request, by, wish));
    },
  }),
  route({
    id: "submitMyRequest",
    method: "post",
    path: "/v1/requests/:requestId/submit",
    chapter: "my requests",
    summary: "Hands a complete request to the station: the yes after the read-back.",
    act: "request.submit",
    params: requestParams,
    answer: ownRequest,
    refusals: ["request.incomplete", "request.not-allowed"],
    handle: async (deps, { caller, params }) => {
      const request = await ownRequestOf(deps, caller, params.requestId);
      return viewOne(deps, await submitRequest(deps, request.id, ownerActor(caller, request)));
    },
  }),
  route({
    id: "cancelMyRequest",
    method: "post",
    path: "/v1/requests/:requestId/cancel",
    chapter: "my requests",
    summary: "Takes a request back before service; helpers are told.",
    act: "request.cancel",
    params: requestParams,
    body: z.strictObject({ reason: reason.optional() }),
    answer: ownRequest,
    refusals: ["request.not-allowed"],
    handle: async (deps, { caller, params, body }) => {
      const request = await ownRequestOf(deps, caller, params.requestId);
      return viewOne(deps, await cancelService(deps, request.id, ownerActor(caller, request), body.reason && maskPersonal(body.reason)));
    },
  }),
  route({
    id: "answerTimeChange",
    method: "post",
    path: "/v1/requests/:requestId/time-answer",
    chapter: "my requests",
    summary: "Says yes or no to another time: the one a helper proposes with an offer, or a change after accepting.",
    act: "request.change",
    params: requestParams,
    body: z.strictObject({ isYes: z.boolean() }),
    answer: ownRequest,
    refusals: ["matching.no-counter", "matching.no-time-change"],
    handle: async (deps, { caller, params, body }) => {
      const request = await ownRequestOf(deps, caller, params.requestId);
      const by = ownerActor(caller, request);
      if (request.status === "offered") return viewOne(deps, await answerCounter(deps, request.id, by, body.isYes));
      return viewOne(deps, await (body.isYes ? agreeToTime : refuseTime)(deps, request.id, by));
    },
  }),
  route({
    id: "rateMyRequest",
    method: "post",
    path: "/v1/requests/:requestId/rating",
    chapter: "my requests",
    summary: "Rates a service with one to five stars, or only says that it was done (no stars).",
    act: "visit.rate",
    params: requestParams,
    body: z.strictObject({ stars: z.number().int().min(1).max(5).nullable(), words: z.string().trim().max(500).optional() }),
    answer: ownRequest,
    refusals: ["request.not-allowed"],
    handle: async (deps, { caller, params, body }) => {
      const request = await ownRequestOf(deps, caller, params.requestId);
      const words = body.words ? maskPersonal(body.words) : undefined;
      await refuseRisky(deps, { personId: caller.person.id }, words, "comment");
      return viewOne(
        deps,
        await rateService(deps, request.id, ownerActor(caller, request), { stars: body.stars, ...(words !== undefined && { words }) }),
      );
    },
  }),
  route({
    id: "disputeMyRequest",
    method: "post",
    path: "/v1/requests/:requestId/dispute",
    chapter: "my requests",
    summary: "Says that hours or service are not as recorded; credit is frozen until somebody decides.",
    act: "dispute.open",
    params: requestParams,
    body: z.strictObject({ reason }),
    answer: ownRequest,
    refusals: ["request.not-allowed", "request.dispute-too-late"],
    handle: async (deps, { caller, params, body }) => {
      const request = await ownRequestOf(deps, caller, params.requestId);
      return viewOne(deps, await openDispute(deps, request.id, ownerActor(caller, request), maskPersonal(body.reason)));
    },
  }),
];

/** After submitting: a new time goes its own way, everything else is a detail somebody is told of. */
async function changeLater(deps: ApiDeps, request: ServiceRequest, by: ReturnType<typeof ownerActor>, wish: Wish): Promise<ServiceRequest> {
  const { startAt, endAt, isTimeOpen, ...rest } = wish;
  const time = { ...(endAt && { endAt }), ...(isTimeOpen !== undefined && { isTimeOpen }) };
  const moved = startAt ? await changeTime(deps, request.id, by, { startAt, ...time }) : request;
  if (Object.keys(rest).length === 0) return moved;
  const said = [rest.details, rest.dest, rest.where?.text].filter(Boolean).join(";") || "补充了要求";
  return noteDetail(deps, request.id, by, { wish: rest, said });
}
