import { z } from "zod";
import { type Consent, consentPurposes, findConsents, giveConsent, withdrawConsent, withdrawFamily } from "../../src/station/index.ts";
import type { ApiDeps } from "../deps.ts";
import { route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";

const purposeParams = z.strictObject({ purpose: z.enum(consentPurposes) });

const consentView = z.object({
  purpose: z
    .enum(consentPurposes)
    .describe("`service`: what the station needs to help · `family`: relatives may ask and be told · `photo`: pictures of activities"),
  isGiven: z.boolean(),
  givenAt: moment.nullable(),
  withdrawnAt: moment.nullable(),
});
export const consentList = z.object({ items: z.array(consentView) }).meta({ id: "Consents" });

/** What the caller has agreed to. */
export const consentRoutes = [
  route({
    id: "listMyConsents",
    method: "get",
    path: "/v1/consents",
    chapter: "me",
    summary: "What the caller has agreed to and when; what was withdrawn stays on record as withdrawn.",
    act: "me.read",
    answer: consentList,
    handle: async (deps, { caller }) => viewConsents(deps, caller.person.id),
  }),
  route({
    id: "giveConsent",
    method: "put",
    path: "/v1/consents/:purpose",
    chapter: "me",
    summary: "Agrees to one purpose.",
    act: "me.change",
    params: purposeParams,
    answer: consentList,
    handle: async (deps, { caller: { person }, params }) => {
      await giveConsent(deps, person.id, params.purpose);
      return viewConsents(deps, person.id);
    },
  }),
  route({
    id: "withdrawConsent",
    method: "delete",
    path: "/v1/consents/:purpose",
    chapter: "me",
    summary: "Takes a consent back, at any time and without a reason. With `family` nobody may ask for the caller any more.",
    act: "me.change",
    params: purposeParams,
    answer: consentList,
    handle: async (deps, { caller: { person }, params }) => {
      await (params.purpose === "family" ? withdrawFamily(deps, person.id) : withdrawConsent(deps, person.id, params.purpose));
      return viewConsents(deps, person.id);
    },
  }),
];

/** All purposes in their order, those nobody was asked about too. */
export async function viewConsents(deps: ApiDeps, personId: string): Promise<z.input<typeof consentList>> {
  const known = new Map((await findConsents(deps, personId)).map((consent): [string, Consent] => [consent.purpose, consent]));
  return {
    items: consentPurposes.map((purpose) => {
      const consent = known.get(purpose);
      return {
        purpose,
        isGiven: consent !== undefined && consent.withdrawnAt === undefined,
        givenAt: writeMoment(consent?.givenAt),
        withdrawnAt: writeMoment(consent?.withdrawnAt),
      };
    }),
  };
}
