import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openPushedMessages } from "../../src/channel/index.ts";
import { createLog } from "../../src/platform/index.ts";
import { startWechatServer, usualApp } from "../../test/support/wechat-server/index.ts";
import { testApi } from "../test-api.ts";

const token = "pushToken123";
const aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const config = { wechat: { ...usualApp, baseUrl: "http://127.0.0.1:9" } };
const lines: string[] = [];
const log = createLog("trace", { write: (line) => void lines.push(line) });
const plain = await testApi({ config: { ...config, wechatPush: { token, aesKey: undefined } }, log });
const sealed = await testApi({ config: { ...config, wechatPush: { token, aesKey } } });
const none = await testApi({ config: { ...config, wechatPush: undefined } });

const server = await startWechatServer({ clock: plain.deps.clock });
afterAll(() => server.stop());
const { service } = server.world;
const { pushes } = service;
const pushed = openPushedMessages(plain.deps);
const all = () => plain.deps.db.collection("pushedMessages").find({}).toArray();

beforeEach(async () => {
  pushes.set({ url: `${plain.url}/wechat/push`, token, aesKey: undefined, format: "json" });
  await plain.deps.db.collection("pushedMessages").deleteMany({});
});

test("the console's check is echoed, and only to who signs it now", async () => {
  expect(await pushes.check()).toBe(true);
  expect(await pushes.check({ token: "guessed" })).toBe(false);
  expect(await pushes.check({ timestamp: Math.floor(plain.deps.clock.now().getTime() / 1000) - 301 })).toBe(false);
  expect(await pushes.check({ timestamp: Math.floor(plain.deps.clock.now().getTime() / 1000) + 301 })).toBe(false);
});

test("without a token in the settings there is no such address", async () => {
  pushes.set({ url: `${none.url}/wechat/push` });
  expect(await pushes.check()).toBe(false);
  expect((await fetch(`${none.url}/wechat/push`, { method: "POST" })).status).toBe(404);
});

describe.each(["json", "xml"] as const)("what people send arrives as %s", (format) => {
  test.each([false, true])("sealed: %s", async (isSealed) => {
    const api = isSealed ? sealed : plain;
    pushes.set({ format, url: `${api.url}/wechat/push`, aesKey: isSealed ? aesKey : undefined });
    await api.deps.db.collection("pushedMessages").deleteMany({});
    const phone = service.phone();
    const id = phone.say('她说"MsgId":12 ]]> <b>&amp;\n两行');
    phone.sendImage();
    phone.sendCard({ title: "我的点单", page: "pages/request/request?id=1" });
    phone.enter("from=poster");
    expect((await pushes.settled()).map(({ isTaken, tries }) => [isTaken, tries])).toEqual(Array(4).fill([true, 1]));
    expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    const at = api.deps.clock.now();
    expect(await openPushedMessages(api.deps).waiting()).toMatchObject([
      { id: `m-${id}`, openId: phone.openid, kind: "text", text: '她说"MsgId":12 ]]> <b>&amp;\n两行', at },
      { kind: "image", text: "", mediaId: expect.stringMatching(/^[\w-]{64}$/) },
      { kind: "card", text: "我的点单", page: "pages/request/request?id=1" },
    ]);
  });
});

test("a message pushed four times is stored once, and each push is told success", async () => {
  pushes.hold();
  service.phone().say("在吗");
  const delivered = await pushes.release(([push]) => (push ? [push, push, push, push] : []));
  expect(delivered.map(({ isTaken }) => isTaken)).toEqual([true, true, true, true]);
  await pushes.settled();
  expect(await all()).toHaveLength(1);
});

test("a captured address is good for its own message only", async () => {
  pushes.hold();
  const phone = service.phone();
  phone.say("真的");
  phone.say("假的");
  phone.enter();
  let kept: Parameters<typeof pushes.deliver>[0][] = [];
  await pushes.release((list) => {
    kept = [...list];
    return [];
  });
  const [real, fake, entered] = kept;
  if (!real || !fake || !entered) throw new Error("three were said");
  const captured = { nonce: "captured1" };
  expect((await pushes.deliver(real, captured)).status).toBe(200);
  expect((await pushes.deliver(real, captured)).status).toBe(200);
  expect((await pushes.deliver(fake, captured)).status).toBe(403);
  expect((await pushes.deliver(entered, captured)).status).toBe(403);
  expect((await pushes.deliver(entered, { nonce: "captured2" })).status).toBe(200);
  expect((await pushes.deliver(fake, { nonce: "captured2" })).status).toBe(403);
  expect((await pushed.waiting()).map(({ text }) => text)).toEqual(["真的"]);
});

test("what is forged, stale, too large or no message is refused and stores nothing", async () => {
  pushes.hold();
  service.phone().say("在吗");
  let push: Parameters<typeof pushes.deliver>[0] | undefined;
  await pushes.release(([one]) => {
    push = one;
    return [];
  });
  if (!push) throw new Error("one was said");
  const seconds = Math.floor(plain.deps.clock.now().getTime() / 1000);
  for (const [forged, status] of [
    [{ token: "guessed" }, 403],
    [{ timestamp: seconds - 301 }, 403],
    [{ timestamp: seconds + 301 }, 403],
    [{ nonce: "" }, 403],
    [{ body: "" }, 400],
    [{ body: "{" }, 400],
    [{ body: "[]" }, 400],
    [{ body: "null" }, 400],
    [{ body: "<xml>" }, 400],
    [{ body: '<!DOCTYPE x [<!ENTITY e "boom">]><xml><FromUserName>&e;</FromUserName></xml>' }, 400],
    [{ body: `${"<a>".repeat(20_000)}` }, 400],
    [{ body: '{"FromUserName":{"$gt":""},"CreateTime":1,"MsgType":"text"}' }, 400],
    [{ body: '{"FromUserName":"o-1","CreateTime":"soon","MsgType":"text"}' }, 400],
    [{ body: '{"FromUserName":"o-1","CreateTime":9e15,"MsgType":"text"}' }, 400],
    [{ body: '{"__proto__":{"MsgType":"text"},"FromUserName":"o-1","CreateTime":1}' }, 400],
    [{ body: '{"FromUserName":"o-1","CreateTime":1,"MsgType":"event","Event":"subscribe_msg_popup_event","List":"x"}' }, 400],
    [{ body: `{"x":"${"x".repeat(70_000)}"}` }, 413],
  ] as const)
    expect((await pushes.deliver(push, forged)).status, JSON.stringify(forged).slice(0, 200)).toBe(status);
  expect(await all()).toEqual([]);
  expect((await fetch(`${plain.url}/wechat/push`, { method: "POST", body: "{}" })).status).toBe(403);
});

test("in the safe mode nothing plain counts, nor what another key or app sealed", async () => {
  const url = `${sealed.url}/wechat/push`;
  const phone = service.phone();
  const say = async () => {
    pushes.hold();
    phone.say("在吗");
    let status = 0;
    let push: Parameters<typeof pushes.deliver>[0] | undefined;
    await pushes.release(([one]) => {
      push = one;
      return [];
    });
    if (push) status = (await pushes.deliver(push)).status;
    return status;
  };
  pushes.set({ url, aesKey: undefined });
  expect(await say()).toBe(403);
  pushes.set({ aesKey: aesKey.replace("a", "b") });
  expect(await say()).toBe(403);
  pushes.set({ aesKey });
  expect(await say()).toBe(200);
  const other = await startWechatServer({ clock: plain.deps.clock, app: { appId: "wx9999999999", secret: "x" } });
  other.world.service.pushes.set({ url, token, aesKey });
  other.world.service.phone().say("在吗");
  expect(await other.world.service.pushes.settled()).toMatchObject([{ isTaken: false, tries: 3 }]);
  await other.stop();
});

test("a message of another kind arrives as something the bot can answer kindly", async () => {
  const at = Math.floor(plain.deps.clock.now().getTime() / 1000);
  pushes.add({
    ToUserName: "gh_1",
    FromUserName: `o-${randomUUID()}`,
    CreateTime: at,
    MsgType: "voice",
    MediaId: "x",
    MsgId: 25_000_000_000_000_001n,
  });
  await pushes.settled();
  expect(await pushed.waiting()).toMatchObject([{ kind: "other", text: "", order: "00025000000000000001" }]);
});

test("a message from the future counts from now, so that its window is not too long", async () => {
  const at = Math.floor(plain.deps.clock.now().getTime() / 1000) + 86_400;
  pushes.add({ ToUserName: "gh_1", FromUserName: "o-1", CreateTime: at, MsgType: "text", Content: "早", MsgId: 25_000_000_000_000_002n });
  await pushes.settled();
  expect((await pushed.waiting())[0]?.at).toEqual(plain.deps.clock.now());
});

test("no log names who wrote, what, or by which signature it was known", async () => {
  const phone = service.phone();
  phone.say("canary-words");
  await pushes.settled();
  pushes.hold();
  phone.say("canary-words");
  await pushes.release((kept) => {
    for (const push of kept) void pushes.deliver(push, { nonce: "canaryNonce" });
    return [];
  });
  await expect.poll(async () => (await all()).length).toBe(2);
  const written = lines.join("");
  expect(written).toContain('"path":"/wechat/push"');
  for (const canary of [token, phone.openid, "canary", "signature="]) expect(written).not.toContain(canary);
});
