import { z } from "zod";
import { findCaller, handInCall, takeCall } from "../../src/intake/index.ts";
import { maskPersonal } from "../../src/language/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { fillRequest, openRequest, type ServiceRequest } from "../../src/request/index.ts";
import { communityOf, findStation } from "../../src/station/index.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../deps.ts";
import { isDesk, notThere, standIn, stationPersonOf, stationRequestOf } from "../own.ts";
import { route } from "../route.ts";
import { peopleById, viewDeskRow } from "../views/desk-row.ts";
import { calledRequest, callerView, phoneTail } from "../views/phone-call.ts";
import { personId } from "./dispatch.ts";
import { requestParams } from "./own-requests.ts";
import { wishFields, wishFrom } from "./wish-fields.ts";

const told = z.strictObject({ itemCode: z.string().max(20).optional(), ...wishFields });

/** Requests entered for residents who phone (代报). */
export const phoneInRoutes = [
  route({
    id: "findCallers",
    method: "post",
    path: "/v1/desk/callers",
    chapter: "desk",
    summary:
      "Residents a caller may be, by name, community and name, or phone. It changes nothing; what is looked for stays out of addresses.",
    act: "request.submitForCaller",
    body: z.strictObject({ who: z.string().trim().min(1).max(60).describe("王秀兰 · 蟠龙王奶奶 · 13800138000") }),
    answer: z.object({ items: z.array(callerView) }),
    handle: async (deps, { caller, body }) => {
      const station = await findStation(deps, caller.person.stationId);
      const { people } = await findCaller({ ...deps, station }, body.who);
      return {
        items: people.slice(0, 20).map((person) => ({
          personId: person.id,
          name: person.name,
          calledAs: person.calledAs,
          communityName: communityOf(station, person.communityId)?.name ?? null,
          phoneTail: phoneTail(person.phone),
        })),
      };
    },
  }),
  route({
    id: "takeCall",
    method: "post",
    path: "/v1/desk/calls",
    chapter: "desk",
    summary:
      "Enters what a resident asked for on the phone, in words or by a form. What is complete is handed in; danger is raised at once.",
    act: "request.submitForCaller",
    creates: true,
    body: told.extend({
      personId: personId.describe("the resident; see findCallers"),
      text: z.string().trim().min(1).max(1000).optional().describe("as the caller said it"),
    }),
    answer: z.object({
      requests: z.array(calledRequest).describe("one for each need; complete those with something missing by fillCall"),
      known: z.array(calledRequest).describe("open requests that hold a need already"),
      alarm: calledRequest.nullable().describe("people are being paged on this one"),
    }),
    status: 201,
    refusals: ["catalog.unknown-item"],
    handle: async (deps, { caller, body, key }) => {
      const { personId: id, text, ...form } = body;
      const person = await stationPersonOf(deps, caller, id);
      if (!person.roles.includes("resident")) throw notThere();
      const by = standIn(caller);
      if (text === undefined) return { requests: await view(deps, [await openForm(deps, person, by, form, key)]), known: [], alarm: null };
      const { opened, known, alarm } = await takeCall(deps, { caller: person, by, text, key });
      const [first, ...others] = opened;
      const filled = first ? [await fill(deps, first, by, form), ...others] : [];
      const requests: ServiceRequest[] = [];
      for (const request of filled) requests.push(await handInCall(deps, request, by));
      return {
        requests: await view(deps, requests),
        known: await view(deps, known),
        alarm: alarm ? ((await view(deps, [alarm]))[0] ?? null) : null,
      };
    },
  }),
  route({
    id: "fillCall",
    method: "patch",
    path: "/v1/desk/calls/:requestId",
    chapter: "desk",
    summary: "Adds what was missing in a call the caller of this route has entered, and hands it in when it is complete.",
    act: "request.submitForCaller",
    params: requestParams,
    body: told,
    answer: calledRequest,
    refusals: ["request.not-allowed", "catalog.unknown-item"],
    handle: async (deps, { caller, params, body }) => {
      const request = await enteredBy(deps, caller, params.requestId);
      const by = standIn(caller);
      const { itemCode, ...fields } = body;
      const filling = { by, wish: wishFrom(fields), ...(itemCode !== undefined && { itemCode }) };
      const [seen] = await view(deps, [await handInCall(deps, await fillRequest(deps, request.id, filling), by)]);
      if (!seen) throw new Error("one request gives one view");
      return seen;
    },
  }),
];

type By = ReturnType<typeof standIn>;
type Form = z.output<typeof told>;

async function openForm(deps: ApiDeps, person: Awaited<ReturnType<typeof stationPersonOf>>, by: By, form: Form, key: string) {
  const { itemCode, ...fields } = form;
  if (itemCode === undefined) throw new DomainError("http.invalid", { detail: "body: needs text or itemCode" });
  const { request } = await openRequest(deps, {
    key,
    by,
    source: "phone_in",
    stationId: person.stationId,
    requesterId: person.id,
    beneficiaryId: person.id,
    communityId: person.communityId,
    gridId: person.gridId,
    said: [deps.catalog.item(itemCode).name, fields.details && maskPersonal(fields.details)].filter(Boolean).join(":"),
    itemCode,
    wish: { where: { kind: "home" }, ...wishFrom(fields) },
  });
  return handInCall(deps, request, by);
}

async function fill(deps: ApiDeps, request: ServiceRequest, by: By, { itemCode, ...fields }: Form): Promise<ServiceRequest> {
  const wish = wishFrom(fields);
  const isMore = itemCode !== undefined || Object.keys(wish).length > 0;
  if (!isMore || request.status !== "collecting") return request;
  return fillRequest(deps, request.id, { by, wish, ...(itemCode !== undefined && { itemCode }) });
}

/** The call, if the caller entered it or runs the desk. @throws http.not-found */
async function enteredBy(deps: ApiDeps, caller: Caller, requestId: string): Promise<ServiceRequest> {
  const request = await stationRequestOf(deps, caller, requestId);
  const isOwn = request.source === "phone_in" && request.history[0]?.by.personId === caller.person.id;
  if (!isOwn && !isDesk(caller)) throw notThere();
  return request;
}

async function view(deps: ApiDeps, requests: readonly ServiceRequest[]): Promise<z.input<typeof calledRequest>[]> {
  const people = await peopleById(
    deps,
    requests.map(({ beneficiaryId }) => beneficiaryId),
  );
  return requests.map((request) => ({ ...viewDeskRow(deps, request, people), missing: [...request.missing] }));
}
