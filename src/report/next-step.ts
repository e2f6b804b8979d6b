import type { ServiceRequest } from "../request/index.ts";

/** What a request waits for, as the desk sees it: the first group is theirs to do, the others are waited for. */
export type NextStep =
  | "answer_alarm"
  | "settle_alarm"
  | "call_resident"
  | "triage"
  | "pick_helper"
  | "find_helper"
  | "call_helper"
  | "verify_hours"
  | "decide_dispute"
  | "lift"
  | "wait_for_match"
  | "wait_for_answer"
  | "wait_for_service"
  | "wait_for_check_out"
  | "wait_for_rating"
  | "wait_for_office"
  | "wait_for_resident"
  | "none";

/** The next step of a request, from its state and flags. */
export function nextStepOf({ status, flags, escalation }: Pick<ServiceRequest, "status" | "flags" | "escalation">): NextStep {
  switch (status) {
    case "escalated":
      return escalation?.answeredBy === undefined ? "answer_alarm" : "settle_alarm";
    case "collecting":
      return "wait_for_resident";
    case "submitted":
      return flags.includes("needs_call") ? "call_resident" : "triage";
    case "queued":
      return flags.includes("phone_list") ? "find_helper" : "wait_for_match";
    case "proposed":
      return "pick_helper";
    case "offered":
      return "wait_for_answer";
    case "accepted":
      return flags.includes("at_risk") ? "call_helper" : "wait_for_service";
    case "in_progress":
      return "wait_for_check_out";
    case "served":
      return flags.includes("unverified") ? "verify_hours" : "wait_for_rating";
    case "closed":
      return flags.includes("unverified") ? "verify_hours" : "none";
    case "disputed":
      return "decide_dispute";
    case "referred":
      return "wait_for_office";
    case "suspended":
      return "lift";
    case "unfilled":
      return "call_resident";
    default:
      return "none";
  }
}
