import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { startWechatServer, usualApp } from "../../test/support/wechat-server/index.ts";
import { findNotice, settleNotice, storeNotices } from "../outbox/index.ts";
import { openWechat } from "../platform/index.ts";
import { noticeKinds } from "../request/index.ts";
import { addPerson, addStation, bindIdentity } from "../station/index.ts";
import { forgetChats } from "./end-chats.ts";
import { openPushedMessages } from "./pushed-messages.ts";
import { readSubscribeTemplates, serviceName, subscribeNotices } from "./subscribe-templates.ts";
import { fitValue } from "./subscribe-values.ts";
import { openSubscriptions, type SubscribeNotice } from "./subscriptions.ts";

const platform = await testPlatform();
const { clock } = platform;
const server = await startWechatServer({ clock });
afterAll(() => server.stop());
const { service, troubles } = server.world;
const sendPath = "/cgi-bin/message/subscribe/send";

await addStation(platform, { id: "PL", name: "泊里镇社会工作站", shortName: "泊里社工站", town: "泊里镇", communities: [], teams: [] });

const folder = mkdtempSync(path.join(tmpdir(), "yimi-templates-"));
afterAll(() => rmSync(folder, { recursive: true }));
function fileOf(content: unknown): string {
  const file = path.join(folder, `${Math.random()}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}
const templates = readSubscribeTemplates(
  fileOf([
    { use: "progress", templateId: "T-progress", fields: { thing2: "service", phrase1: "status", name5: "helper", thing7: "advice" } },
    { use: "reminder", templateId: "T-reminder" },
    { use: "task", templateId: "T-task", isLasting: true },
    { use: "rating", templateId: "T-rating" },
  ]),
);
service.templates.push(
  { id: "T-progress", fields: ["thing2", "phrase1", "name5", "thing7"] },
  { id: "T-reminder", fields: ["thing1", "time2", "thing3"] },
  { id: "T-task", fields: ["character_string1", "phrase2", "thing3"], isLasting: true },
  { id: "T-rating", fields: ["thing1", "thing2"] },
);

const wechat = openWechat({ ...platform, config: { wechat: { ...usualApp, baseUrl: server.url } } });
const subscriptions = openSubscriptions({ ...platform, wechat }, templates);

let personId: string;
let phone: ReturnType<typeof service.phone>;
let people = 0;
let notices = 0;
beforeEach(async () => {
  troubles.clear();
  clock.advance(24 * 60 * 60_000);
  personId = `PL-R${String(++people).padStart(4, "0")}`;
  phone = service.phone();
  const unknown = { birthDate: "", communityId: "PL01", gridId: "", phone: "", address: "" };
  const named = { id: personId, stationId: "PL", name: "王秀兰", calledAs: "王阿姨", gender: "female", roles: ["resident"] } as const;
  await addPerson(platform, { ...named, roles: ["resident"], ...unknown, tags: [], family: [], blockedHelperIds: [] });
  await bindIdentity(platform, { channel: "service", chatUserId: phone.openid, personId });
});

const facts = {
  requestId: "r 1",
  code: "A37",
  service: "助餐送餐",
  startAt: new Date("2026-11-24T01:00:00Z"),
  helper: "张姐",
  station: "泊里社工站",
};
const notice = (kind: string, changed: Partial<SubscribeNotice> = {}): SubscribeNotice => ({
  id: `n${++notices}`,
  kind,
  personId,
  facts,
  ...changed,
});
async function accept(templateId: string): Promise<void> {
  clock.advance(10 * 60_000);
  await subscriptions.answered(personId, phone.answerPopup({ [templateId]: "accept" }), `key-${clock.now().getTime()}`);
}

test("a notice goes out once for each time the person agreed, filled as the template wants it", async () => {
  const found = notice("resident.found");
  expect(await subscriptions.offers(found)).toBe(false);
  expect(await subscriptions.send(found)).toEqual({ sent: "no", because: "not_agreed" });
  await accept("T-progress");
  expect(await subscriptions.offers(found)).toBe(true);
  expect(await subscriptions.send(found)).toEqual({ sent: "yes" });
  expect(await subscriptions.send(found)).toEqual({ sent: "yes" });
  const data = { thing2: "助餐送餐", phrase1: "找到人了", name5: "张姐", thing7: "按约定时间来帮您,有变化随时说" };
  expect(phone.notices).toMatchObject([{ templateId: "T-progress", data, page: "pages/request/request?id=r%201" }]);
  expect(await subscriptions.offers(notice("resident.late"))).toBe(false);
});

test("a notice without a template of the station, or whose template cannot be filled, is not offered", async () => {
  await accept("T-progress");
  await accept("T-reminder");
  expect(await subscriptions.offers(notice("helper.offer"))).toBe(false);
  expect(await subscriptions.offers(notice("resident.nudge"))).toBe(false);
  const { startAt, ...without } = facts;
  expect(await subscriptions.offers(notice("resident.tomorrow", { facts: without }))).toBe(false);
  expect(await subscriptions.offers(notice("resident.tomorrow"))).toBe(true);
  expect(await subscriptions.send(notice("resident.tomorrow", { personId: "PL-R9999" }))).toMatchObject({ because: "no_template" });
});

test("one pop-up that the page and WeChat both tell of is one agreement", async () => {
  const answers = phone.answerPopup({ "T-progress": "accept", "T-reminder": "reject", "T-unknown": "accept" });
  await subscriptions.answered(personId, answers, "key-1");
  const event = {
    id: "e-1",
    openId: phone.openid,
    at: clock.now(),
    what: "answered",
    answers: [{ templateId: "T-progress", isAccepted: true }],
  } as const;
  await subscriptions.happened(event);
  await subscriptions.happened(event);
  expect(await subscriptions.send(notice("resident.found"))).toEqual({ sent: "yes" });
  expect(await subscriptions.send(notice("resident.late"))).toEqual({ sent: "no", because: "not_agreed" });
});

describe("when something goes wrong", () => {
  test("what was surely not sent uses up nothing, and goes out later", async () => {
    await accept("T-progress");
    const found = notice("resident.found");
    troubles.add({ path: sendPath, errcode: 45009, times: 1 });
    expect(await subscriptions.send(found)).toMatchObject({ sent: "no", because: "too_often" });
    expect(await subscriptions.send(notice("resident.late"))).toEqual({ sent: "yes" });
    expect(await subscriptions.send(found)).toEqual({ sent: "no", because: "not_agreed" });
  });

  test("a lost answer leaves the agreement with its notice: tried again it arrives once, sent or not the first time", async () => {
    for (const does of ["lose", "drop"] as const) {
      await accept("T-progress");
      const before = phone.notices.length;
      const found = notice("resident.found");
      troubles.add({ path: sendPath, does, times: 1 });
      expect(await subscriptions.send(found)).toMatchObject({ sent: "perhaps", because: "away" });
      expect(await subscriptions.send(notice("resident.late"))).toMatchObject({ because: "not_agreed" });
      expect(await subscriptions.send(found)).toEqual({ sent: "yes" });
      expect(phone.notices).toHaveLength(before + 1);
    }
  });

  test("when WeChat knows of no agreement ours are void, and the person is asked again", async () => {
    await accept("T-progress");
    await accept("T-progress");
    service.grants.refuse(phone.openid, "T-progress");
    expect(await subscriptions.send(notice("resident.found"))).toMatchObject({ sent: "no", because: "not_agreed" });
    expect(await subscriptions.offers(notice("resident.found"))).toBe(false);
    expect((await subscriptions.wanted(personId, "submitted")).map(({ use }) => use)).toContain("progress");
  });

  test("what somebody turned off in their settings is void at once", async () => {
    await accept("T-progress");
    phone.turnOff("T-progress");
    const answers = [{ templateId: "T-progress", isAccepted: false }];
    await subscriptions.happened({ id: "e-2", openId: phone.openid, at: clock.now(), what: "changed", answers });
    expect(await subscriptions.offers(notice("resident.found"))).toBe(false);
    expect((await subscriptions.wanted(personId, "submitted")).map(({ use }) => use)).toEqual(["reminder", "rating"]);
    clock.advance(7 * 24 * 60 * 60_000 + 1);
    expect((await subscriptions.wanted(personId, "submitted")).map(({ use }) => use)).toEqual(["progress", "reminder", "rating"]);
  });
});

describe("when WeChat tells what became of a message", () => {
  let events = 0;
  const told = (isAccepted: boolean) => {
    const answers = [{ templateId: "T-progress", isAccepted }];
    return subscriptions.happened({ id: `e-sent-${++events}`, openId: phone.openid, at: clock.now(), what: "sent", answers });
  };
  async function sendStored(): Promise<string> {
    await accept("T-progress");
    const found = notice("resident.found");
    const now = clock.now();
    await storeNotices(platform, [{ id: found.id, stationId: "PL", kind: found.kind, to: personId, createdAt: now, sendAt: now }]);
    expect(await subscriptions.send(found)).toEqual({ sent: "yes" });
    await settleNotice(platform, found.id, { status: "sent" });
    return found.id;
  }

  test("one that has arrived stays as it is", async () => {
    const id = await sendStored();
    await told(true);
    await told(false);
    expect(await findNotice(platform, id)).toMatchObject({ status: "sent" });
  });

  test("one that has not arrived after all is on the call list", async () => {
    const id = await sendStored();
    await told(false);
    expect(await findNotice(platform, id)).toMatchObject({ status: "failed", why: "not_arrived" });
  });
});

describe("what the mini-program asks for", () => {
  const uses = async (moment: "submitted" | "accepted" | "checked_out") =>
    (await subscriptions.wanted(personId, moment)).map(({ use }) => use);

  test("fits the moment, three at most, and only what the station has set up", async () => {
    expect(await uses("submitted")).toEqual(["progress", "reminder", "rating"]);
    expect(await uses("accepted")).toEqual(["task"]);
    expect(await uses("checked_out")).toEqual([]);
    expect(await subscriptions.wanted("PL-R9999", "submitted")).toEqual([]);
  });

  test("holds no lasting template beside others: WeChat takes them in different calls only", async () => {
    const offer = {
      ...templates[0],
      templateId: "T-offer",
      use: "offer",
      moments: ["accepted"],
      isLasting: false,
    } as (typeof templates)[number];
    const both = openSubscriptions({ ...platform, wechat }, [...templates, offer]);
    expect((await both.wanted(personId, "accepted")).map(({ use }) => use)).toEqual(["task"]);
    await accept("T-task");
    expect((await both.wanted(personId, "accepted")).map(({ use }) => use)).toEqual(["offer"]);
  });

  test("leaves out what was refused within a week, and what is in hand already", async () => {
    await subscriptions.answered(personId, { "T-reminder": "reject" }, "key-1");
    for (let i = 0; i < 3; i++) await accept("T-progress");
    await accept("T-task");
    expect(await uses("submitted")).toEqual(["rating"]);
    expect(await uses("accepted")).toEqual([]);
    clock.advance(7 * 24 * 60 * 60_000 + 1);
    expect(await uses("submitted")).toEqual(["reminder", "rating"]);
  });
});

test("a lasting template is agreed to once for many notices, and each goes out once", async () => {
  await accept("T-task");
  const [first, second] = [notice("helper.cancelled"), notice("helper.time_change")];
  for (const one of [first, first, second]) expect(await subscriptions.send(one)).toEqual({ sent: "yes" });
  expect(phone.notices.map(({ data }) => data.phrase2)).toEqual(["已取消", "商量时间"]);
});

test("who is forgotten has agreed to nothing and written nothing", async () => {
  await accept("T-progress");
  const message = { id: "m-1", openId: phone.openid, kind: "text", text: "请删掉我的信息", at: clock.now(), order: "1" } as const;
  await openPushedMessages(platform).store(message, "n-1");
  await forgetChats(platform, personId);
  for (const name of ["subscribeGrants", "pushedMessages"])
    expect(await platform.db.collection(name).findOne({ openId: phone.openid })).toBeNull();
});

describe("the templates", () => {
  test("that ship say of each notice what its fields take whole", () => {
    for (const [kind, { status, advice }] of Object.entries(subscribeNotices)) {
      expect(noticeKinds).toContain(kind);
      expect(fitValue("phrase", status), kind).toBe(status);
      expect(fitValue("thing", advice), kind).toBe(advice);
    }
  });

  test("of a station's file are checked, each fault named", () => {
    expect(() => readSubscribeTemplates(fileOf("{"))).toThrow(/YIMI_SUBSCRIBE_TEMPLATES/);
    expect(() => readSubscribeTemplates(path.join(folder, "none.json"))).toThrow(/YIMI_SUBSCRIBE_TEMPLATES/);
    const wrong = [
      { use: "progress", templateId: "T-1", fields: { thingy1: "service", thing2: "address" } },
      { use: "party", templateId: "T-2" },
    ];
    expect(() => readSubscribeTemplates(fileOf(wrong))).toThrow(/0\.fields[\s\S]*1\.use/);
    expect(readSubscribeTemplates(undefined)).toEqual([]);
  });

  test("name a service, unless its name says something of health, need, children or grief", () => {
    expect(serviceName({ code: "EL04", name: "助餐送餐", flags: [] })).toBe("助餐送餐");
    expect(serviceName({ code: "EL01", name: "陪同就医", flags: ["health"] })).toBe("社区服务");
    expect(serviceName({ code: "SR05", name: "就业指导", flags: [] })).toBe("社区服务");
    expect(serviceName({ code: "AF04", name: "丧事政策与协助", flags: ["tone:condolence"] })).toBe("社区服务");
    expect(serviceName(null)).toBe("社区服务");
  });
});
