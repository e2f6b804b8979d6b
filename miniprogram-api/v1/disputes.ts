import { z } from "zod";
import { DomainError } from "../../src/platform/index.ts";
import { refuseIfOther } from "../../src/request/index.ts";
import { decideDispute, openDispute } from "../../src/visit/index.ts";
import { deskActor } from "../own.ts";
import { deskStep, reason } from "./desk-step.ts";

/** Hours or service that are not as recorded. */
export const disputeRoutes = [
  deskStep({
    id: "openDispute",
    step: "dispute",
    act: "dispute.decide",
    summary: "Says for others that hours or service are not as recorded; credit is frozen until somebody decides (有异议).",
    body: z.strictObject({ reason }),
    refusals: ["request.dispute-too-late", "request.appealed-already", "request.wrong-actor"],
    move: async (deps, caller, { id }, body) => {
      const by = deskActor(caller);
      const next = await openDispute(deps, id, by, body.reason);
      refuseIfOther(by, next, "dispute");
      return next;
    },
  }),
  deskStep({
    id: "decideDispute",
    step: "decision",
    act: "dispute.decide",
    summary:
      "Decides a dispute: the hours stand, are set to other minutes, or are void. An appeal is the supervisor's; nobody decides on their own hours.",
    body: z.strictObject({
      outcome: z.enum(["upheld", "adjusted", "voided"]).describe("维持, 改成, 作废"),
      minutes: z.number().int().min(0).max(1440).optional().describe("of `adjusted`"),
      reason,
    }),
    refusals: ["request.wrong-actor", "visit.own-hours"],
    move: async (deps, caller, { id }, { outcome, minutes, reason: words }) => {
      const by = deskActor(caller);
      if (outcome === "adjusted" && minutes === undefined)
        throw new DomainError("http.invalid", { detail: "minutes: needed for adjusted" });
      const decision = outcome === "adjusted" ? { outcome, minutes: minutes ?? 0, reason: words } : { outcome, reason: words };
      const next = await decideDispute(deps, id, by, decision);
      refuseIfOther(by, next, "decide");
      return next;
    },
  }),
];
