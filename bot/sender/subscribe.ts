import { type SubscribeOutcome, serviceName } from "../../src/channel/index.ts";
import type { Notice } from "../../src/outbox/index.ts";
import { boundHelpers, findRequest } from "../../src/request/index.ts";
import { findPeople } from "../../src/station/index.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** Sends a notice as a subscribe message, when one fits and the person has agreed to it: what it is about, never its words. */
export async function sendSubscribed(deps: SenderDeps, { id, kind, to: personId, requestId }: Notice): Promise<SubscribeOutcome> {
  if (requestId === undefined) return { sent: "no", because: "no_template" };
  const request = await findRequest(deps, requestId);
  const item = request.itemCode ? deps.catalog.item(request.itemCode) : null;
  const helpers = await findPeople(deps, boundHelpers(request));
  const facts = {
    requestId,
    code: request.code,
    service: serviceName(item),
    startAt: request.wish.startAt,
    helper: helpers[0]?.calledAs,
    station: deps.station.name,
  };
  return deps.subscriptions.send({ id, kind, personId, facts });
}

/** Whether trying again later may help. */
export function isPassing(outcome: SubscribeOutcome): boolean {
  return outcome.sent === "perhaps" || (outcome.sent === "no" && (outcome.because === "too_often" || outcome.because === "away"));
}
