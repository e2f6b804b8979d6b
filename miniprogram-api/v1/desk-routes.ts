import { auditRoutes } from "./audit.ts";
import { bindingRoutes } from "./bindings.ts";
import { catalogAdminRoutes } from "./catalog-admin.ts";
import { deskReadRoutes } from "./desk.ts";
import { referralRoutes } from "./desk-referrals.ts";
import { dispatchRoutes } from "./dispatch.ts";
import { dispatchBatchRoutes } from "./dispatch-batch.ts";
import { disputeRoutes } from "./disputes.ts";
import { peopleRoutes } from "./people.ts";
import { peopleHelperRoutes } from "./people-helpers.ts";
import { peopleHourRoutes } from "./people-hours.ts";
import { phoneInRoutes } from "./phone-in.ts";
import { reportRoutes } from "./reports.ts";
import { exportRoutes } from "./reports-export.ts";
import { roleRoutes } from "./roles.ts";
import { settingsRoutes } from "./settings.ts";
import { triageRoutes } from "./triage.ts";
import { triageChangeRoutes } from "./triage-changes.ts";
import { visitRoutes } from "./visits.ts";

/** Everything the staff of a station does. */
export const deskRoutes = [
  ...deskReadRoutes,
  ...triageRoutes,
  ...triageChangeRoutes,
  ...dispatchRoutes,
  ...dispatchBatchRoutes,
  ...visitRoutes,
  ...disputeRoutes,
  ...referralRoutes,
  ...phoneInRoutes,
  ...peopleRoutes,
  ...peopleHelperRoutes,
  ...peopleHourRoutes,
  ...bindingRoutes,
  ...roleRoutes,
  ...reportRoutes,
  ...exportRoutes,
  ...catalogAdminRoutes,
  ...settingsRoutes,
  ...auditRoutes,
];
