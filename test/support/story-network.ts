import { openNetwork } from "../../bot/local-puppet/network/index.ts";
import type { AppDeps } from "../../src/app.ts";
import type { Config } from "../../src/platform/index.ts";
import type { Person } from "../../src/station/index.ts";
import type { Feed } from "./story-phone.ts";
import { writeScript } from "./write-script.ts";

/** Where the people of a story write: one for each channel. */
export interface StoryNetwork {
  /** Settings of the station that talks on it. */
  readonly config: Partial<Config>;
  /** Lets the people of the station in; the bot starts after it. */
  join(deps: AppDeps): Promise<void>;
  /** Once the bot runs: what people do before a story begins. */
  greet(): Promise<void>;
  feedOf(person: Person): Promise<Feed>;
  /** Messages the bot has not finished with. */
  unheard(): Promise<number>;
  /** Everything that was said, for the report of a failure. */
  transcript(): Promise<string>;
  keepScript(context: Parameters<typeof writeScript>[2]): Promise<void>;
  stop(): Promise<void>;
}

/** The simulated network, on which everybody of the demo station can be reached. */
export function localNetwork(): StoryNetwork {
  let deps: AppDeps;
  let network: Awaited<ReturnType<typeof openNetwork>>;
  return {
    config: {},
    async join(joined) {
      deps = joined;
      network = await openNetwork(joined);
    },
    greet: async () => undefined,
    feedOf: async ({ id }) => ({
      says: async (text, { clientId, room = false }) => {
        await network.sendAsPerson({
          from: id,
          text,
          ...(clientId !== undefined && { clientId }),
          ...(room && { room: deps.station.roomId }),
        });
      },
      seen: async (after) => (await network.messagesFor(id, after)).map(({ seq, from, text }) => ({ seq, isOwn: from === id, text })),
    }),
    unheard: async () => (await network.unacked(0)).length,
    async transcript() {
      const said = await network.messagesAfter(0);
      return said.map(({ from, to, room, text }) => `${room ? "[群] " : ""}${from}${to ? ` → ${to}` : ""}: ${text}`).join("\n");
    },
    keepScript: (context) => writeScript(deps, network, context),
    stop: () => network.close(),
  };
}
