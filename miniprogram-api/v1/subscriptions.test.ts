import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { bindIdentity } from "../../src/station/index.ts";
import { startWechatServer, usualApp } from "../../test/support/wechat-server/index.ts";
import { testApi } from "../test-api.ts";

const folder = mkdtempSync(path.join(tmpdir(), "yimi-subscriptions-"));
const file = path.join(folder, "templates.json");
writeFileSync(
  file,
  JSON.stringify([
    { use: "progress", templateId: "T-progress" },
    { use: "task", templateId: "T-task" },
  ]),
);
afterAll(() => rmSync(folder, { recursive: true }));

const token = "pushToken123";
const wechat = { ...usualApp, baseUrl: "http://127.0.0.1:9" };
const api = await testApi({ config: { wechat, wechatPush: { token, aesKey: undefined }, subscribeTemplates: file } });
const server = await startWechatServer({ clock: api.deps.clock });
afterAll(() => server.stop());
const { service } = server.world;
service.pushes.set({ url: `${api.url}/wechat/push`, token, format: "xml" });

const wang = await api.as("PL-R0001");
const phone = service.phone();
const wanted = async (moment = "submitted") => (await wang.get(`/v1/subscriptions?moment=${moment}`)).body.items;
const counted = () =>
  api.deps.db
    .collection("subscribeGrants")
    .find({}, { projection: { agreements: 1 } })
    .toArray();

test("who has no mini-program is asked for nothing", async () => {
  expect(await wanted()).toEqual([]);
  await bindIdentity(api.deps, { channel: "service", chatUserId: phone.openid, personId: "PL-R0001" });
  expect(await wanted()).toEqual([{ templateId: "T-progress", use: "progress" }]);
  expect(await wanted("accepted")).toEqual([{ templateId: "T-task", use: "task" }]);
  expect((await wang.get("/v1/subscriptions?moment=never")).status).toBe(400);
});

test("what the pop-up answered is noted once, told by the page twice and by WeChat", async () => {
  const { errMsg: _, ...answers } = phone.answerPopup({ "T-progress": "accept", "T-task": "reject" });
  const key = { "Idempotency-Key": "one-and-the-same-key" };
  expect((await wang.post("/v1/subscriptions", { answers }, key)).status).toBe(204);
  expect((await wang.post("/v1/subscriptions", { answers }, key)).status).toBe(204);
  expect(await service.pushes.settled()).toMatchObject([{ isTaken: true, tries: 1 }]);
  expect((await counted()).map(({ agreements }) => agreements.length).sort()).toEqual([0, 1]);
  expect(await wanted("accepted")).toEqual([]);
});

test("what somebody turned off in the notification's settings is void", async () => {
  phone.turnOff("T-progress");
  expect(await service.pushes.settled()).toMatchObject([{ isTaken: true }]);
  expect((await counted()).every(({ agreements }) => agreements.length === 0)).toBe(true);
  expect(await wanted()).toEqual([]);
});

test("answers nobody can have given are refused", async () => {
  for (const answers of [
    { "T-progress": "maybe" },
    { "no id": "accept" },
    { T111: "accept", T222: "accept", T333: "accept", T444: "accept" },
    [],
  ])
    expect((await wang.post("/v1/subscriptions", { answers })).status).toBe(400);
  expect((await api.nobody.post("/v1/subscriptions", { answers: {} })).status).toBe(401);
});
