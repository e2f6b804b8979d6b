import { deskReadRoutes } from "./desk.ts";
import { referralRoutes } from "./desk-referrals.ts";
import { dispatchRoutes } from "./dispatch.ts";
import { disputeRoutes } from "./disputes.ts";
import { peopleRoutes } from "./people.ts";
import { peopleHelperRoutes } from "./people-helpers.ts";
import { phoneInRoutes } from "./phone-in.ts";
import { roleRoutes } from "./roles.ts";
import { triageRoutes } from "./triage.ts";
import { triageChangeRoutes } from "./triage-changes.ts";
import { visitRoutes } from "./visits.ts";

/** Everything the staff of a station does. */
export const deskRoutes = [
  ...deskReadRoutes,
  ...triageRoutes,
  ...triageChangeRoutes,
  ...dispatchRoutes,
  ...visitRoutes,
  ...disputeRoutes,
  ...referralRoutes,
  ...phoneInRoutes,
  ...peopleRoutes,
  ...peopleHelperRoutes,
  ...roleRoutes,
];
