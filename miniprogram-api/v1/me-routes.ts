import { consentRoutes } from "./consents.ts";
import { familyRoutes } from "./family.ts";
import { householdRoutes } from "./family-desk.ts";
import { meRoutes } from "./me.ts";
import { recordRoutes } from "./me-record.ts";
import { subscriptionRoutes } from "./subscriptions.ts";

/** Everything somebody does about themself and their family. */
export const ownerRoutes = [...meRoutes, ...recordRoutes, ...familyRoutes, ...consentRoutes, ...householdRoutes, ...subscriptionRoutes];
