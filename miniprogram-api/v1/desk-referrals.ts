import { z } from "zod";
import { bounceReferral, completeReferral, findReferredTo, type ServiceRequest } from "../../src/request/index.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../deps.ts";
import { referredRequestOf } from "../own.ts";
import { route } from "../route.ts";
import { referralView, viewReferrals } from "../views/referral.ts";
import { reason } from "./desk-step.ts";
import { requestParams } from "./own-requests.ts";

/** What an office does with what was referred to it. */
export const referralRoutes = [
  route({
    id: "listReferrals",
    method: "get",
    path: "/v1/referrals",
    chapter: "desk",
    summary:
      "What was referred to the caller's office and waits for an answer, the oldest first. The residents have agreed that it may know them.",
    act: "referral.answer",
    answer: z.object({ items: z.array(referralView) }),
    shows: ["name", "phone", "address"],
    handle: async (deps, { caller: { person } }) => {
      const referred = await findReferredTo(deps, person.stationId, person.id);
      return { items: await viewReferrals(deps, referred) };
    },
  }),
  route({
    id: "completeReferral",
    method: "post",
    path: "/v1/referrals/:requestId/complete",
    chapter: "desk",
    summary: "Says that it is done and how (办结).",
    act: "referral.answer",
    params: requestParams,
    body: z.strictObject({ outcome: reason }),
    answer: referralView,
    refusals: ["request.not-allowed"],
    handle: async (deps, { caller, params, body }) => {
      const { id } = await referredRequestOf(deps, caller, params.requestId);
      return viewOne(deps, await completeReferral(deps, id, receiver(caller), body.outcome));
    },
  }),
  route({
    id: "bounceReferral",
    method: "post",
    path: "/v1/referrals/:requestId/bounce",
    chapter: "desk",
    summary: "Gives it back to the station with a reason (退回).",
    act: "referral.answer",
    params: requestParams,
    body: z.strictObject({ reason }),
    answer: referralView,
    refusals: ["request.not-allowed"],
    handle: async (deps, { caller, params, body }) => {
      const { id } = await referredRequestOf(deps, caller, params.requestId);
      return viewOne(deps, await bounceReferral(deps, id, receiver(caller), body.reason));
    },
  }),
];

const receiver = ({ person }: Caller) => ({ role: "receiver", personId: person.id }) as const;

async function viewOne(deps: ApiDeps, request: ServiceRequest): Promise<z.input<typeof referralView>> {
  const [view] = await viewReferrals(deps, [request]);
  if (!view) throw new Error("one request gives one view");
  return view;
}
