import { z } from "zod";
import { DomainError } from "../../src/platform/index.ts";
import {
  admitHelper,
  findStation,
  type HelperRecord,
  mayDo,
  noteHelperRecord,
  pauseHelper,
  setHelperStatus,
} from "../../src/station/index.ts";
import type { Caller } from "../caller.ts";
import { managedPersonOf } from "../own.ts";
import { route } from "../route.ts";
import { momentIn } from "../views/moment.ts";
import { personView, viewPerson } from "../views/person.ts";
import { reason } from "./desk-step.ts";
import { shownOfPerson } from "./people.ts";
import { personParams } from "./people-fields.ts";

/** What the station decides about helpers; never about oneself or who stands as high. */
export const peopleHelperRoutes = [
  route({
    id: "setHelperStatus",
    method: "put",
    path: "/v1/people/:personId/helping/status",
    chapter: "people",
    summary: "Admits who applied, pauses, reviews, brings back or lets go. Who applied, is reviewed or goes is a supervisor's to decide.",
    act: "helper.pause",
    params: personParams,
    body: z.strictObject({
      status: z.enum(["active", "paused", "review", "left"]).describe("`active` for who applied: somebody has checked who they are"),
      until: momentIn.optional().describe("of `paused`"),
      reason: reason.optional(),
    }),
    answer: personView,
    shows: shownOfPerson,
    refusals: ["station.not-a-helper"],
    handle: async (deps, { caller, params, body: { status, until } }) => {
      const { id, stationId, helper } = await managedPersonOf(deps, caller, params.personId);
      if (!helper) throw new DomainError("station.not-a-helper", { personId: id });
      refuseReview(caller, helper.status, status);
      if (status === "paused" && (until === undefined || until <= deps.clock.now()))
        throw new DomainError("http.invalid", { detail: "until: a moment to come is needed for a pause" });
      const next =
        status === "paused" && until
          ? await pauseHelper(deps, id, until)
          : status === "active"
            ? await (helper.identityVerified ? setHelperStatus(deps, id, "active") : admitHelper(deps, id))
            : await setHelperStatus(deps, id, status === "left" ? "left" : "review");
      return viewPerson(await findStation(deps, stationId), next, deps.clock.now());
    },
  }),
  route({
    id: "noteHelperRecord",
    method: "patch",
    path: "/v1/people/:personId/helping",
    chapter: "people",
    summary: "Notes a helper's trainings, insurance, team and a guardian's consent: what decides whom the matcher may ask.",
    act: "helper.record",
    params: personParams,
    body: z.strictObject({
      trainings: z
        .array(z.strictObject({ code: z.string().trim().min(1).max(40), validUntil: momentIn }))
        .max(40)
        .optional()
        .describe("all of them: `escort`, `home_visit`, `minor` …"),
      insuredUntil: momentIn.optional(),
      teamId: z.string().max(40).optional(),
      guardianConsent: z.boolean().optional(),
    }),
    answer: personView,
    shows: shownOfPerson,
    refusals: ["station.not-a-helper"],
    handle: async (deps, { caller, params, body }) => {
      const { id, stationId } = await managedPersonOf(deps, caller, params.personId);
      const station = await findStation(deps, stationId);
      if (body.teamId !== undefined && !station.teams.some((team) => team.id === body.teamId))
        throw new DomainError("http.invalid", { detail: "teamId: is no team of this station" });
      const record = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as HelperRecord;
      return viewPerson(station, await noteHelperRecord(deps, id, record), deps.clock.now());
    },
  }),
];

/** Pausing and ending a pause is the coordinators'; what begins or ends a review, or is for good, is not. */
function refuseReview({ role }: Caller, from: string, to: string): void {
  const isReview = from === "review" || from === "left" || to === "left";
  if (isReview && !mayDo({ roles: [role] }, "helper.review")) throw new DomainError("http.not-allowed");
}
