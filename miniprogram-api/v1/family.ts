import { z } from "zod";
import {
  answerFamilyAsk,
  askFamily,
  type FamilyAsk,
  findFamilyAsk,
  findFamilyAsks,
  findPeople,
  findProxiesOf,
  unbindFamily,
} from "../../src/station/index.ts";
import { notThere } from "../own.ts";
import { route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";

export const askParams = z.strictObject({ askId: z.string().max(60) });
const personParams = z.strictObject({ personId: z.string().max(40) });
const word = z.string().trim().min(1).max(20);
const askStates = ["waiting", "agreed", "refused"] as const satisfies FamilyAsk["status"][];

const ownAsk = z.object({
  id: z.string(),
  name: z.string().describe("as the caller wrote it"),
  relation: z.string(),
  status: z.enum(askStates),
  askedAt: moment,
});

const viewAsk = ({ id, name, relation, status, askedAt }: FamilyAsk): z.input<typeof ownAsk> => ({
  id,
  name,
  relation,
  status,
  askedAt: writeMoment(askedAt),
});

/** For whom somebody may ask help, and who may ask it for them. */
export const familyRoutes = [
  route({
    id: "getMyFamily",
    method: "get",
    path: "/v1/family",
    chapter: "me",
    summary: "For whom the caller may ask help, who may ask it for them, and what waits for a yes.",
    act: "me.read",
    answer: z.object({
      members: z
        .array(z.object({ personId: z.string(), calledAs: z.string(), relation: z.string() }))
        .describe("give `forPersonId` when asking"),
      askers: z.array(z.object({ personId: z.string(), calledAs: z.string() })).describe("who may ask help for the caller"),
      asked: z.array(ownAsk).describe("what the caller asked"),
      toAnswer: z.array(z.object({ id: z.string(), calledAs: z.string(), relation: z.string(), askedAt: moment })),
    }),
    handle: async (deps, { caller: { person } }) => {
      const asked = await findFamilyAsks(deps, { askerId: person.id });
      const toAnswer = await findFamilyAsks(deps, { memberId: person.id, status: "waiting" });
      const ids = [...person.family.map(({ personId }) => personId), ...toAnswer.map(({ askerId }) => askerId)];
      const people = new Map((await findPeople(deps, ids)).map((one) => [one.id, one]));
      const calledAs = (id: string) => people.get(id)?.calledAs ?? "";
      return {
        members: person.family.map(({ personId, relation }) => ({ personId, calledAs: calledAs(personId), relation })),
        askers: (await findProxiesOf(deps, person.id)).map((one) => ({ personId: one.id, calledAs: one.calledAs })),
        asked: asked.map(viewAsk),
        toAnswer: toAnswer.map(({ id, askerId, relation, askedAt }) => ({
          id,
          calledAs: calledAs(askerId),
          relation,
          askedAt: writeMoment(askedAt),
        })),
      };
    },
  }),
  route({
    id: "askFamily",
    method: "post",
    path: "/v1/family/asks",
    chapter: "me",
    summary:
      "Asks to be bound to a member of the family. It waits until they, or the station, say yes; whether the station knows them is not told.",
    act: "me.change",
    body: z.strictObject({
      name: word,
      phone: z.string().regex(/^1\d{10}$/),
      relation: word.describe("what they are to the caller: 妈, 爸, 邻居"),
    }),
    answer: ownAsk,
    status: 201,
    pace: "heavy",
    refusals: ["station.too-many-asks"],
    handle: async (deps, { caller, body }) => viewAsk(await askFamily(deps, caller.person.id, body)),
  }),
  route({
    id: "answerFamilyAsk",
    method: "post",
    path: "/v1/family/asks/:askId/answer",
    chapter: "me",
    summary: "Says yes or no to somebody who wants to ask help for the caller. A yes is the consent that family may ask and be told.",
    act: "me.change",
    params: askParams,
    body: z.strictObject({ isYes: z.boolean() }),
    answer: z.object({ id: z.string(), status: z.enum(askStates) }),
    refusals: ["station.answered-already"],
    handle: async (deps, { caller: { person }, params, body }) => {
      const ask = await findFamilyAsk(deps, params.askId);
      if (ask?.memberId !== person.id) throw notThere();
      const { id, status } = await answerFamilyAsk(deps, ask.id, { isYes: body.isYes, by: person.id });
      return { id, status };
    },
  }),
  route({
    id: "unbindFamily",
    method: "delete",
    path: "/v1/family/:personId",
    chapter: "me",
    summary: "Ends the bond with a member, whichever of the two asked for the other.",
    act: "me.change",
    params: personParams,
    answer: "nothing",
    handle: async (deps, { caller, params }) => void (await unbindFamily(deps, caller.person.id, params.personId)),
  }),
];
