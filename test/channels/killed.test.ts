/**
 * The bot's process killed again and again while people write to it on iLink: every message is handled once, every answer and notice comes once,
 * and the cursors go on where they were. Real processes and stores; needs `npm run build`.
 */
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeRandom } from "../../src/matching/random-people.ts";
import { createLog, loadConfig, openPlatform, type Platform } from "../../src/platform/index.ts";
import { listByRole, type Person } from "../../src/station/index.ts";
import { freePort, type Product, startProduct, storesOf, temporaryFolder } from "../support/product.ts";
import { testFieldKey } from "../support/stores.ts";
import { type Phone, startWechatServer, type WechatServer } from "../support/wechat-server/index.ts";
import { bindChat } from "./bind-chat.ts";
import { greeting, movePerson } from "./townspeople.ts";

vi.setConfig({ testTimeout: 900_000 });

/** `npm run proof:channels` kills it twenty times. */
const kills = Number(process.env.YIMI_KILLS ?? 4);
const askers = 8;
const talkers = 12;
const patienceMs = 120_000;
const need = "后天上午九点能派人陪我去区医院看病吗";
const question = "我的事办到哪了";

test("the bot's process killed again and again: no message lost or handled twice, no notice twice or lost, cursors resume", async () => {
  const seed = Number(process.env.YIMI_TEST_SEED ?? Math.floor(Math.random() * 1e6));
  const random = makeRandom(seed);
  const town = await openTown();
  const { phones, product } = town;
  let isOver = false;

  /** Asks for an escort and says yes; the code. */
  async function ask(phone: Phone): Promise<string> {
    await say(phone, need, /对吗/);
    const { text } = await say(phone, "对", /记下了/);
    return /[A-Z]\d{2,3}/.exec(text)?.[0] ?? "";
  }
  /** Writes now and then until the killing is over. */
  async function chat(phone: Phone): Promise<void> {
    while (!isOver) {
      await say(phone, question, /./);
      if (random() < 0.2) phone.repeat(2);
      await wait(200 + random() * 2_000);
    }
  }
  const talking = phones.slice(askers).map(chat);
  const asking = phones.slice(0, askers).map(async (phone, i) => {
    await wait((i * kills * 2_000) / askers);
    return ask(phone);
  });
  // Whoever fails is heard of below, not in the middle of the killing.
  void Promise.allSettled([...talking, ...asking]);
  const answers = (): number => phones.reduce((sum, phone) => sum + phone.heard().length, 0);
  let done = 0;
  for (; done < kills; done++) {
    // What a killed process held is free for the next one after fifteen seconds: each is killed in the middle of its work.
    const before = answers();
    await vi.waitFor(() => expect(answers()).toBeGreaterThan(before), { timeout: patienceMs, interval: 50 });
    await wait(random() * 3_000);
    await product.killBot();
  }
  const codes = await Promise.all(asking);
  isOver = true;
  await Promise.all(talking);
  expect(new Set(codes).size).toBe(askers);

  const said = phones.flatMap((phone) => phone.bubbles.filter(({ from }) => from === "person"));
  await vi.waitFor(async () => expect(await town.faults(codes)).toEqual([]), { timeout: 60_000, interval: 500 });
  console.log(`killed ${done} times, ${said.length} messages, seed ${seed}`);
});

async function say(phone: Phone, text: string, answer: RegExp) {
  const after = phone.bubbles.length;
  phone.say(text);
  return phone.sees(answer, { after, limitMs: patienceMs });
}

async function openTown() {
  let aheadMs = 0;
  const server = await startWechatServer({ clock: { now: () => new Date(Date.now() + aheadMs) } });
  onTestFinished(() => server.stop());
  const { ilink } = server.world;
  ilink.set({ longPollMs: 5_000 });
  const product = await openProduct(server);
  aheadMs = new Date(((await (await fetch(`${product.url}/sim/clock`)).json()) as { now: string }).now).getTime() - Date.now();

  const { platform } = product;
  const [residents, coordinators] = await Promise.all([listByRole(platform, "PL", "resident"), listByRole(platform, "PL", "coordinator")]);
  const bind = async (person: Person): Promise<Phone> => {
    await movePerson(platform, person.id, "ilink", ilink.phone(person.id).userId);
    const phone = await bindChat(platform, server, person.id);
    await say(phone, greeting, /./);
    return phone;
  };
  const adults = residents.filter(({ tags, birthDate }) => tags.length === 0 && birthDate < "1990");
  const phones = await Promise.all(adults.slice(0, askers + talkers).map(bind));
  const desk = await Promise.all(coordinators.map(bind));
  const faults = async (codes: readonly string[]) => [...(await findFaults(platform, server, codes)), ...untold(desk, codes)];
  return { phones, product, faults };
}

/** What is lost, there twice, or not finished; empty when all is well. */
async function findFaults({ db }: Platform, { world }: WechatServer, codes: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const inbox = await db.collection<{ _id: string; state: string }>("inbox").find().toArray();
  const states = new Map(inbox.map(({ _id, state }) => [_id, state]));
  const stored = (await db.collection("serviceRequests").find().toArray()).map(({ code }) => String(code));
  const sent = await db.collection<{ _id: string; status: string; kind: string; to: string }>("notices").find().toArray();
  for (const { status, _id } of sent) if (status !== "sent") faults.push(`notice ${_id} is ${status}`);
  if (stored.length !== codes.length) faults.push(`${codes.length} needs became ${stored.length} requests`);
  let written = 0;
  for (const { name, bubbles, account } of world.ilink.phones.all) {
    const own = bubbles.filter(({ from }) => from === "person");
    written += own.length;
    for (const { id } of own) {
      const state = [...states].find(([key]) => key.endsWith(id))?.[1];
      if (state !== "done") faults.push(`${name}: message ${id} is ${state ?? "lost"}`);
    }
    const heard = bubbles.filter(({ from }) => from === "bot");
    if (new Set(heard.map(({ clientId }) => clientId)).size !== heard.length) faults.push(`${name}: the same client id twice`);
    const notices = sent.filter(({ to }) => to === name).length;
    if (heard.length > own.length + notices)
      faults.push(`${name}: ${own.length} messages and ${notices} notices, but ${heard.length} came`);
    if (heard.length < own.length) faults.push(`${name}: ${own.length} messages and only ${heard.length} answers`);
    for (const code of codes) {
      const told = heard.filter(({ text }) => text.includes(code) && text.includes("记下了")).length;
      if (told > 1) faults.push(`${name}: told ${told} times that ${code} is noted`);
    }
    const at = await db
      .collection<{ _id: string; cursor: string }>("ilinkAccounts")
      .findOne({ userId: account?.userId ?? "", state: "live" });
    const behind = account?.delivery.after(at?.cursor ?? "", Number.POSITIVE_INFINITY).messages.length;
    if (behind !== 0) faults.push(`${name}: the cursor is ${behind} messages behind`);
  }
  if (inbox.length !== written) faults.push(`${written} messages were written, ${inbox.length} are in the inbox`);
  return faults;
}

/** Each new request is on the phones of the desk, on none of them twice. */
function untold(desk: readonly Phone[], codes: readonly string[]): string[] {
  return codes.flatMap((code) => {
    const times = desk.map((phone) => phone.heard().filter(({ text }) => text.includes(code)).length);
    return times.includes(1) && times.every((count) => count <= 1) ? [] : [`${code} came to the desk ${times.join(", ")} times`];
  });
}

/** The product: one process that is left alone, and the bot's, which is killed. */
async function openProduct(server: WechatServer) {
  const folder = temporaryFolder();
  const env = {
    YIMI_PUPPET: "ilink",
    YIMI_ILINK_BASE_URL: server.url,
    YIMI_FIELD_KEYS: testFieldKey,
  };
  const running: Product[] = [];
  const start = async (roles: string, more: Record<string, string> = {}): Promise<Product> => {
    const started = await startProduct({ dataDir: folder.path, port: await freePort(), roles, env: { ...env, ...more } });
    running.push(started);
    return started;
  };
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") for (const one of running) console.log(one.said());
    for (const one of running.toReversed()) await one.end("SIGTERM");
    folder.remove();
  });
  const main = await start("api,jobs");
  const stores = storesOf(folder.path);
  let bot = await start("bot", stores);
  const config = loadConfig({ YIMI_ENV: "test", ...stores, YIMI_FIELD_KEYS: testFieldKey, YIMI_LOG_LEVEL: "silent" });
  const platform = await openPlatform(config, { log: createLog("silent") });
  onTestFinished(() => platform.stop());
  return {
    url: main.url,
    platform,
    async killBot() {
      running.splice(running.indexOf(bot), 1);
      await bot.end("SIGKILL");
      bot = await start("bot", stores);
    },
  };
}
