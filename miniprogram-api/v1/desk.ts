import { z } from "zod";
import { DomainError, dayMs } from "../../src/platform/index.ts";
import { boardOf, deskLists, phoneList } from "../../src/report/index.ts";
import { findUncredited, type ServiceRequest, statuses } from "../../src/request/index.ts";
import { mayReadContact } from "../../src/visit/index.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../deps.ts";
import { deskRequestOf, isConfidentialRequest, isDesk } from "../own.ts";
import { idPart, momentPart, numberPart, pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { route } from "../route.ts";
import { boardRow, viewBoardRow } from "../views/board.ts";
import { contactsView, viewContacts } from "../views/contacts.ts";
import { deskRequest, viewDeskRequest } from "../views/desk-request.ts";
import { deskRow, viewDeskRows } from "../views/desk-row.ts";
import { reason } from "./desk-step.ts";
import { requestParams } from "./own-requests.ts";

const listNames = ["today", "at_risk", "unfilled", "needs_call", "overdue", "escalated", "unverified", "uncredited"] as const;
/** How far back hours that were not written are looked for. */
const uncreditedDays = 90;
const mostUncredited = 200;

/** What lies on the desk of a station. */
export const deskReadRoutes = [
  route({
    id: "listBoard",
    method: "get",
    path: "/v1/desk/requests",
    chapter: "desk",
    summary: "The open requests of the station: emergencies on top, then what is urgent, then the oldest first.",
    act: "request.readAll",
    query: z.strictObject({ ...pageQuery, status: z.enum(statuses).optional(), communityId: z.string().max(40).optional() }),
    answer: pageOf(boardRow),
    handle: async (deps, { caller, query: { limit, cursor, status, communityId } }) => {
      const place = cursor === undefined ? undefined : readCursor(z.tuple([numberPart, momentPart, idPart]), cursor);
      const { rows, next } = await boardOf(deps, caller.person.stationId, {
        limit,
        ...(place && { after: { rank: place[0], createdAt: new Date(place[1]), id: place[2] } }),
        ...(status && { status }),
        ...(communityId !== undefined && { communityId }),
      });
      const shown = rows.filter((row) => isDesk(caller) || !isConfidentialRequest(deps, row));
      return { items: shown.map(viewBoardRow), next: next && writeCursor(next.rank, next.createdAt.getTime(), next.id) };
    },
  }),
  route({
    id: "getDeskRequest",
    method: "get",
    path: "/v1/desk/requests/:requestId",
    chapter: "desk",
    summary: "One request of the station with candidates, offers and history. What people said is read by the desk and by who serves it.",
    act: "request.readAll",
    params: requestParams,
    answer: deskRequest,
    handle: async (deps, { caller, params }) => {
      const request = await deskRequestOf(deps, caller, params.requestId);
      return viewDeskRequest(deps, request, isDesk(caller) || mayReadContact(deps, request, caller.person.id));
    },
  }),
  route({
    id: "getContacts",
    method: "get",
    path: "/v1/desk/requests/:requestId/contacts",
    chapter: "desk",
    summary:
      "Names, phones and the address of a request: for the desk, and for a social worker while the task is theirs. Each reading is noted.",
    act: "request.readAll",
    params: requestParams,
    query: z.strictObject({ reason: reason.optional().describe("why; a supervisor must say it") }),
    answer: contactsView,
    shows: ["name", "phone", "address", "emergencyContact"],
    handle: async (deps, { caller, params, query }) => {
      const request = await deskRequestOf(deps, caller, params.requestId);
      refuseContact(deps, caller, request, query.reason);
      return viewContacts(deps, request);
    },
  }),
  route({
    id: "listDesk",
    method: "get",
    path: "/v1/desk/lists/:list",
    chapter: "desk",
    summary:
      "Short lists of what needs somebody: today's visits, at risk, nobody found, to call, overdue, emergencies, hours to verify or not written.",
    act: "report.read",
    params: z.strictObject({ list: z.enum(listNames) }),
    answer: z.object({ items: z.array(deskRow) }),
    handle: async (deps, { caller, params }) => ({ items: await viewDeskRows(deps, await listOf(deps, caller, params.list)) }),
  }),
  route({
    id: "listToPhone",
    method: "get",
    path: "/v1/desk/phone-list",
    chapter: "desk",
    summary: "Who could not be reached by message in the last three days and has to be phoned, with the open requests it was about (名单).",
    act: "contact.readAll",
    shows: ["name", "phone"],
    answer: z.object({
      items: z.array(
        z.object({
          personId: z.string(),
          name: z.string(),
          phone: z.string().nullable(),
          codes: z.array(z.string()),
          why: z
            .array(z.string())
            .describe("`never` wrote, chat `closed`, `spent`, `reserved` or `gone`, `unreachable`, `not_arrived`, no `chat`"),
        }),
      ),
    }),
    handle: async (deps, { caller }) => ({
      items: (await phoneList(deps, caller.person.stationId)).map(({ person: { id, name, phone }, codes, why }) => ({
        personId: id,
        name,
        phone: phone || null,
        codes: [...codes],
        why: [...why],
      })),
    }),
  }),
];

function refuseContact(deps: ApiDeps, caller: Caller, request: ServiceRequest, why: string | undefined): void {
  if (!isDesk(caller) && !mayReadContact(deps, request, caller.person.id)) throw new DomainError("http.not-allowed");
  if (caller.role === "supervisor" && why === undefined) throw new DomainError("http.invalid", { detail: "reason: needed" });
}

async function listOf(
  deps: ApiDeps,
  { person: { stationId } }: Caller,
  name: (typeof listNames)[number],
): Promise<readonly ServiceRequest[]> {
  if (name === "uncredited")
    return findUncredited(deps, stationId, new Date(deps.clock.now().getTime() - uncreditedDays * dayMs), mostUncredited);
  const lists = await deskLists(deps, stationId);
  const { today, atRisk: at_risk, unfilled, needsCall: needs_call, overdue, escalated, unverified } = lists;
  return { today, at_risk, unfilled, needs_call, overdue, escalated, unverified }[name];
}
