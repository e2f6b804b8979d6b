/** HTTP in and out: probes, and in development the simulator. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openNetwork } from "../bot/local-puppet/network/index.ts";
import { findPeople } from "../src/station/index.ts";
import { createApp } from "./app.ts";
import { bindPage } from "./bind-page.ts";
import type { ApiDeps, StartDeps } from "./deps.ts";
import { describeRoutes } from "./describe.ts";
import { openLimiter } from "./limits.ts";
import { openDeps } from "./open-deps.ts";
import { probes } from "./probes.ts";
import { pushRoutes } from "./push/push-routes.ts";
import { routesOf } from "./routes.ts";
import { serveRoutes } from "./serve-routes.ts";
import { openEvents } from "./sim/events.ts";
import { stateOfOpen } from "./sim/find-requests.ts";
import { simPage } from "./sim/page.ts";
import { simRoutes } from "./sim/routes.ts";
import { clockSimulator } from "./sim/simulator.ts";
import { verifyPage } from "./verify-page.ts";

export type { StartDeps } from "./deps.ts";
export type { Simulator } from "./sim/simulator.ts";

export interface RunningApi {
  /** The port really listened on; of use when the setting is 0. */
  readonly port: number;
  /** Ends event streams and idle connections, lets running requests end (5 s), then closes. */
  stop(): Promise<void>;
}

const drainMs = 5_000;

/** Starts the HTTP role. The simulator is there in development and tests only: in production every path of it is unknown. */
export async function start(started: StartDeps): Promise<RunningApi> {
  const deps = await openDeps(started);
  const sim = deps.config.env === "production" ? undefined : await openSim(started);
  const routes = routesOf(deps.config.env);
  const limit = openLimiter(deps, started.paceFactor);
  const api = serveRoutes(deps, routes, limit);
  const routers = [probes(deps), api, describeRoutes(routes), verifyPage(deps, limit), ...(sim ? [sim.router] : [])];
  const readsItself = [pushRoutes(deps), bindPage(deps, limit)];
  const app = createApp(deps, routers, { page: sim?.page, callName: (ids) => callNames(deps, ids), readsItself });
  const server = createServer(app.callback());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(deps.config.port, deps.config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    async stop() {
      await sim?.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(late);
    },
  };
}

async function callNames(deps: ApiDeps, personIds: readonly string[]): Promise<string[]> {
  return (await findPeople(deps, personIds)).map(({ calledAs }) => calledAs);
}

async function openSim(deps: StartDeps) {
  const network = await openNetwork(deps);
  const events = openEvents({ network, log: deps.log, stateOfRequests: () => stateOfOpen(deps, deps.config.stationId) });
  const simulator = deps.simulator ?? clockSimulator(deps);
  return {
    router: simRoutes({ ...deps, network, events, simulator }),
    page: simPage(),
    async stop() {
      await events.stop();
      await network.close();
    },
  };
}
