/**
 * A flood on each channel of WeChat, each message delivered one to four times: every one is handled once, in the order it was written.
 * `npm run proof:channels` makes it ten thousand messages.
 */
import { expect, onTestFinished, test, vi } from "vitest";
import type { Chat, IncomingMessage } from "../../bot/chat.ts";
import { IlinkPuppet } from "../../bot/ilink-puppet/index.ts";
import { ensureInboxIndexes, openInbox } from "../../bot/inbox.ts";
import type { OwnPuppet } from "../../bot/own-puppet.ts";
import { openServicePuppet } from "../../bot/service-puppet/index.ts";
import { openChat } from "../../bot/wechat.ts";
import { start as startApi } from "../../miniprogram-api/index.ts";
import { type AppDeps, openApp } from "../../src/app.ts";
import { makeRandom } from "../../src/matching/random-people.ts";
import { type Config, createLog } from "../../src/platform/index.ts";
import { testConfig } from "../support/stores.ts";
import { startWechatServer, usualApp } from "../support/wechat-server/index.ts";
import { bindChat } from "./bind-chat.ts";

vi.setConfig({ testTimeout: 600_000 });

const count = Number(process.env.YIMI_FLOOD ?? 1_000);
const people = 50;
const each = Math.ceil(count / people);
const seed = Number(process.env.YIMI_TEST_SEED ?? Math.floor(Math.random() * 1e6));

/** Pushes on their way at the same time. */
const mostAtOnce = 16;

async function open(changed: Partial<Config>): Promise<AppDeps> {
  const app = await openApp({ ...(await testConfig()), ...changed }, { log: createLog("silent") });
  onTestFinished(async () => {
    await app.deps.db.dropDatabase();
    await app.stop();
  });
  await ensureInboxIndexes(app.deps.db);
  return app.deps;
}

/** A bot that stores and finishes what it hears as the product does, and says nothing. */
function listen(deps: AppDeps) {
  const inbox = openInbox(deps);
  const handled: IncomingMessage[] = [];
  let repeats = 0;
  let chat: Chat | undefined;
  const stop = async (): Promise<void> => {
    await chat?.stop();
    chat = undefined;
  };
  onTestFinished(stop);
  return {
    handled,
    repeats: () => repeats,
    stop,
    async start(own: OwnPuppet): Promise<void> {
      chat = openChat(deps, { channel: own.name(), own });
      chat.onMessage(async (message) => {
        const entry = await inbox.receive(message, deps.clock.now());
        if (entry.state === "done") {
          repeats += 1;
          return;
        }
        handled.push(message);
        await inbox.done(entry._id);
      });
      await chat.start();
    },
    /** Until this many are handled and nothing more comes. */
    async until(expected: number): Promise<void> {
      await vi.waitFor(() => expect(handled.length).toBeGreaterThanOrEqual(expected), { timeout: 400_000, interval: 200 });
    },
  };
}

/** Lets so many run at a time, in the order they came. */
function openGate(most: number): (act: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (act) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    await act().finally(() => {
      running -= 1;
      waiting.shift()?.();
    });
  };
}

/** What each person wrote, in the order the bot handled it. */
function byPerson(handled: readonly IncomingMessage[]): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { personChatId, text } of handled) texts.set(personChatId, [...(texts.get(personChatId) ?? []), text]);
  return texts;
}
const inOrder = (): string[] => Array.from({ length: each }, (_, i) => `第${i}句`);

test("iLink: copies in any order, lost answers, outages and a restart", async () => {
  const random = makeRandom(seed);
  const server = await startWechatServer();
  onTestFinished(() => server.stop());
  const { ilink, troubles } = server.world;
  ilink.set({ longPollMs: 2_000, copies: 4, shuffles: "copies", random });
  const deps = await open({ channels: ["ilink"], ilinkBaseUrl: server.url });
  const phones = await Promise.all(Array.from({ length: people }, (_, i) => bindChat(deps, server, `p${i}`)));
  const bot = listen(deps);
  const puppet = () => new IlinkPuppet({ ...deps, onStale: async () => undefined });
  await bot.start(puppet());
  const beganAt = performance.now();
  for (let i = 0; i < each; i++) {
    for (const phone of phones) phone.say(`第${i}句`);
    if (i % 40 === 20) {
      troubles.add({ path: "/ilink/bot/getupdates", does: random() < 0.5 ? "lose" : "drop", times: 30 });
      troubles.add({ path: "/ilink/bot/getupdates", status: 502, times: 10 });
    }
    if (i % 50 === 49) for (const phone of phones) phone.repeat(5);
    if (i === Math.floor(each / 2)) {
      await bot.stop();
      await bot.start(puppet());
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await bot.until(people * each);
  const seconds = (performance.now() - beganAt) / 1000;
  console.log(`ilink: ${bot.handled.length} handled, ${bot.repeats()} repetitions refused, ${seconds.toFixed(1)} s, seed ${seed}`);
  const texts = byPerson(bot.handled);
  for (const { userId } of phones) expect(texts.get(userId), `seed ${seed}`).toEqual(inOrder());
  expect(bot.handled).toHaveLength(people * each);
});

test("customer service: copies in any order, forged, stale and replayed pushes; none is answered later than 5 s", async () => {
  const random = makeRandom(seed);
  const server = await startWechatServer();
  onTestFinished(() => server.stop());
  const { service } = server.world;
  const { pushes } = service;
  const { token } = pushes.settings();
  const deps = await open({
    channels: ["service"],
    wechat: { ...usualApp, baseUrl: server.url },
    wechatPush: { token, aesKey: undefined },
  });
  const api = await startApi({ ...deps, config: { ...deps.config, port: 0 } });
  onTestFinished(() => api.stop());
  pushes.set({ url: `http://127.0.0.1:${api.port}/wechat/push` });
  pushes.hold();
  const bot = listen(deps);
  await bot.start(openServicePuppet({ ...deps }));

  const statuses = new Map<string, number>();
  let slowestMs = 0;
  const gate = openGate(mostAtOnce);
  const deliver = (kind: string, ...args: Parameters<typeof pushes.deliver>): Promise<void> =>
    gate(async () => {
      const askedAt = performance.now();
      const status = await pushes.deliver(...args).then(
        async (response) => (await response.text()) && response.status,
        () => "unanswered",
      );
      slowestMs = Math.max(slowestMs, performance.now() - askedAt);
      const key = `${kind} ${status}`;
      statuses.set(key, (statuses.get(key) ?? 0) + 1);
    });

  const beganAt = performance.now();
  const copies: Promise<void>[] = [];
  /** One person: a message after the other, its copies whenever the network likes. */
  async function live(openid: string): Promise<void> {
    const phone = service.phone(openid);
    for (let i = 0; i < each; i++) {
      const push = said(() => phone.say(`第${i}句`));
      const signed = { nonce: `${openid}-${i}`, timestamp: Math.floor(Date.now() / 1000) };
      await deliver("true", push, signed);
      for (let left = Math.floor(random() * 4); left > 0; left--)
        copies.push(new Promise<void>((resolve) => setTimeout(resolve, random() * 2_000)).then(() => deliver("copy", push)));
      const dice = random();
      if (dice < 0.04) await deliver("forged", push, { token: "another-token" });
      else if (dice < 0.08) await deliver("stale", push, { timestamp: signed.timestamp - 600 });
      else if (dice < 0.12) await deliver("replayed", { ...push, fields: { ...push.fields, MsgId: BigInt(i), Content: "假的" } }, signed);
    }
  }
  /** The push that what somebody does makes; it is held, so that the test delivers it. */
  function said(act: () => unknown): Parameters<typeof pushes.deliver>[0] {
    const made: Parameters<typeof pushes.deliver>[0][] = [];
    act();
    void pushes.release((kept) => {
      made.push(...kept);
      return [];
    });
    pushes.hold();
    if (!made[0]) throw new Error("nothing was pushed");
    return made[0];
  }

  await Promise.all(Array.from({ length: people }, (_, i) => live(`o-${i}`)));
  await Promise.all(copies);
  await bot.until(people * each);
  const seconds = (performance.now() - beganAt) / 1000;
  const told = [...statuses].map(([kind, times]) => `${kind}: ${times}`).join(", ");
  console.log(`service: ${bot.handled.length} handled, ${told}, slowest ${slowestMs.toFixed(0)} ms, ${seconds.toFixed(1)} s, seed ${seed}`);
  const texts = byPerson(bot.handled);
  for (let i = 0; i < people; i++) expect(texts.get(`o-${i}`), `seed ${seed}`).toEqual(inOrder());
  expect(bot.handled).toHaveLength(people * each);
  expect([...statuses.keys()].toSorted()).toEqual(["copy 200", "forged 403", "replayed 403", "stale 403", "true 200"]);
  expect(slowestMs).toBeLessThan(5_000);
});
