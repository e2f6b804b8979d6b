import { z } from "zod";
import { DomainError } from "../../src/platform/index.ts";
import { refuseIfOther, type ServiceRequest } from "../../src/request/index.ts";
import { checkIn, checkOut, closeAbsent, declareNoShow, verifyVisit } from "../../src/visit/index.ts";
import type { Caller } from "../caller.ts";
import { deskActor, standIn } from "../own.ts";
import { deskStep } from "./desk-step.ts";
import { personId } from "./dispatch.ts";

/** What the desk says of a visit for those who cannot. */
export const visitRoutes = [
  deskStep({
    id: "declareNoShow",
    step: "no-show",
    act: "visit.declareNoShow",
    summary: "Says that helpers, or one of them, did not come; others are looked for at once (没去).",
    body: z.strictObject({ personId: personId.optional().describe("one of several; all who were to come when left out") }),
    refusals: ["visit.too-early-for-no-show", "visit.not-on-task"],
    move: async (deps, caller, { id }, body) => {
      const by = deskActor(caller);
      const next = await declareNoShow(deps, id, by, body.personId);
      refuseIfOther(by, next, "no_show");
      return next;
    },
  }),
  deskStep({
    id: "checkInFor",
    step: "check-in",
    act: "visit.correct",
    summary: "Checks in a helper who has no phone at hand (到了).",
    body: z.strictObject({ personId }),
    refusals: ["visit.not-on-task", "visit.too-early", "visit.own-hours"],
    move: async (deps, caller, request, body) => {
      refuseOwnHours(caller, request, body.personId);
      return checkIn(deps, request.id, standIn(caller), body.personId);
    },
  }),
  deskStep({
    id: "checkOutFor",
    step: "check-out",
    act: "visit.correct",
    summary: "Checks out a helper who has no phone at hand (完事).",
    body: z.strictObject({
      personId,
      isBackHome: z.boolean().optional().describe("somebody who was accompanied is home again"),
    }),
    refusals: ["visit.not-on-task", "visit.not-checked-in", "visit.return-trip", "visit.own-hours"],
    move: async (deps, caller, request, { personId: helperId, isBackHome = false }) => {
      refuseOwnHours(caller, request, helperId);
      return checkOut(deps, request.id, standIn(caller), helperId, { isBackHome });
    },
  }),
  deskStep({
    id: "closeAbsent",
    step: "close-absent",
    act: "visit.closeAbsent",
    summary: "Closes a visit to a closed door, after the wait and two calls (关单).",
    refusals: ["visit.nobody-home-missing", "visit.wait-first"],
    move: async (deps, caller, { id }) => {
      const by = deskActor(caller);
      const next = await closeAbsent(deps, id, by);
      refuseIfOther(by, next, "close_absent");
      return next;
    },
  }),
  deskStep({
    id: "verifyVisit",
    step: "verify",
    act: "hours.credit",
    summary: "Says how long a visit took that nobody checked out of; it is credited then. Never one's own (核时).",
    body: z.strictObject({ minutes: z.number().int().min(0).max(1440) }),
    refusals: ["visit.own-hours"],
    move: async (deps, caller, { id }, { minutes }) => {
      const by = deskActor(caller);
      const next = await verifyVisit(deps, id, by, minutes);
      refuseIfOther(by, next, "verify");
      return next;
    },
  }),
];

/** Nobody writes their own minutes, in whatever role. */
function refuseOwnHours({ person }: Caller, { code }: ServiceRequest, helperId: string): void {
  if (helperId === person.id) throw new DomainError("visit.own-hours", { code });
}
