import { z } from "zod";
import { versionOf } from "../../src/platform/index.ts";
import { openRoute } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";

const version = versionOf();

/** What runs here. Whether it is well says `/healthz`, whether its stores are `/readyz`. */
export const serviceRoutes = [
  openRoute({
    id: "getVersion",
    method: "get",
    path: "/v1/version",
    chapter: "service",
    summary: "Which version of Yimi runs here, for which station, and what time it has.",
    answer: z.object({ version: z.string(), stationId: z.string(), now: moment }),
    handle: async ({ config, clock }) => ({ version, stationId: config.stationId, now: writeMoment(clock.now()) }),
  }),
];
