import type { AppDeps } from "../../src/app.ts";
import { isLowRisk } from "../../src/catalog/index.ts";
import { approveRequest, cancelRequest, type ServiceRequest } from "../../src/request/index.ts";
import { findPeople } from "../../src/station/index.ts";
import { remind, type TimerHandler, tells, timerActor } from "../timer-handler.ts";

/** What the desk, an office or a supervisor owes a request: triage, referral, a decision, a call. */
export const desk = {
  "submitted.auto_triage": passTriage,
  "submitted.late": tells("desk.triage_late"),
  "referred.chase": tells("receiver.chase", "desk.referral_chase"),
  "referred.follow_up": tells("resident.referral_follow_up"),
  "disputed.late": tells("desk.dispute_late"),
  "unfilled.close": (deps, request) => cancelRequest(deps, request.id, timerActor, "unfilled"),
} satisfies Record<string, TimerHandler>;

/** T11 without a coordinator, where the station has that on: a complete request for a low-risk item of somebody it knows. */
async function passTriage(...[deps, request, timer]: Parameters<TimerHandler>): Promise<unknown> {
  return (await mayPass(deps, request)) ? approveRequest(deps, request.id, { role: "system" }) : remind(deps, request.id, timer);
}

async function mayPass(deps: AppDeps, request: ServiceRequest): Promise<boolean> {
  if (request.itemCode === null || request.missing.length > 0 || request.flags.includes("needs_call")) return false;
  if (!isLowRisk(deps.catalog.item(request.itemCode))) return false;
  const [beneficiary] = await findPeople(deps, [request.beneficiaryId]);
  return beneficiary !== undefined && beneficiary.phone !== "" && beneficiary.address !== "";
}
