import { triageRoutes } from "./triage.ts";
import { triageChangeRoutes } from "./triage-changes.ts";

/** Everything the staff of a station does. */
export const deskRoutes = [...triageRoutes, ...triageChangeRoutes];
