import { z } from "zod";
import { emergencyWords } from "../../bot/texts/emergency.ts";
import { openNeed, raiseDanger } from "../../src/intake/index.ts";
import { maskPersonal, understand } from "../../src/language/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { fillRequest, findOpenOf, openRequest, requestIdOf, type ServiceRequest } from "../../src/request/index.ts";
import { findPeople, type Person } from "../../src/station/index.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../deps.ts";
import { notThere } from "../own.ts";
import { ownRequest, viewOne, viewOwnRequests } from "../views/own-request.ts";
import { wishFields, wishFrom } from "./wish-fields.ts";

export const submission = z.strictObject({
  text: z.string().trim().min(1).max(1000).optional().describe("in the person's own words; understood as in chat"),
  itemCode: z.string().max(20).optional(),
  forPersonId: z.string().max(40).optional().describe("a member of the caller's family list; the caller when left out"),
  ...wishFields,
});

export const understood = z.object({
  requests: z.array(ownRequest).describe("one for each need; submit each when nothing is missing"),
  choices: z.array(z.object({ code: z.string(), name: z.string() })).describe("likeliest items where it is not clear which is meant"),
  danger: z.object({ kind: z.string(), say: z.string().describe("show at once") }).nullable(),
});

/** What somebody asks in their own words: one request for each need, or an alarm at once. */
export async function fromWords(deps: ApiDeps, caller: Caller, text: string, form: z.output<typeof submission>, key: string) {
  const { person } = caller;
  const open = await findOpenOf(deps, person.id);
  const meant = understand(text, {
    now: deps.clock.now(),
    role: "resident",
    items: deps.catalog.items(),
    communities: deps.station.communities,
    dialogue: { open: open.flatMap((one) => (one.itemCode === null ? [] : [{ ...one, itemCode: one.itemCode }])) },
  });
  const asked = { person, masked: meant.masked, source: "api" as const };
  if (meant.danger) {
    const { request } = await raiseDanger(deps, { ...asked, key: `${key}/emergency` }, meant.danger, meant.needs[0]);
    return {
      requests: [await viewOne(deps, request)],
      choices: [],
      danger: { kind: meant.danger.kind, say: emergencyWords(meant.danger) },
    };
  }
  const keys = meant.needs.map((_, i) => `${key}/${i}`);
  refuseTooMany(deps, person, open, keys);
  const { text: _, itemCode, forPersonId, ...fields } = form;
  const by = { role: forPersonId === undefined ? ("resident" as const) : ("proxy" as const), personId: person.id };
  const served = await servedBy(deps, person, forPersonId);
  const requests: ServiceRequest[] = [];
  for (const [i, need] of meant.needs.entries()) {
    const request = await openNeed(deps, { ...asked, key: keys[i] ?? key }, need);
    const wish = wishFrom(fields);
    const isMore = itemCode !== undefined || forPersonId !== undefined || Object.keys(wish).length > 0;
    const filling = { by, wish, ...(itemCode !== undefined && { itemCode }), ...(forPersonId !== undefined && { beneficiary: served }) };
    requests.push(isMore && i === 0 && request.status === "collecting" ? await fillRequest(deps, request.id, filling) : request);
  }
  const unclear = requests.findIndex((request) => request.itemCode === null);
  const top = unclear >= 0 ? (meant.needs[unclear]?.top3 ?? []) : [];
  const choices = top.map(({ code }) => ({ code, name: deps.catalog.item(code).name }));
  return { requests: await viewOwnRequests(deps, requests), choices, danger: null };
}

/** What somebody asks by a form. @throws catalog.unknown-item */
export async function fromForm(deps: ApiDeps, caller: Caller, form: z.output<typeof submission>, key: string): Promise<ServiceRequest> {
  const { person } = caller;
  const { itemCode = "", forPersonId, text: _, ...fields } = form;
  const item = deps.catalog.item(itemCode);
  refuseTooMany(deps, person, await findOpenOf(deps, person.id), [key]);
  const served = await servedBy(deps, person, forPersonId);
  const { request } = await openRequest(deps, {
    key,
    by: { role: served.id === person.id ? "resident" : "proxy", personId: person.id },
    source: "api",
    stationId: person.stationId,
    requesterId: person.id,
    beneficiaryId: served.id,
    ...(served.relation !== undefined && { relation: served.relation }),
    communityId: fields.where?.communityId ?? served.communityId,
    gridId: served.gridId,
    said: [item.name, fields.details && maskPersonal(fields.details)].filter(Boolean).join(":"),
    itemCode,
    wish: wishFrom(fields),
  });
  return request;
}

/** Who is served: the caller, or a member of the family the station has noted for them. @throws http.not-found for anybody else */
async function servedBy(deps: ApiDeps, person: Person, forPersonId: string | undefined) {
  if (forPersonId === undefined || forPersonId === person.id)
    return { id: person.id, communityId: person.communityId, gridId: person.gridId };
  const member = person.family.find(({ personId }) => personId === forPersonId);
  const [served] = member ? await findPeople(deps, [member.personId]) : [];
  if (!member || !served) throw notThere();
  return { id: served.id, relation: member.relation, communityId: served.communityId, gridId: served.gridId };
}

/** The same call again finds what it opened, and is not counted twice. */
function refuseTooMany(deps: ApiDeps, person: Person, open: readonly ServiceRequest[], keys: readonly string[]): void {
  const { maxOpenPerResident } = deps.settings(person.stationId).collecting;
  const opening = keys.map((key) => requestIdOf(person.stationId, key));
  const others = open.filter(({ id, requesterId }) => requesterId === person.id && !opening.includes(id));
  if (others.length + keys.length > maxOpenPerResident) throw new DomainError("request.too-many-open", { count: others.length });
}
