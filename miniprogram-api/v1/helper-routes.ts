import { certificateRoutes } from "./certificates.ts";
import { helpingRoutes } from "./helping.ts";
import { hoursRoutes } from "./hours.ts";
import { offerRoutes } from "./offers.ts";
import { taskRoutes } from "./tasks.ts";
import { doorRoutes } from "./tasks-at-the-door.ts";

/** Everything somebody who helps does. */
export const helperRoutes = [...helpingRoutes, ...offerRoutes, ...taskRoutes, ...doorRoutes, ...hoursRoutes, ...certificateRoutes];
