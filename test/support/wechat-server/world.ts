import { type Clock, systemClock } from "../../../src/platform/index.ts";
import { type Ilink, openIlink } from "./ilink/index.ts";
import { type Limits, openLimits } from "./limits.ts";
import { type Logins, openLogins } from "./login.ts";
import { openPeople, type People } from "./people.ts";
import { openService, type Service } from "./service/index.ts";
import { openWords, type Words } from "./text-check.ts";
import { openTokens, type Tokens } from "./tokens.ts";
import { openTroubles, type Troubles } from "./troubles.ts";
import { openWorldClock, type WorldClock } from "./world-clock.ts";

/** A mini-program as WeChat has it on file. */
export interface App {
  readonly appId: string;
  readonly secret: string;
}

/** One call that reached the stand-in; what it carried is not kept. */
export interface Call {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0 for success; undefined when something else than JSON was answered, or nothing. */
  readonly errcode: number | undefined;
}

/** Everything the stand-in knows. Tests in the same process use it directly, others by `/_control`. */
export interface World {
  readonly app: App;
  readonly clock: WorldClock;
  readonly people: People;
  readonly logins: Logins;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly words: Words;
  readonly troubles: Troubles;
  /** Personal WeChat: the phones, the bots bound to them, and what goes between them. */
  readonly ilink: Ilink;
  /** The mini-program's customer-service session and its subscribe messages. */
  readonly service: Service;
  readonly calls: Call[];
}

export interface WorldOptions {
  readonly app?: App;
  readonly clock?: Clock;
}

/** The app a developer gets without saying anything. */
export const usualApp: App = { appId: "wx5a7a2b1c0d9e8f60", secret: "stand-in-secret-0123456789abcdef" };

export function openWorld({ app = usualApp, clock: base = systemClock }: WorldOptions = {}): World {
  const clock = openWorldClock(base);
  const people = openPeople(clock);
  return {
    app,
    clock,
    people,
    logins: openLogins(clock, people),
    tokens: openTokens(clock),
    limits: openLimits(clock),
    words: openWords(),
    troubles: openTroubles(),
    ilink: openIlink(clock),
    service: openService(clock, people, app.appId),
    calls: [],
  };
}
