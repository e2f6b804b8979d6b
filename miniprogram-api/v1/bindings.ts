import { z } from "zod";
import { createdIdOf } from "../../src/access/index.ts";
import {
  askBinding,
  type Binding,
  callOffBinding,
  decideBinding,
  endScannedChats,
  findAccountStates,
  findBinding,
  findBindings,
  giveNumber,
  ilink,
  newBindingId,
  seeBinding,
} from "../../src/channel/index.ts";
import { tellBound } from "../../src/intake/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { identitiesOf } from "../../src/station/index.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../deps.ts";
import { managedPersonOf, notThere, stationPersonOf } from "../own.ts";
import { route } from "../route.ts";
import { bindingView, viewBinding } from "../views/binding.ts";
import { moment, writeMoment } from "../views/moment.ts";
import { personParams } from "./people-fields.ts";

const params = z.strictObject({ bindingId: z.string().regex(/^[\w-]{20,40}$/) });

/** How people come to write in their own WeChat: tickets to scan, and the chats that came of them. */
export const bindingRoutes = [
  route({
    id: "createBinding",
    method: "post",
    path: "/v1/bindings",
    chapter: "people",
    summary:
      "Makes a ticket to scan with WeChat, for one person below the caller's own rank or for who stands at the desk; good once (绑定).",
    act: "identity.bind",
    creates: true,
    body: z.strictObject({ personId: z.string().max(40).optional() }),
    answer: bindingView,
    status: 201,
    handle: async (deps, { caller, body, key }) => {
      const person = body.personId === undefined ? undefined : await managedPersonOf(deps, caller, body.personId);
      const id = await createdIdOf(deps, key, async () => newBindingId());
      const asked = { stationId: caller.person.stationId, by: caller.person.id, ...(person && { forPersonId: person.id }), id };
      return viewBinding(deps, await askBinding(deps, asked));
    },
  }),
  route({
    id: "listBindings",
    method: "get",
    path: "/v1/bindings",
    chapter: "people",
    summary: "The newest hundred tickets of the station; those that are `undecided` wait for the desk.",
    act: "identity.bind",
    answer: z.object({ items: z.array(bindingView) }),
    handle: async (deps, { caller }) => ({
      items: (await findBindings(deps, caller.person.stationId)).map((binding) => viewBinding(deps, binding)),
    }),
  }),
  route({
    id: "getBinding",
    method: "get",
    path: "/v1/bindings/:bindingId",
    chapter: "people",
    summary: "One ticket, with the QR code to show while it waits to be scanned: ask every few seconds, a code is good for five minutes.",
    act: "identity.bind",
    params,
    answer: bindingView.extend({
      qr: z.string().nullable().describe("an SVG; null while one is being fetched, and when it has been scanned"),
      isNumberAsked: z.boolean().describe("the phone shows a number: send it to POST …/number"),
      wasNumberWrong: z.boolean(),
    }),
    handle: async (deps, { caller, params: { bindingId } }) => {
      await bindingOf(deps, caller, bindingId);
      const binding = await seeBinding(deps, bindingId);
      const { renderSVG } = await import("uqr");
      return {
        ...viewBinding(deps, binding),
        qr: binding.state === "shown" && binding.qr ? renderSVG(binding.qr.link) : null,
        isNumberAsked: binding.state === "number_asked" && binding.number === undefined,
        wasNumberWrong: binding.wasNumberWrong ?? false,
      };
    },
  }),
  route({
    id: "giveBindingNumber",
    method: "post",
    path: "/v1/bindings/:bindingId/number",
    chapter: "people",
    summary: "Hands WeChat the number the phone shows after scanning.",
    act: "identity.bind",
    params,
    body: z.strictObject({ number: z.string().regex(/^\d{1,10}$/) }),
    answer: "nothing",
    refusals: ["channel.binding-over"],
    handle: async (deps, { caller, params: { bindingId }, body }) => {
      await bindingOf(deps, caller, bindingId);
      return void (await giveNumber(deps, bindingId, body.number));
    },
  }),
  route({
    id: "decideBinding",
    method: "post",
    path: "/v1/bindings/:bindingId/decision",
    chapter: "people",
    summary: "Says whose WeChat it is, after a call in which they agreed to its use; somebody below the caller's own rank (认定, 不认).",
    act: "identity.bind",
    params,
    body: z.strictObject({
      isYes: z.boolean(),
      personId: z.string().max(40).optional().describe("whom the ticket was made for, or who was recognised, when left out"),
      relation: z
        .string()
        .trim()
        .min(1)
        .max(10)
        .optional()
        .describe("they scanned for whom the ticket was made for, who is this to them: 妈, 邻居"),
    }),
    answer: bindingView,
    refusals: ["channel.binding-decided", "station.member-missing"],
    handle: async (deps, { caller, params: { bindingId }, body }) => {
      const binding = await bindingOf(deps, caller, bindingId);
      const by = caller.person.id;
      if (!body.isYes) return viewBinding(deps, await decideBinding(deps, bindingId, { by, isYes: false }));
      const meantId = body.personId ?? binding.meantId ?? binding.forPersonId;
      if (meantId === undefined) throw new DomainError("station.member-missing", { bindingId });
      const { id: personId } = await managedPersonOf(deps, caller, meantId);
      const { relation } = body;
      const decided = await decideBinding(deps, bindingId, { by, isYes: true, personId, ...(relation !== undefined && { relation }) });
      await tellBound(deps, decided, personId);
      return viewBinding(deps, decided);
    },
  }),
  route({
    id: "callOffBinding",
    method: "delete",
    path: "/v1/bindings/:bindingId",
    chapter: "people",
    summary: "Calls a ticket off that nobody has used.",
    act: "identity.bind",
    params,
    answer: bindingView,
    refusals: ["channel.binding-over"],
    handle: async (deps, { caller, params: { bindingId } }) => {
      await bindingOf(deps, caller, bindingId);
      return viewBinding(deps, await callOffBinding(deps, bindingId));
    },
  }),
  route({
    id: "listChats",
    method: "get",
    path: "/v1/people/:personId/chats",
    chapter: "people",
    summary: "On which channels somebody can be written to, the one used last first; `stale` means they have to scan anew.",
    act: "identity.bind",
    params: personParams,
    answer: z.object({
      items: z.array(
        z.object({
          channel: z.string(),
          boundAt: moment,
          lastUsedAt: moment.nullable(),
          state: z.enum(["live", "stale", "ended"]).nullable().describe("of a chat that was opened by scanning"),
        }),
      ),
    }),
    handle: async (deps, { caller, params: { personId } }) => {
      const { id } = await stationPersonOf(deps, caller, personId);
      const chats = await identitiesOf(deps, [id]);
      const scanned = chats.filter(({ channel }) => channel === ilink).map(({ chatUserId }) => chatUserId);
      const states = await findAccountStates(deps, scanned);
      return {
        items: chats.map(({ channel, chatUserId, boundAt, lastUsedAt }) => ({
          channel,
          boundAt: writeMoment(boundAt),
          lastUsedAt: writeMoment(lastUsedAt),
          state: channel === ilink ? (states.get(chatUserId) ?? "ended") : null,
        })),
      };
    },
  }),
  route({
    id: "endChats",
    method: "delete",
    path: "/v1/people/:personId/chats",
    chapter: "people",
    summary:
      "Ends the chats somebody opened by scanning, as after a lost phone: nothing is sent there any more. Somebody below the caller's rank.",
    act: "identity.bind",
    params: personParams,
    answer: z.object({ ended: z.number() }),
    handle: async (deps, { caller, params: { personId } }) => {
      const { id } = await managedPersonOf(deps, caller, personId);
      return { ended: await endScannedChats(deps, id, "desk") };
    },
  }),
];

/** The ticket, if it is of the caller's station. @throws http.not-found */
async function bindingOf(deps: ApiDeps, { person }: Caller, bindingId: string): Promise<Binding> {
  const binding = await findBinding(deps, bindingId).catch((error: unknown) => {
    throw error instanceof DomainError && error.code === "channel.unknown-binding" ? notThere() : error;
  });
  if (binding.stationId !== person.stationId) throw notThere();
  return binding;
}
