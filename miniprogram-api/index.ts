/** HTTP in and out: probes, and in development the simulator. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openNetwork } from "../bot/local-puppet/network/index.ts";
import type { Catalog } from "../src/catalog/index.ts";
import type { Platform } from "../src/platform/index.ts";
import { createApp } from "./app.ts";
import { probes } from "./probes.ts";
import { openEvents } from "./sim/events.ts";
import { stateOfOpen } from "./sim/find-requests.ts";
import { simPage } from "./sim/page.ts";
import { simRoutes } from "./sim/routes.ts";
import { clockSimulator, type Simulator } from "./sim/simulator.ts";

export type { Simulator } from "./sim/simulator.ts";

export interface ApiDeps extends Platform {
  readonly catalog: Catalog;
  /** Moves the virtual clock; without one only the clock itself is set forward. */
  readonly simulator?: Simulator;
}

export interface RunningApi {
  /** The port really listened on; of use when the setting is 0. */
  readonly port: number;
  /** Ends event streams and idle connections, lets running requests end (5 s), then closes. */
  stop(): Promise<void>;
}

const drainMs = 5_000;

/** Starts the HTTP role. The simulator is there in development and tests only: in production every path of it is unknown. */
export async function start(deps: ApiDeps): Promise<RunningApi> {
  const sim = deps.config.env === "production" ? undefined : await openSim(deps);
  const app = createApp(deps, [probes(deps), ...(sim ? [sim.router] : [])], sim?.page);
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

async function openSim(deps: ApiDeps) {
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
