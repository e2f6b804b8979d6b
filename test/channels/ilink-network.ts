import type { AppDeps } from "../../src/app.ts";
import type { Person } from "../../src/station/index.ts";
import { monday9 } from "../support/station.ts";
import type { StoryNetwork } from "../support/story-network.ts";
import type { Feed } from "../support/story-phone.ts";
import { startWechatServer, type WechatServer } from "../support/wechat-server/index.ts";
import { bindChat } from "./bind-chat.ts";
import { greeting, movePerson, townspeople, undone } from "./townspeople.ts";

/** How long the stand-in holds a poll here: long ones are for real life. */
const longPollMs = 2_000;

export interface IlinkNetwork extends StoryNetwork {
  readonly server: WechatServer;
}

/** Personal WeChat: everybody of the town has a bot of their own and has written to it once. */
export async function ilinkNetwork(): Promise<IlinkNetwork> {
  let deps: AppDeps | undefined;
  const server = await startWechatServer({ clock: { now: () => deps?.clock.now() ?? monday9 } });
  const { ilink } = server.world;
  ilink.set({ longPollMs });
  const before = new Map<string, number>();
  const open = (): AppDeps => {
    if (!deps) throw new Error("nobody has joined yet");
    return deps;
  };
  const phoneOf = ({ id }: Pick<Person, "id">) => ilink.phone(id);
  const said = (): number => ilink.phones.all.reduce((sum, { bubbles }) => sum + bubbles.filter(({ from }) => from === "person").length, 0);

  async function join(person: Person): Promise<void> {
    await movePerson(open(), person.id, "ilink", phoneOf(person).userId);
    await bindChat(open(), server, person.id);
  }

  async function greet(people: readonly Person[]): Promise<void> {
    for (const person of people) phoneOf(person).say(greeting);
    await Promise.all(people.map((person) => phoneOf(person).sees(/./, { limitMs: 60_000 })));
    for (const person of people) before.set(person.id, phoneOf(person).bubbles.length);
  }

  return {
    server,
    config: { channels: ["ilink"], ilinkBaseUrl: server.url },
    async join(joined) {
      deps = joined;
      for (const person of await townspeople(joined)) await join(person);
    },
    greet: async () => greet(await townspeople(open())),
    async feedOf(person): Promise<Feed> {
      if (!before.has(person.id)) {
        await join(person);
        await greet([person]);
      }
      const phone = phoneOf(person);
      const skipped = before.get(person.id) ?? 0;
      return {
        says: async (text) => void phone.say(text),
        seen: async (after) =>
          phone.bubbles.slice(skipped + after).map(({ from, text }, index) => ({ seq: after + index + 1, isOwn: from === "person", text })),
      };
    },
    unheard: () => undone(open(), "ilink", said()),
    async transcript() {
      const all = ilink.phones.all.flatMap(({ name, bubbles }) => bubbles.map((bubble) => ({ name, ...bubble })));
      return all
        .toSorted((a, b) => a.at - b.at)
        .map(({ name, from, text }) => (from === "person" ? `${name}: ${text}` : `一米 → ${name}: ${text}`))
        .join("\n");
    },
    keepScript: async () => undefined,
    stop: () => server.stop(),
  };
}
