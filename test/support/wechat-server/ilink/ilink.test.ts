import { createCipheriv, createHash } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testClock } from "../../stores.ts";
import { startWechatServer } from "../index.ts";
import { type Fields, message, openRawClient, type Update } from "./raw-client.ts";
import { usualSettings } from "./settings.ts";

const clock = testClock();
const server = await startWechatServer({ clock });
const { world, url } = server;
const { ilink } = world;
afterAll(() => server.stop());

const { ask, bind, issue, send, status, updates } = openRawClient(url, world);
const hourMs = 60 * 60_000;

beforeEach(() => {
  world.troubles.clear();
  ilink.set({ ...usualSettings, longPollMs: 50 });
});

test("a message comes to the poll that waits for it, with an id no double can hold, as a bare number", async () => {
  const { phone, token } = await bind();
  ilink.set({ longPollMs: 5_000 });
  const waiting = send("getupdates", { get_updates_buf: "" }, { authorization: `Bearer ${token}` });
  await expect.poll(() => world.calls.length).toBeGreaterThan(0);
  const id = phone.say("你好");
  const text = await (await waiting).text();
  expect(text).toContain(`"message_id":${id},`);
  expect(text).toContain(`"create_time_ms":${clock.now().getTime()}`);
  expect(String(Number(id))).not.toBe(id);
});

test("the same cursor gives the same messages again, an empty one all of them; on request nothing comes twice", async () => {
  const { phone, token } = await bind();
  phone.say("一");
  phone.say("二");
  const first = await updates(token);
  expect(first.texts).toEqual(["一", "二"]);
  phone.say("三");
  expect((await updates(token, first.cursor)).texts).toEqual(["三"]);
  expect((await updates(token, first.cursor)).texts).toEqual(["三"]);
  expect((await updates(token)).texts).toEqual(["一", "二", "三"]);
  ilink.set({ replays: false });
  expect((await updates(token)).texts).toEqual([]);
  phone.say("四");
  expect((await updates(token, first.cursor)).texts).toEqual(["四"]);
});

test("messages are repeated and overtake each other on request; a repetition has the same id and another context token", async () => {
  const { phone, token } = await bind();
  let turn = 0;
  const random = (): number => {
    turn += 0.37;
    return turn % 1;
  };
  ilink.set({ copies: 4, shuffles: "copies", random });
  const said = Array.from({ length: 20 }, (_, i) => phone.say(`第${i}`));
  const { msgs, texts, cursor } = await updates(token);
  expect(new Set(texts).size).toBe(20);
  expect(msgs.length).toBeGreaterThan(25);
  expect([...new Set(texts)]).toEqual(said.map((_, i) => `第${i}`));
  expect(new Set(msgs.map(({ context_token }) => context_token)).size).toBe(msgs.length);
  ilink.set({ ...usualSettings, longPollMs: 50, mostPerAnswer: 100 });
  const rest = await updates(token, cursor);
  phone.repeat(2);
  expect((await updates(token, rest.cursor)).msgs).toHaveLength(2);

  ilink.set({ shuffles: "all", random: () => 0 });
  const other = await bind();
  for (const text of ["甲", "乙", "丙"]) other.phone.say(text);
  expect((await updates(other.token)).texts).toEqual(["丙", "乙", "甲"]);
});

test("ten messages for each of theirs, within a day; then an empty −2 until they write again", async () => {
  const { phone, token } = await bind();
  phone.say("在吗");
  const { msgs } = await updates(token);
  const context = msgs[0]?.context_token;
  for (let i = 0; i < 10; i++) expect(await ask("sendmessage", message(phone.userId, context, `${i}`), token)).toMatchObject({ ret: 0 });
  expect(await ask("sendmessage", message(phone.userId, context, "十一"), token)).toEqual({ ret: -2, errmsg: "" });
  expect(phone.heard()).toHaveLength(10);
  phone.say("还在");
  expect(phone.window?.left).toBe(10);
  const fresh = (await updates(token)).msgs[1]?.context_token;
  expect(await ask("sendmessage", message(phone.userId, context, "旧的也行"), token)).toMatchObject({ ret: 0 });
  clock.advance(24 * hourMs);
  expect(await ask("sendmessage", message(phone.userId, fresh, "晚了"), token)).toEqual({ ret: -2, errmsg: "" });
});

test("a client id is shown once and answers the same message id, also when the first answer was lost", async () => {
  const { phone, token } = await bind();
  phone.say("在吗");
  const context = (await updates(token)).msgs[0]?.context_token;
  const call = message(phone.userId, context, "在", "same");
  world.troubles.add({ path: "/ilink/bot/sendmessage", does: "lose", times: 1 });
  await expect(ask("sendmessage", call, token)).rejects.toThrow();
  const [first, second] = [await ask("sendmessage", call, token), await ask("sendmessage", call, token)];
  expect(first).toEqual(second);
  expect(phone.heard().map(({ text }) => text)).toEqual(["在"]);
  expect(phone.window?.left).toBe(9);
});

test.each([
  ["no context token", { context_token: undefined }, -2],
  ["a made-up context token", { context_token: "AAAA" }, -2],
  ["another person", { to_user_id: "o9@im.wechat" }, -2],
  ["two items", { item_list: [1, 2].map(() => ({ type: 1, text_item: { text: "好" } })) }, -1],
  ["no text", { item_list: [{ type: 1, text_item: { text: "" } }] }, -1],
  ["a text too long", { item_list: [{ type: 1, text_item: { text: "好".repeat(4_001) } }] }, -1],
  ["no client id", { client_id: "" }, -1],
  ["unknown media", { item_list: [{ type: 2, image_item: { media: { encrypt_query_param: "x", aes_key: "eA==" } } }] }, -1],
])("with %s nothing is sent", async (_, wrong, ret) => {
  const { phone, token } = await bind();
  phone.say("在吗");
  const { msg } = message(phone.userId, (await updates(token)).msgs[0]?.context_token, "在");
  expect(await ask("sendmessage", { msg: { ...msg, ...wrong } }, token)).toMatchObject({ ret });
  expect(phone.heard()).toEqual([]);
});

test("too many in a second are rate limited, in words", async () => {
  ilink.set({ mostPerSecond: 2 });
  const { phone, token } = await bind();
  phone.say("在吗");
  const context = (await updates(token)).msgs[0]?.context_token;
  const one = () => ask("sendmessage", message(phone.userId, context, "在"), token);
  expect([await one(), await one(), await one()]).toMatchObject([{ ret: 0 }, { ret: 0 }, { ret: -2, errmsg: "rate limited" }]);
  clock.advance(1_000);
  expect(await one()).toMatchObject({ ret: 0 });
  expect(phone.window?.left).toBe(7);
});

test("typing needs the person's ticket and ends with a message", async () => {
  const { phone, token } = await bind();
  phone.say("在吗");
  const context = (await updates(token)).msgs[0]?.context_token;
  const { typing_ticket } = await ask("getconfig", { ilink_user_id: phone.userId }, token);
  expect(await ask("sendtyping", { ilink_user_id: phone.userId, typing_ticket, status: 1 }, token)).toMatchObject({ ret: 0 });
  expect(phone.isTyping).toBe(true);
  await ask("sendmessage", message(phone.userId, context, "在"), token);
  expect(phone.isTyping).toBe(false);
  expect(await ask("sendtyping", { ilink_user_id: phone.userId, typing_ticket: "x", status: 1 }, token)).toMatchObject({ ret: -1 });
});

test.each([
  ["iLink-App-Id", ""],
  ["iLink-App-ClientVersion", "1.2.3"],
  ["AuthorizationType", "token"],
  ["X-WECHAT-UIN", "!"],
  ["content-type", "text/plain"],
])("a wrong %s is told with HTTP 400", async (header, value) => {
  const { token } = await bind();
  const answer = await send("getupdates", {}, { authorization: `Bearer ${token}`, [header]: value });
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as Fields).errmsg).toMatch(new RegExp(header, "i"));
});

test("a body without base_info is told, a made-up token is stale", async () => {
  const { token } = await bind();
  expect((await send("getupdates", { base_info: undefined }, { authorization: `Bearer ${token}` })).status).toBe(400);
  expect(await ask("getconfig", {}, "made-up")).toMatchObject({ errcode: -14 });
});

test("an upload must be what was announced, and can be had again by its parameter", async () => {
  ilink.set({ uploadAddress: "param" });
  const { phone, token } = await bind();
  const plain = Buffer.from("一张照片");
  const key = Buffer.alloc(16, 7);
  const cipher = createCipheriv("aes-128-ecb", key, null);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const announced = {
    filekey: "f1",
    media_type: 1,
    to_user_id: phone.userId,
    rawsize: plain.length,
    rawfilemd5: createHash("md5").update(plain).digest("hex"),
    filesize: ciphertext.length,
    no_need_thumb: true,
    aeskey: key.toString("hex"),
  };
  expect(await ask("getuploadurl", { ...announced, media_type: 4 }, token)).toMatchObject({ ret: 2 });
  expect(await ask("getuploadurl", { ...announced, filesize: plain.length }, token)).toMatchObject({ ret: -1 });
  const { upload_param } = await ask("getuploadurl", announced, token);
  const query = new URLSearchParams({ encrypted_query_param: String(upload_param), filekey: "f1" });
  const upload = (body: Buffer) =>
    fetch(`${url}/c2c/upload?${query}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(body),
    });
  const wrong = await upload(Buffer.alloc(ciphertext.length));
  expect([wrong.status, wrong.headers.get("x-error-message")]).toEqual([400, "not AES-128-ECB of the announced key"]);
  const parameter = (await upload(ciphertext)).headers.get("x-encrypted-param") ?? "";
  const got = await fetch(`${url}/c2c/download?${new URLSearchParams({ encrypted_query_param: parameter })}`);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(ciphertext);
  expect((await fetch(`${url}/c2c/download?encrypted_query_param=x`)).status).toBe(404);
});

test("troubles are worded as iLink words them", async () => {
  const { token } = await bind();
  world.troubles.add({ path: "/ilink/bot/getupdates", errcode: -14, times: 1 });
  expect(await ask("getupdates", {}, token)).toEqual({ errcode: -14, errmsg: "session timeout" });
  world.troubles.add({ errcode: -2, times: 1 });
  expect(await ask("sendmessage", {}, token)).toEqual({ ret: -2, errmsg: "" });
});

test("another process takes a phone, scans, confirms, writes and reads by the control interface", async () => {
  const control = async (path: string, body?: object): Promise<Fields> =>
    (await (await fetch(`${url}/_control/ilink/${path}`, body && { method: "POST", body: JSON.stringify(body) })).json()) as Fields;
  const { qrcode, link } = await issue();
  expect(await control("confirm", { name: "赵" })).toEqual({ error: "还没有扫码" });
  expect(await control("say", { name: "赵", text: "喂" })).toEqual({ error: "赵 has no bot to write to" });
  expect(await control("scan", { name: "赵", link })).toEqual({ code: null });
  await control("confirm", { name: "赵" });
  const token = String((await status(qrcode)).bot_token);
  await control("say", { name: "赵", text: "喂" });
  await control("say", { name: "赵", voice: { seconds: 2 } });
  const { msgs } = await updates(token).catch(async () => ({ msgs: (await ask("getupdates", {}, token)).msgs as readonly Update[] }));
  await ask("sendmessage", message(ilink.phone("赵").userId, msgs[0]?.context_token, "您好"), token);
  const chat = await control("chat?name=%E8%B5%B5&after=1");
  expect(chat).toMatchObject({
    name: "赵",
    window: { left: 9 },
    bubbles: [
      { from: "person", kind: "voice", text: "" },
      { from: "bot", kind: "text", text: "您好" },
    ],
  });
  expect(((await control("phones")).phones as Fields[]).map(({ name }) => name)).toContain("赵");
  await control("settings", { mostPerMessage: 1 });
  expect(await control("chat?name=%E8%B5%B5")).toMatchObject({ window: { left: 0 } });
  await control("unbind", { name: "赵" });
  expect(await ask("getupdates", {}, token)).toMatchObject({ errcode: -14 });
});
