import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text as bodyOf } from "node:stream/consumers";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testClock } from "../../stores.ts";
import { startWechatServer, usualApp } from "../index.ts";
import { signatureOf } from "./seal-push.ts";
import { isAllowed } from "./subscribe-values.ts";

const clock = testClock();
const server = await startWechatServer({ clock });
const { url, world } = server;
const { service } = world;
afterAll(() => server.stop());

/** What stands where our server would, and how it answers. */
const got: { url: URL; body: string; type: string | undefined }[] = [];
let answer: (request: IncomingMessage, count: number) => { status?: number; body?: string; afterMs?: number } = () => ({ body: "success" });
const ours = createServer(async (request, response) => {
  const asked = { url: new URL(request.url ?? "/", "http://ours"), body: await bodyOf(request), type: request.headers["content-type"] };
  got.push(asked);
  const { status = 200, body = "", afterMs = 0 } = answer(request, got.length);
  setTimeout(() => response.writeHead(status).end(body), afterMs);
});
await new Promise<void>((resolve) => void ours.listen(0, "127.0.0.1", resolve));
afterAll(() => {
  ours.closeAllConnections();
  ours.close();
});

beforeEach(() => {
  got.length = 0;
  answer = () => ({ body: "success" });
  clock.advance(49 * 60 * 60_000);
  const address = `http://127.0.0.1:${(ours.address() as AddressInfo).port}/wechat/push`;
  service.pushes.set({ url: address, token: "t0ken", aesKey: undefined, format: "json", answerWithinMs: 5_000 });
});

type Fields = Readonly<Record<string, unknown>>;
const post = async (path: string, body: unknown): Promise<Fields> =>
  (await fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) })).json() as Promise<Fields>;
const token = async () =>
  (await post("/cgi-bin/stable_token", { grant_type: "client_credential", appid: usualApp.appId, secret: usualApp.secret })).access_token;
const send = async (body: object) => (await post(`/cgi-bin/message/custom/send?access_token=${await token()}`, body)).errcode;

test("a message is pushed signed, as JSON with its long id as a bare number, or as XML", async () => {
  const phone = service.phone();
  const id = phone.say("你好 ]]>");
  await service.pushes.settled();
  service.pushes.set({ format: "xml" });
  phone.say("你好 ]]>");
  await service.pushes.settled();
  const [json, xml] = got;
  const asked = Object.fromEntries(json?.url.searchParams ?? []);
  expect(asked.signature).toBe(signatureOf(["t0ken", asked.timestamp ?? "", asked.nonce ?? ""]));
  expect(json?.body).toContain(`"MsgId":${id}}`);
  expect(JSON.parse(json?.body ?? "")).toMatchObject({ FromUserName: phone.openid, MsgType: "text", Content: "你好 ]]>" });
  expect(xml?.body).toContain("<Content><![CDATA[你好 ]]]]><![CDATA[>]]></Content>");
});

test("in the safe mode only what is sealed is pushed, under a signature of its own", async () => {
  service.pushes.set({ aesKey: "a".repeat(43) });
  service.phone().say("秘密");
  await service.pushes.settled();
  const { url: address, body = "" } = got[0] ?? {};
  expect(Object.keys(JSON.parse(body))).toEqual(["ToUserName", "Encrypt"]);
  const asked = Object.fromEntries(address?.searchParams ?? []);
  expect(asked.encrypt_type).toBe("aes");
  expect(asked.msg_signature).toBe(signatureOf(["t0ken", asked.timestamp ?? "", asked.nonce ?? "", JSON.parse(body).Encrypt]));
});

test("what is not answered with success in time is pushed three times in all", async () => {
  answer = (_, count) => (count < 3 ? { status: 500 } : { body: "success" });
  service.phone().say("在吗");
  expect(await service.pushes.settled()).toMatchObject([{ tries: 3, isTaken: true }]);
  answer = () => ({ body: "ok" });
  service.phone().say("在吗");
  expect(await service.pushes.settled()).toMatchObject([{ tries: 3, isTaken: false }]);
  service.pushes.set({ answerWithinMs: 30 });
  answer = () => ({ body: "success", afterMs: 200 });
  service.phone().say("在吗");
  expect(await service.pushes.settled()).toMatchObject([{ tries: 3, isTaken: false }]);
});

test("pushes can be held, doubled and put out of order", async () => {
  service.pushes.hold();
  const phone = service.phone();
  for (const words of ["一", "二"]) phone.say(words);
  const delivered = await service.pushes.release((kept) => [...kept, ...kept].reverse());
  expect(delivered).toHaveLength(4);
  const heard = got.map(({ body }) => String(JSON.parse(body).Content));
  expect(heard.filter((words) => words.length === 1).sort()).toEqual(["一", "一", "二", "二"]);
  await service.pushes.settled();
});

test("a row of one stands without its list in JSON, and in a part of the event in XML", async () => {
  const phone = service.phone();
  phone.answerPopup({ T1: "accept" });
  phone.answerPopup({ T1: "accept", T2: "reject" });
  await service.pushes.settled();
  service.pushes.set({ format: "xml" });
  phone.turnOff("T1");
  await service.pushes.settled();
  const [one, two] = got.map(({ body }) => body);
  expect(JSON.parse(one ?? "").List).toEqual({ TemplateId: "T1", SubscribeStatusString: "accept", PopupScene: "0" });
  expect(JSON.parse(two ?? "").List).toHaveLength(2);
  expect(got[2]?.body).toMatch(/<SubscribeMsgChangeEvent><List><TemplateId><!\[CDATA\[T1\]\]><\/TemplateId>/);
});

test.each([
  [{ touser: "o-nobody", msgtype: "text", text: { content: "好" } }, 40003],
  [{ msgtype: "voice", voice: {} }, 40008],
  [{ msgtype: "text" }, 47001],
  [{ msgtype: "text", text: { content: "" } }, 44004],
  [{ msgtype: "text", text: { content: "好".repeat(683) } }, 45002],
  [{ msgtype: "image", image: { media_id: "x" } }, 40007],
  [{ msgtype: "link", link: { title: "x" } }, 47001],
  [{ msgtype: "text", text: { content: "好".repeat(682) } }, 0],
])("a customer message with %j is answered as WeChat does", async (body, errcode) => {
  const phone = service.phone();
  phone.say("在吗");
  expect(await send({ touser: phone.openid, ...body })).toBe(errcode);
  await service.pushes.settled();
});

test.each([
  ["thing1", "一二三四五六七八九十一二三四五六七八九十", true],
  ["thing1", "一二三四五六七八九十一二三四五六七八九十一", false],
  ["thing1", "两\n行", false],
  ["number2", "12.5", true],
  ["letter3", "A37", false],
  ["symbol4", "!!!!!!", false],
  ["character_string5", "A37-1", true],
  ["time6", "2026年11月24日 09:00~10:00", true],
  ["time6", "明天", false],
  ["date7", "2026-11-24", true],
  ["amount8", "¥12.50元", true],
  ["phone_number9", "+86-0766-66888866", true],
  ["car_number10", "粤A8Z888挂", true],
  ["name11", "张姐", true],
  ["name11", "张姐1", false],
  ["phrase12", "找到人了吗呢", false],
  ["thing", "x", false],
  ["other1", "x", false],
])("in %s 「%s」 is taken: %s", (field, value, isTaken) => {
  expect(isAllowed(field, value)).toBe(isTaken);
});

test("another process takes somebody's phone by the control interface", async () => {
  const control = (path: string, body: unknown = {}) => post(`/_control/service${path}`, body);
  const { openid } = await control("/phone");
  expect(await control("/say", { openid, text: "在吗" })).toEqual({ id: expect.stringMatching(/^\d{17}$/) });
  await control("/image", { openid });
  await control("/templates", { id: "T9", fields: ["thing1"] });
  expect(await control("/popup", { openid, answers: { T9: "accept" } })).toMatchObject({ T9: "accept" });
  await send({ touser: openid, msgtype: "text", text: { content: "在的" } });
  await post(`/cgi-bin/message/subscribe/send?access_token=${await token()}`, {
    touser: openid,
    template_id: "T9",
    data: { thing1: { value: "好" } },
  });
  expect(await control("/phone", { openid })).toMatchObject({
    messages: [{ kind: "text", text: "在的" }],
    notices: [{ templateId: "T9", data: { thing1: "好" } }],
    left: { messages: 4 },
  });
  await service.pushes.settled();
  expect(got.map(({ body }) => JSON.parse(body).Event ?? JSON.parse(body).MsgType)).toEqual([
    "text",
    "image",
    "subscribe_msg_popup_event",
    "subscribe_msg_sent_event",
  ]);
});
