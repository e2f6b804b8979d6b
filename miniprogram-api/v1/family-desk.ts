import { z } from "zod";
import { answerFamilyAsk, findFamilyAsk, findFamilyAsks, findPeople } from "../../src/station/index.ts";
import { makeDoorCode } from "../../src/visit/index.ts";
import { notThere, stationPersonOf } from "../own.ts";
import { route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";
import { askParams } from "./family.ts";

/** What the desk does for households. */
export const householdRoutes = [
  route({
    id: "listFamilyAsks",
    method: "get",
    path: "/v1/family-asks",
    chapter: "people",
    summary: "Who waits to be bound to whom, the oldest first. Without `memberId` the desk has to find out who is meant.",
    act: "person.register",
    shows: ["phone"],
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          askerId: z.string(),
          askerName: z.string(),
          memberId: z.string().nullable(),
          name: z.string(),
          phone: z.string(),
          relation: z.string(),
          askedAt: moment,
        }),
      ),
    }),
    handle: async (deps, { caller }) => {
      const asks = await findFamilyAsks(deps, { stationId: caller.person.stationId });
      const askers = new Map((await findPeople(deps, [...new Set(asks.map(({ askerId }) => askerId))])).map((one) => [one.id, one]));
      return {
        items: asks.map(({ id, askerId, memberId, name, phone, relation, askedAt }) => ({
          id,
          askerId,
          askerName: askers.get(askerId)?.name ?? "",
          memberId: memberId ?? null,
          name,
          phone,
          relation,
          askedAt: writeMoment(askedAt),
        })),
      };
    },
  }),
  route({
    id: "decideFamilyAsk",
    method: "post",
    path: "/v1/family-asks/:askId/answer",
    chapter: "people",
    summary: "Says yes or no for a member who told the station so; `memberId` says who is meant where that was not clear.",
    act: "person.register",
    params: askParams,
    body: z.strictObject({ isYes: z.boolean(), memberId: z.string().max(40).optional() }),
    answer: z.object({ id: z.string(), status: z.enum(["waiting", "agreed", "refused"]) }),
    refusals: ["station.answered-already", "station.member-missing"],
    handle: async (deps, { caller, params, body }) => {
      const ask = await findFamilyAsk(deps, params.askId);
      if (ask?.stationId !== caller.person.stationId) throw notThere();
      const member = body.memberId === undefined ? undefined : await stationPersonOf(deps, caller, body.memberId);
      const answer = { isYes: body.isYes, by: caller.person.id, ...(member && { memberId: member.id }) };
      const { id, status } = await answerFamilyAsk(deps, ask.id, answer);
      return { id, status };
    },
  }),
  route({
    id: "getDoorCode",
    method: "get",
    path: "/v1/people/:personId/door-code",
    chapter: "people",
    summary: "What the QR code holds that the station prints for a resident's door; helpers scan it when they check in.",
    act: "person.register",
    params: z.strictObject({ personId: z.string().max(40) }),
    answer: z.object({ doorCode: z.string() }),
    shows: ["doorCode"],
    handle: async (deps, { caller, params }) => ({
      doorCode: makeDoorCode(deps, (await stationPersonOf(deps, caller, params.personId)).id),
    }),
  }),
];
