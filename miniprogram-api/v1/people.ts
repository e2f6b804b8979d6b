import { z } from "zod";
import { answerPerson } from "../../src/intake/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import {
  bindIdentity,
  findPeopleByName,
  findPeopleByPhone,
  findPeoplePage,
  findStation,
  roleNames,
  updatePerson,
} from "../../src/station/index.ts";
import { managedPersonOf, stationPersonOf } from "../own.ts";
import { pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";
import { personRow, personView, viewPerson, viewPersonRow } from "../views/person.ts";
import { personFields, personParams, refuseUnknownPlace, toldOf } from "./people-fields.ts";
import { registerRoute } from "./people-register.ts";

/** Sensitive fields of one person's file. */
export const shownOfPerson = ["name", "birthDate", "phone", "address", "tags", "emergencyContact", "family"] as const;
const mostFound = 20;

/** The people of a station, for who runs it. */
export const peopleRoutes = [
  route({
    id: "listPeople",
    method: "get",
    path: "/v1/people",
    chapter: "people",
    summary: "The people of the station, by id; `helperStatus=review` lists who applied or is reviewed. No contacts.",
    act: "person.read",
    query: z.strictObject({
      ...pageQuery,
      role: z.enum(roleNames).optional(),
      helperStatus: z.enum(["active", "paused", "review", "left"]).optional(),
      communityId: z.string().max(40).optional(),
    }),
    answer: pageOf(personRow),
    handle: async (deps, { caller, query: { limit, cursor, role, helperStatus, communityId } }) => {
      const { stationId } = caller.person;
      const [afterId] = cursor === undefined ? [undefined] : readCursor(z.tuple([z.string()]), cursor);
      const found = await findPeoplePage(deps, stationId, {
        limit,
        ...(afterId !== undefined && { afterId }),
        ...(role && { role }),
        ...(helperStatus && { helperStatus }),
        ...(communityId !== undefined && { communityId }),
      });
      const station = await findStation(deps, stationId);
      const last = found.length === limit ? found.at(-1) : undefined;
      return { items: found.map((person) => viewPersonRow(station, person)), next: last ? writeCursor(last.id) : null };
    },
  }),
  route({
    id: "searchPeople",
    method: "post",
    path: "/v1/people/search",
    chapter: "people",
    summary: "Finds people by name (also as they are called, or as it sounds) or by their whole phone number. It changes nothing.",
    act: "person.read",
    pace: "read",
    body: z.strictObject({
      name: z.string().trim().min(1).max(20).optional(),
      phone: z.string().trim().min(1).max(20).optional(),
      role: z.enum(roleNames).optional(),
    }),
    answer: z.object({ items: z.array(personRow) }),
    handle: async (deps, { caller, body: { name, phone, role } }) => {
      const { stationId } = caller.person;
      if (name === undefined && phone === undefined) throw new DomainError("http.invalid", { detail: "body: needs name or phone" });
      const byPhone = phone === undefined ? undefined : await findPeopleByPhone(deps, stationId, phone);
      const byName = name === undefined ? undefined : await findPeopleByName(deps, stationId, name, role);
      const both = byPhone && byName ? byName.filter(({ id }) => byPhone.some((one) => one.id === id)) : (byPhone ?? byName ?? []);
      const fits = both.filter(({ roles, forgottenAt }) => (role === undefined || roles.includes(role)) && forgottenAt === undefined);
      const station = await findStation(deps, stationId);
      return { items: fits.slice(0, mostFound).map((person) => viewPersonRow(station, person)) };
    },
  }),
  route({
    id: "getPerson",
    method: "get",
    path: "/v1/people/:personId",
    chapter: "people",
    summary: "One person with contacts, tags and family. Each reading is noted.",
    act: "person.read",
    params: personParams,
    answer: personView,
    shows: shownOfPerson,
    handle: async (deps, { caller, params }) => {
      const person = await stationPersonOf(deps, caller, params.personId);
      return viewPerson(await findStation(deps, person.stationId), person, deps.clock.now());
    },
  }),
  registerRoute,
  route({
    id: "changePerson",
    method: "patch",
    path: "/v1/people/:personId",
    chapter: "people",
    summary: "Changes what the station knows of somebody below the caller's own rank; roles and helping have routes of their own.",
    act: "person.change",
    params: personParams,
    body: z.strictObject({
      ...z.strictObject(personFields).partial().shape,
      blockedHelperIds: z.array(z.string().max(40)).max(50).optional().describe("helpers this person must not meet again"),
      office: z.string().trim().min(1).max(40).optional(),
    }),
    answer: personView,
    shows: shownOfPerson,
    refusals: ["station.bad-person"],
    handle: async (deps, { caller, params, body }) => {
      const person = await managedPersonOf(deps, caller, params.personId);
      const station = await findStation(deps, person.stationId);
      const { communityId = person.communityId } = body;
      // Who moves to another community lives in another grid: which one, somebody has to say.
      const gridId = body.gridId ?? (communityId === person.communityId ? undefined : "");
      refuseUnknownPlace(station, { communityId, gridId });
      return viewPerson(station, await updatePerson(deps, person.id, toldOf({ ...body, gridId })), deps.clock.now());
    },
  }),
  route({
    id: "bindIdentity",
    method: "post",
    path: "/v1/people/:personId/identities",
    chapter: "people",
    summary: "Says that somebody who writes on a channel is this person, below the caller's own rank; binding again changes nothing.",
    act: "identity.bind",
    params: personParams,
    body: z.strictObject({ channel: z.string().regex(/^[a-z]{2,20}$/), chatUserId: z.string().trim().min(1).max(200) }),
    answer: "nothing",
    refusals: ["station.identity-taken"],
    handle: async (deps, { caller, params, body }) => {
      const { id } = await managedPersonOf(deps, caller, params.personId);
      return void (await bindIdentity(deps, { ...body, personId: id }));
    },
  }),
  route({
    id: "answerPerson",
    method: "post",
    path: "/v1/people/:personId/messages",
    chapter: "people",
    summary: "Tells a resident what the desk answers, on the channel they write on; not in quiet hours (回复).",
    act: "contact.readAll",
    creates: true,
    params: personParams,
    body: z.strictObject({ text: z.string().trim().min(1).max(500) }),
    answer: z.object({ sendAt: moment }),
    status: 201,
    handle: async (deps, { caller, params, body, key }) => {
      const to = await stationPersonOf(deps, caller, params.personId);
      const { sendAt } = await answerPerson(deps, { to, byPersonId: caller.person.id, text: body.text, cause: key });
      return { sendAt: writeMoment(sendAt) };
    },
  }),
];
