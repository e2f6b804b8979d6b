import { afterAll, beforeEach, expect, test } from "vitest";
import { openNetwork } from "../../bot/local-puppet/network/index.ts";
import { addTestPeople, coordinator, resident, room, volunteer } from "../../bot/local-puppet/network/test-network.ts";
import { openAuditTrail } from "../../src/audit/index.ts";
import { catalogOf } from "../../src/catalog/index.ts";
import { openQueues } from "../../src/outbox/index.ts";
import { openRequest } from "../../src/request/index.ts";
import { findStation, settingsOf } from "../../src/station/index.ts";
import { testPlatform } from "../../test/support/stores.ts";
import { start } from "../index.ts";

const platform = await testPlatform();
await addTestPeople(platform);
const catalog = catalogOf();
const queues = openQueues(platform.redis, platform.config.keyPrefix, platform.log);
const domain = { ...platform, audit: openAuditTrail(platform), catalog, queues, settings: () => settingsOf({}) };
const simulator = { now: () => platform.clock.now(), advance: async (ms: number) => platform.clock.advance(ms) };
const station = await findStation(platform, platform.config.stationId);
const api = await start({ ...domain, simulator, station });
const bot = await openNetwork(platform);
afterAll(async () => {
  await api.stop();
  await bot.close();
  await queues.close();
});
beforeEach(async () => {
  await platform.db.collection("simMessages").deleteMany({});
});

const url = (path: string) => `http://127.0.0.1:${api.port}${path}`;
type Body = Record<string, string> & unknown[];
async function get(path: string) {
  const response = await fetch(url(path));
  return { status: response.status, body: (await response.json()) as Body };
}
async function post(path: string, body: unknown) {
  const response = await fetch(url(path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Body };
}

test("everybody of the station is listed with the role they are here for", async () => {
  await bot.deliverFromBot({ id: "n1", to: volunteer, text: "有一单" });
  const { status, body } = await get("/sim/people");
  expect(status).toBe(200);
  expect(body).toHaveLength(6);
  expect(body).toContainEqual(
    expect.objectContaining({ id: coordinator, name: "赵社工", role: "coordinator", communityId: "PL01", lastSeq: 0 }),
  );
  expect(body).toContainEqual(expect.objectContaining({ id: volunteer, role: "volunteer", lastSeq: 1 }));
});

test("the station room is listed with who sits in it", async () => {
  const { body } = await get("/sim/rooms");
  expect(body).toEqual([{ id: room, name: "泊里社工站工作群", memberIds: [coordinator, "PL-S0002"] }]);
});

test("a message is taken with 202 and can be read by its sender, after a place in the log or from the start", async () => {
  const { status, body } = await post("/sim/messages", { from: resident, text: "我要人陪我去医院" });
  expect(status).toBe(202);
  expect(body).toEqual({ id: expect.any(String) });
  await bot.deliverFromBot({ id: "n1", to: resident, text: "收到了" });
  const at = platform.clock.now().toISOString();
  const all = await get(`/sim/messages?person=${resident}`);
  expect(all.body).toEqual([
    { seq: 1, from: resident, text: "我要人陪我去医院", at },
    { seq: 2, from: "yimi", text: "收到了", at },
  ]);
  const later = await get(`/sim/messages?person=${resident}&after=1`);
  expect(later.body).toHaveLength(1);
});

test("what is written in the room is seen there, with the room named", async () => {
  await post("/sim/messages", { from: coordinator, room, text: "确认 A37 2" });
  const seen = await get(`/sim/messages?person=${coordinator}&after=0`);
  expect(seen.body).toMatchObject([{ from: coordinator, room, text: "确认 A37 2" }]);
  expect((await get(`/sim/messages?person=${resident}&after=0`)).body).toEqual([]);
});

test("a client message id sent twice counts once", async () => {
  const message = { from: resident, text: "在吗", clientId: "c-1" };
  const [first, second] = await Promise.all([post("/sim/messages", message), post("/sim/messages", message)]);
  expect(second.status).toBe(202);
  expect(second.body.id).toBe(first.body.id);
  expect((await get(`/sim/messages?person=${resident}`)).body).toHaveLength(1);
});

test.each([
  ["no text", { from: resident }, 400, "http.invalid"],
  ["an empty text", { from: resident, text: "  " }, 400, "http.invalid"],
  ["a field nobody knows", { from: resident, text: "在吗", admin: true }, 400, "http.invalid"],
  ["a stranger", { from: "PL-R9999", text: "在吗" }, 404, "sim.unknown-person"],
  ["a room that is not there", { from: coordinator, room: "XX-room", text: "在吗" }, 404, "sim.unknown-room"],
  ["a resident in the station room", { from: resident, room, text: "在吗" }, 403, "sim.not-in-room"],
])("a message with %s is refused in words", async (_, message, status, code) => {
  const answer = await post("/sim/messages", message);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ status, code, type: `urn:yimi:error:${code}`, title: expect.any(String) });
});

test("a text of letters that is no JSON and a text too large are refused", async () => {
  const headers = { "Content-Type": "application/json" };
  const broken = await fetch(url("/sim/messages"), { method: "POST", headers, body: "{" });
  expect(broken.status).toBe(400);
  const large = await fetch(url("/sim/messages"), { method: "POST", headers, body: JSON.stringify({ text: "长".repeat(40_000) }) });
  expect(large.status).toBe(413);
  expect(large.headers.get("content-type")).toContain("application/problem+json");
});

test("the clock is read and moved forward by a duration, never back", async () => {
  const before = Date.parse(String((await get("/sim/clock")).body.now));
  const moved = await post("/sim/clock", { advance: "PT1H" });
  expect(moved.status).toBe(200);
  expect(Date.parse(String(moved.body.now)) - before).toBe(3_600_000);
  expect((await post("/sim/clock", { advance: "-PT1H" })).status).toBe(400);
  expect((await post("/sim/clock", { advance: "tomorrow" })).status).toBe(400);
});

test("a request nobody knows is not found, and without a code the open ones are listed", async () => {
  expect(await get("/sim/requests?code=Z99")).toMatchObject({ status: 404, body: { code: "sim.unknown-request" } });
  expect(await get("/sim/requests")).toEqual({ status: 200, body: [] });
});

test("a request is shown with its state and how it came there, by its code or in the list", async () => {
  const opening = {
    key: "m1/0",
    by: { role: "resident", personId: resident },
    source: "chat",
    stationId: "PL",
    itemCode: "EL01",
  } as const;
  const said = { requesterId: resident, beneficiaryId: resident, communityId: "PL01", gridId: "PL01-G1", said: "陪我去医院" };
  const wish = { startAt: new Date("2026-11-24T01:00:00Z") };
  const { request } = await openRequest(domain, { ...opening, ...said, wish });

  const at = platform.clock.now().toISOString();
  expect((await get(`/sim/requests?code=${request.code.toLowerCase()}`)).body).toEqual({
    code: request.code,
    status: "collecting",
    item: "EL01",
    startAt: "2026-11-24T01:00:00.000Z",
    offers: [],
    assignments: [],
    rating: null,
    history: [{ at, event: "open", from: "-", to: "collecting", by: { role: "resident", personId: resident } }],
  });
  expect((await get("/sim/requests")).body).toMatchObject([{ code: request.code, status: "collecting", itemName: "陪同就医" }]);
});

test("a page that listens is told of new messages and of who is being answered", async () => {
  const leave = new AbortController();
  const response = await fetch(url("/sim/events"), { signal: leave.signal });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  let heard = "";
  const reading = (async () => {
    for await (const chunk of response.body as ReadableStream<Uint8Array>) heard += new TextDecoder().decode(chunk);
  })().catch(() => undefined);
  await expect.poll(() => heard).toContain("event: hello");
  bot.hint({ kind: "typing", to: resident });
  await expect.poll(() => heard).toContain(`event: typing\ndata: {"to":"${resident}"}`);
  await bot.deliverFromBot({ id: "n1", to: resident, text: "收到了" });
  await expect.poll(() => heard, { timeout: 3_000 }).toMatch(/event: message\ndata: \{"seq":1,"person":"PL-R0001","from":"yimi"\}/);
  leave.abort();
  await reading;
});
