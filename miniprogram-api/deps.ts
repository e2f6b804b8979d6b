import type { Tokens } from "../src/access/index.ts";
import type { AppDeps } from "../src/app.ts";
import type { Subscriptions } from "../src/channel/index.ts";
import type { Wechat } from "../src/platform/index.ts";
import type { Simulator } from "./sim/simulator.ts";

/** What the HTTP role is started with. */
export interface StartDeps extends AppDeps {
  /** Moves the virtual clock; without one only the clock itself is set forward. */
  readonly simulator?: Simulator;
  /** How many times the usual number of calls one caller may make: for tests and benches. */
  readonly paceFactor?: number;
}

/** What every route is handed. */
export interface ApiDeps extends AppDeps {
  readonly tokens: Tokens;
  readonly wechat: Wechat;
  readonly subscriptions: Subscriptions;
}
