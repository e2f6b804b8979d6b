import { type RunningApi, start as startApi } from "../../miniprogram-api/index.ts";
import type { AppDeps } from "../../src/app.ts";
import { monday9 } from "../support/station.ts";
import type { StoryNetwork } from "../support/story-network.ts";
import type { Feed } from "../support/story-phone.ts";
import { startWechatServer, usualApp, type WechatServer } from "../support/wechat-server/index.ts";
import { greeting, movePerson, townspeople, undone } from "./townspeople.ts";

export interface ServiceNetwork extends StoryNetwork {
  readonly server: WechatServer;
}

/** One person's screen: what they wrote and what came, in the order it was seen. */
interface Screen {
  readonly lines: { readonly isOwn: boolean; readonly text: string }[];
  messages: number;
  notices: number;
  /** Lines of before the story. */
  before: number;
}

/** The mini-program's customer service: everybody has written there once, and what they write is pushed to the station's HTTP interface. */
export async function serviceNetwork(): Promise<ServiceNetwork> {
  let deps: AppDeps | undefined;
  let api: RunningApi | undefined;
  const server = await startWechatServer({ clock: { now: () => deps?.clock.now() ?? monday9 } });
  const { service } = server.world;
  const { token } = service.pushes.settings();
  const screens = new Map<string, Screen>();
  let said = 0;
  const open = (): AppDeps => {
    if (!deps) throw new Error("nobody has joined yet");
    return deps;
  };
  const openIdOf = (personId: string): string => `o-${personId}`;

  function screenOf(personId: string): Screen {
    const screen = screens.get(personId) ?? { lines: [], messages: 0, notices: 0, before: 0 };
    screens.set(personId, screen);
    const { messages, notices } = service.phone(openIdOf(personId));
    const came = [
      ...messages.slice(screen.messages).map((message) => ("text" in message ? message.text : "title" in message ? message.title : "")),
      ...notices.slice(screen.notices).map(({ data }) => Object.values(data).join(" ")),
    ];
    screen.messages = messages.length;
    screen.notices = notices.length;
    screen.lines.push(...came.map((text) => ({ isOwn: false, text })));
    return screen;
  }

  const secondNow = (): number => Math.floor(open().clock.now().getTime() / 1_000);
  const lastSecond = new Map<string, number>();

  /** WeChat tells when somebody wrote to the second, and the windows go by it: nobody types two messages in one. */
  async function laterThanBefore(personId: string): Promise<void> {
    while (lastSecond.get(personId) === secondNow()) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  function say(personId: string, text: string): void {
    lastSecond.set(personId, secondNow());
    screenOf(personId).lines.push({ isOwn: true, text });
    said += 1;
    service.phone(openIdOf(personId)).say(text);
  }

  async function greet(personIds: readonly string[]): Promise<void> {
    for (const id of personIds) say(id, greeting);
    while (personIds.some((id) => service.phone(openIdOf(id)).messages.length === 0))
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const id of personIds) {
      const screen = screenOf(id);
      screen.before = screen.lines.length;
    }
  }

  return {
    server,
    config: {
      channels: ["service"],
      wechat: { ...usualApp, baseUrl: server.url },
      wechatPush: { token, aesKey: undefined },
    },
    async join(joined) {
      deps = joined;
      api = await startApi({ ...joined, config: { ...joined.config, port: 0 } });
      service.pushes.set({ url: `http://127.0.0.1:${api.port}/wechat/push` });
      for (const { id } of await townspeople(joined)) await movePerson(joined, id, "service", openIdOf(id));
    },
    greet: async () => greet((await townspeople(open())).map(({ id }) => id)),
    async feedOf({ id }): Promise<Feed> {
      if (service.phone(openIdOf(id)).messages.length === 0) {
        await movePerson(open(), id, "service", openIdOf(id));
        await greet([id]);
      }
      return {
        says: async (text) => {
          await laterThanBefore(id);
          say(id, text);
        },
        seen: async (after) => {
          const { lines, before } = screenOf(id);
          return lines.slice(before + after).map((one, index) => ({ ...one, seq: after + index + 1 }));
        },
      };
    },
    unheard: () => undone(open(), "service", said),
    transcript: async () =>
      [...screens.keys()]
        .flatMap((id) => screenOf(id).lines.map(({ isOwn, text }) => (isOwn ? `${id}: ${text}` : `一米 → ${id}: ${text}`)))
        .join("\n"),
    keepScript: async () => undefined,
    async stop() {
      await service.pushes.settled();
      await api?.stop();
      await server.stop();
    },
  };
}
