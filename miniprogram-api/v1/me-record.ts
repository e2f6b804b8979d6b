import { z } from "zod";
import { revokeSessionsOf } from "../../src/access/index.ts";
import { type AuditEntry, entriesFor } from "../../src/audit/index.ts";
import { certificatesOf } from "../../src/certificate/index.ts";
import { balanceOf, entriesOf } from "../../src/ledger/index.ts";
import { civilDate, DomainError } from "../../src/platform/index.ts";
import { findPageOf, findPastTasksOf, findTasksOf, forgetPerson, type RequestRow, type ServiceRequest } from "../../src/request/index.ts";
import { findPeople, type Person } from "../../src/station/index.ts";
import type { ApiDeps } from "../deps.ts";
import { numberPart, pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { FileAnswer, route } from "../route.ts";
import { viewCertificate } from "../views/certificate.ts";
import { viewMe } from "../views/me.ts";
import { moment, writeMoment } from "../views/moment.ts";
import { viewOwnRequests } from "../views/own-request.ts";
import { viewTaskRow } from "../views/task.ts";
import { viewConsents } from "./consents.ts";
import { viewEntry } from "./hours.ts";

const lookView = z.object({
  at: moment,
  role: z.string(),
  calledAs: z.string().nullable().describe("null for somebody who has left, or the station's own work"),
  act: z.string().describe("what they did or looked at: `person.read`"),
  requestId: z.string().nullable().describe("the request it was about"),
  fields: z.array(z.string()).describe("sensitive fields that were shown or changed"),
});

/** As many of somebody's requests as their access log looks at. */
const lookedAtRequests = 500;

/** What the station keeps of the caller, and who has looked at it. */
export const recordRoutes = [
  route({
    id: "listWhoLooked",
    method: "get",
    path: "/v1/me/access-log",
    chapter: "me",
    summary: "Who at the station has looked at the caller's data or changed it, or acted on their requests; the latest first.",
    act: "me.read",
    query: z.strictObject(pageQuery),
    answer: pageOf(lookView),
    handle: async (deps, { caller: { person }, query }) => {
      const [before] = query.cursor === undefined ? [undefined] : readCursor(z.tuple([numberPart]), query.cursor);
      const { entries, next } = await findLooks(deps, person, { limit: query.limit, ...(before !== undefined && { before }) });
      return { items: await viewLooks(deps, entries), next: next === undefined ? null : writeCursor(next) };
    },
  }),
  route({
    id: "exportMe",
    method: "get",
    path: "/v1/me/export",
    chapter: "me",
    summary:
      "Everything the station keeps of the caller, as one JSON file: profile, family, consents, requests, tasks, hours, certificates, access log.",
    act: "me.read",
    answer: "file",
    pace: "heavy",
    shows: ["phone", "address"],
    handle: async (deps, { caller: { person } }) => {
      const record = JSON.stringify(await recordOf(deps, person), null, 2);
      return new FileAnswer(`${person.id}-${civilDate(deps.clock.now())}.json`, "application/json", record);
    },
  }),
  route({
    id: "forgetMe",
    method: "delete",
    path: "/v1/me",
    chapter: "me",
    summary:
      "Forgets the caller: name, phone, address and their words are taken out, and every session ends. Hours and counts stay, under a number. Staff ask the station.",
    act: "me.change",
    answer: "nothing",
    pace: "heavy",
    refusals: ["request.person-busy", "station.station-decides"],
    handle: async (deps, { caller: { person } }) => {
      if (!person.roles.every((role) => role === "resident" || role === "volunteer"))
        throw new DomainError("station.station-decides", { personId: person.id });
      await forgetPerson(deps, person.id);
      await revokeSessionsOf(deps, person.id);
      return undefined;
    },
  }),
];

async function recordOf(deps: ApiDeps, person: Person): Promise<unknown> {
  const [requests, past, open, balance, entries, certificates, looks] = await Promise.all([
    collect((before: RequestRow | undefined) => findPageOf(deps, person.id, { limit: 100, ...(before && { before }) })),
    collect((before: ServiceRequest | undefined) => findPastTasksOf(deps, person.id, { limit: 100, before })),
    findTasksOf(deps, person.id),
    balanceOf(deps, person.id),
    entriesOf(deps, person.id),
    certificatesOf(deps, person.id),
    findLooks(deps, person, { limit: 1000 }),
  ]);
  return {
    writtenAt: writeMoment(deps.clock.now()),
    me: { ...viewMe(deps, person), roles: person.roles, tags: person.tags, helper: person.helper ?? null },
    family: person.family,
    consents: (await viewConsents(deps, person.id)).items,
    requests: (await viewOwnRequests(deps, requests)).map(({ helpers, ...own }) => ({
      ...own,
      helpers: helpers.map(({ calledAs }) => calledAs),
    })),
    tasks: [...open, ...past].map((request) => viewTaskRow(deps, request, person)),
    hours: { ...balance, entries: entries.map(viewEntry) },
    certificates: certificates.map(viewCertificate),
    accessLog: await viewLooks(deps, looks.entries),
  };
}

/** All pages of a list. */
async function collect<Row extends Pick<ServiceRequest, "id" | "createdAt">>(
  page: (before: Row | undefined) => Promise<Row[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (let found = await page(undefined); found.length > 0; found = await page(all.at(-1))) all.push(...found);
  return all;
}

async function findLooks(deps: ApiDeps, person: Person, page: { readonly limit: number; readonly before?: number }) {
  const requests = await findPageOf(deps, person.id, { limit: lookedAtRequests });
  const anySubject = [
    { kind: "person", ids: [person.id] },
    { kind: "request", ids: requests.map(({ id }) => id) },
  ];
  return entriesFor(deps, { stationId: person.stationId, anySubject, notBy: person.id }, page);
}

async function viewLooks(deps: ApiDeps, entries: readonly AuditEntry[]): Promise<z.input<typeof lookView>[]> {
  const people = new Map((await findPeople(deps, [...new Set(entries.map(({ actorId }) => actorId))])).map((one) => [one.id, one]));
  return entries.map(({ at, actorId, activeRole, act, subject, fields }) => ({
    at: writeMoment(at),
    role: activeRole,
    calledAs: people.get(actorId)?.calledAs ?? null,
    act,
    requestId: subject.kind === "request" ? subject.id : null,
    fields: [...(fields ?? [])],
  }));
}
