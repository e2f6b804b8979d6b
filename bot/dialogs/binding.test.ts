/** From the coordinator's 「绑定」 to three short messages on the phone, with the whole bot and WeChat's stand-in between. */
import { afterAll, beforeEach, expect, test } from "vitest";
import { openApp } from "../../src/app.ts";
import { findBinding, seeBinding } from "../../src/channel/index.ts";
import { createLog } from "../../src/platform/index.ts";
import { findOpenOf } from "../../src/request/index.ts";
import {
  findConsents,
  findPeople,
  findPersonByIdentity,
  identitiesOf,
  listByRole,
  type Person,
  updatePerson,
} from "../../src/station/index.ts";
import { testClock, testConfig } from "../../test/support/stores.ts";
import { startWechatServer } from "../../test/support/wechat-server/index.ts";
import { until } from "../ilink-puppet/test-ilink.ts";
import { start } from "../index.ts";
import { chatOf } from "./staff-chat.ts";

const clock = testClock();
const server = await startWechatServer({ clock });
const { ilink } = server.world;
ilink.set({ longPollMs: 400 });
const config = {
  ...(await testConfig()),
  hasDemo: true,
  channels: ["local", "ilink"],
  ilinkBaseUrl: server.url,
  publicUrl: "https://yimi.example.org",
};
const app = await openApp(config, { clock, log: createLog("silent") });
const { deps } = app;
const bot = await start(deps);
afterAll(async () => {
  await bot.stop();
  await deps.db.dropDatabase();
  await app.stop();
  await server.stop();
});

const [coordinator, , supervisor] = await Promise.all([chatOf(deps, "PL-S002"), null, listByRole(deps, "PL", "supervisor")]);
const residents = (await listByRole(deps, "PL", "resident")).filter(({ roles, helper }) => roles.length === 1 && !helper);
const taken = residents.filter(({ name }) => residents.filter((one) => one.name === name).length === 1).values();
let phones = 0;

const nextResident = (): Person => {
  const { value } = taken.next();
  if (!value) throw new Error("the demo town has more residents than that");
  return value;
};
function newPhone() {
  phones += 1;
  return ilink.phone(`phone ${phones}`);
}
type Phone = ReturnType<typeof newPhone>;

async function scan(phone: Phone, link: string): Promise<string> {
  const id = link.split("/").at(-1) ?? "";
  for (let tries = 0; tries < 200; tries++) {
    await seeBinding(deps, id);
    const { qr } = await findBinding(deps, id);
    if (qr) {
      phone.scan(qr.link);
      phone.confirm();
      await until(async () => !["open", "shown", "scanned"].includes((await findBinding(deps, id)).state));
      return id;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("no code is shown");
}

async function ticketFor(person: Person): Promise<string> {
  const words = await coordinator.says(`绑定 ${person.name}`);
  return /https:\/\/yimi\.example\.org\/bind\/[\w-]+/.exec(words)?.[0] ?? words;
}

/** Says it and gives back what the bot answers. */
async function says(phone: Phone, text: string, answers: RegExp): Promise<string> {
  const after = phone.bubbles.length;
  clock.advance(1_000);
  phone.say(text);
  return (await phone.sees(answers, { after, limitMs: 8_000 })).text;
}

const placeOf = (person: Person) => deps.station.communities.find(({ id }) => id === person.communityId)?.shortNames[0] ?? "";
const deskNotices = async () =>
  (
    await deps.db.collection<{ _id: string; kind: string; to: string }>("notices").find({ kind: "desk.binding", to: "PL-S002" }).toArray()
  ).map(({ _id }) => _id);

async function bound(person: Person): Promise<Phone> {
  const phone = newPhone();
  await scan(phone, await ticketFor(person));
  await says(phone, "你好", /名字/);
  await says(phone, person.phone.slice(-4), /同意/);
  await says(phone, "同意", /不想用了/);
  return phone;
}

beforeEach(() => void ilink.set({ longPollMs: 400 }));

test("a coordinator's link, a scan, the name, a yes: greeted in three short messages and on record", async () => {
  const person = nextResident();
  const phone = newPhone();
  await scan(phone, await ticketFor(person));
  expect(await says(phone, "喂", /./)).toMatch(/名字/);
  expect(await says(phone, `我叫${person.name},住${placeOf(person)}`, /./)).toMatch(/同意/);
  const before = phone.heard().length;
  await says(phone, "好", /不想用了/);
  const greetings = phone
    .heard()
    .slice(before)
    .map(({ text }) => text);
  expect(greetings).toHaveLength(3);
  for (const words of greetings) expect(words.length).toBeLessThan(50);
  expect(await findPersonByIdentity(deps, "ilink", phone.userId)).toMatchObject({ id: person.id });
  expect(await findConsents(deps, person.id)).toContainEqual(expect.objectContaining({ purpose: "service" }));
  expect(await says(phone, "有啥服务", /./)).toMatch(/社工站能帮这些/);
});

test("who asks for something before they are known need not say it twice", async () => {
  const person = nextResident();
  const phone = newPhone();
  await scan(phone, await ticketFor(person));
  expect(await says(phone, "后天上午能派人陪我去人民医院吗", /./)).toMatch(/记下了.*名字/);
  expect(await says(phone, "再帮我买袋大米", /./)).toMatch(/记下了.*名字/);
  expect(await says(phone, `我叫${person.name},住${placeOf(person)}`, /./)).toMatch(/同意/);
  expect(await says(phone, "还要等多久,家里灯也坏了,来个人修修", /./)).toMatch(/记下了.*同意/);
  clock.advance(1_000);
  const before = phone.bubbles.length;
  phone.say("同意");
  await phone.sees(/不想用了/, { after: before, limitMs: 8_000 });
  await phone.sees(/陪诊|医院/, { after: before, limitMs: 8_000 });
  const requests = await findOpenOf(deps, person.id);
  expect(requests.map(({ itemCode }) => itemCode).toSorted()).toEqual(["EL01", "EL02", "EL07"]);
});

test("a wish of another day is asked for again, and who declines leaves none behind", async () => {
  const [person, other] = [nextResident(), nextResident()];
  const phone = newPhone();
  await scan(phone, await ticketFor(person));
  expect(await says(phone, "明天上午能派人陪我去人民医院吗", /./)).toMatch(/记下了/);
  await says(phone, person.phone.slice(-4), /同意/);
  clock.advance(24 * 3_600_000);
  expect(await says(phone, "同意", /还要办/)).toMatch(/「明天上午能派人陪我去人民医院吗」/);
  expect(await findOpenOf(deps, person.id)).toEqual([]);

  const refusing = newPhone();
  const id = await scan(refusing, await ticketFor(other));
  await says(refusing, "明天上午能派人陪我去人民医院吗", /记下了/);
  expect((await findBinding(deps, id)).wishes).toHaveLength(1);
  expect(JSON.stringify(await deps.db.collection("ilinkBindings").findOne({ _id: id as never }))).not.toContain("人民医院");
  await says(refusing, other.phone.slice(-4), /同意/);
  await says(refusing, "不同意", /什么都不会留下/);
  expect((await findBinding(deps, id)).wishes).toEqual([]);
});

test("the same person asked for twice is the same link; several of a name are asked apart; others may not make any", async () => {
  const person = nextResident();
  expect(await ticketFor(person)).toBe(await ticketFor(person));
  expect(await coordinator.says("绑定")).toMatch(/绑定 王秀兰/);
  expect(await coordinator.says("绑定 诸葛无此人")).toMatch(/没找到/);
  expect(await coordinator.says(`绑定 ${supervisor[0]?.name}`)).toMatch(/督导/);
  expect(await coordinator.says(`绑定 ${person.name}`, { inRoom: true })).not.toMatch(/https/);
  const neighbour = await chatOf(deps, person.id);
  expect(await neighbour.says(`绑定 ${person.name}`)).not.toMatch(/https/);
});

test("a second who scans the same ticket is refused and told kindly", async () => {
  const person = nextResident();
  const link = await ticketFor(person);
  const [first, second] = [newPhone(), newPhone()];
  const id = link.split("/").at(-1) ?? "";
  await seeBinding(deps, id);
  await until(async () => (await findBinding(deps, id)).qr !== undefined);
  const { qr } = await findBinding(deps, id);
  first.scan(qr?.link ?? "");
  expect(() => second.scan(qr?.link ?? "")).toThrow(); // WeChat itself
  first.confirm();
  await until(async () => (await findBinding(deps, id)).state === "linked");
  expect((await seeBinding(deps, id)).qr).toBeUndefined(); // nothing is shown any more
});

test("who guesses three times is left to a coordinator, who says who it is; they hear of it", async () => {
  const person = nextResident();
  const phone = newPhone();
  await scan(phone, await ticketFor(nextResident()));
  await says(phone, "你好", /名字/);
  const before = await deskNotices();
  for (const guess of ["1111", "2222"]) await says(phone, guess, /没对上/);
  await says(phone, "3333", /社工来核对/);
  await says(phone, "还在吗", /社工来核对/);
  const told = (await deskNotices()).filter((id) => !before.includes(id));
  expect(told).toHaveLength(1);
  const stored = await deps.db.collection<{ chatUserId: string; code: string }>("ilinkBindings").findOne({ chatUserId: phone.userId });
  expect(await findPersonByIdentity(deps, "ilink", phone.userId)).toBeNull();
  expect(await coordinator.says(`认定 ${stored?.code}`)).toMatch(/请写上是谁/);
  expect(await coordinator.says(`认定 ${stored?.code} ${person.name}`)).toMatch(/就是/);
  await phone.sees(/社工核对好了/, { limitMs: 8_000 });
  expect(await findPersonByIdentity(deps, "ilink", phone.userId)).toMatchObject({ id: person.id });
});

test("danger is answered at once, known or not, and the coordinators hear of it", async () => {
  const phone = newPhone();
  await scan(phone, await ticketFor(nextResident()));
  const before = (await deskNotices()).length;
  expect(await says(phone, "我胸口疼得厉害,喘不上气", /./)).toMatch(/120/);
  expect(await deskNotices()).toHaveLength(before + 1);
});

test("who wants it no more says so twice, is answered, and is asked nothing again", async () => {
  const person = nextResident();
  const phone = await bound(person);
  expect(await says(phone, "解绑", /./)).toMatch(/确定解绑/);
  expect(await says(phone, "确定解绑", /./)).toMatch(/已经断开/);
  expect(await identitiesOf(deps, [person.id])).not.toContainEqual(expect.objectContaining({ channel: "ilink" }));
  clock.advance(60_000);
  await until(async () => phone.account?.isStarted === false);
});

test("a lost phone: the coordinator ends the chat, and another one may be bound", async () => {
  const person = nextResident();
  const phone = await bound(person);
  expect(await coordinator.says(`解绑 ${person.name}`)).toMatch(/断开了/);
  expect(await coordinator.says(`解绑 ${person.name}`)).toMatch(/没有扫码/);
  await until(async () => phone.account?.isStarted === false);
  const other = await bound(person);
  expect(await findPersonByIdentity(deps, "ilink", other.userId)).toMatchObject({ id: person.id });
});

test("who is bound already is never bound anew by themself: a coordinator decides", async () => {
  const person = nextResident();
  const phone = await bound(person);
  const other = newPhone();
  await scan(other, await ticketFor(person));
  await says(other, "你好", /名字/);
  await says(other, person.phone.slice(-4), /社工来核对/);
  expect((await identitiesOf(deps, [person.id])).filter(({ channel }) => channel === "ilink").map(({ chatUserId }) => chatUserId)).toEqual([
    phone.userId,
  ]);
});

test("no is no: what was said is forgotten", async () => {
  const phone = newPhone();
  const person = nextResident();
  const id = await scan(phone, await ticketFor(person));
  await says(phone, "你好", /名字/);
  await says(phone, person.phone.slice(-4), /同意/);
  await says(phone, "今天星期几", /愿意的话/);
  await says(phone, "不同意", /什么都不会留下/);
  expect(await findBinding(deps, id)).toMatchObject({ state: "closed", told: [] });
});

test("a daughter who scans for her mother becomes herself, and may ask for her", async () => {
  const [mother, daughter] = [nextResident(), nextResident()];
  await updatePerson(deps, daughter.id, { family: [] });
  const phone = newPhone();
  await scan(phone, await ticketFor(mother));
  await says(phone, "你好", /名字/);
  await says(phone, `我是${mother.name}的女儿`, /社工来核对/);
  const stored = await deps.db.collection<{ chatUserId: string; code: string }>("ilinkBindings").findOne({ chatUserId: phone.userId });
  expect(await coordinator.says(`认定 ${stored?.code} ${daughter.name} 替妈`)).toMatch(/就是/);
  const [after] = await findPeople(deps, [daughter.id]);
  expect(after?.family).toContainEqual({ personId: mother.id, relation: "妈" });
});

test("voices are understood by WeChat's transcript and shown to the desk as such; without one, and for files, words are asked for", async () => {
  const person = nextResident();
  const phone = await bound(person);
  const next = async (said: Parameters<Phone["say"]>[0], answers: RegExp) => {
    const after = phone.bubbles.length;
    clock.advance(1_000);
    phone.say(said);
    return (await phone.sees(answers, { after, limitMs: 8_000 })).text;
  };
  expect(await next({ voice: {} }, /./)).toMatch(/没听清/);
  expect(await next({ image: Buffer.from("x") }, /./)).toMatch(/图片/);
  expect(await next({ file: Buffer.from("x"), name: "病历.pdf" }, /./)).toMatch(/文件/);
  expect(await next({ voice: { transcript: "明天上午九点陪我去区医院看病" } }, /./)).toMatch(/陪同就医/);
  await next("对", /./);
  const stored = await deps.db.collection<{ requesterId: string }>("serviceRequests").findOne({ requesterId: person.id });
  const { findRequest } = await import("../../src/request/index.ts");
  expect((await findRequest(deps, String(stored?._id))).said).toMatch(/^\(语音\)/);
});

test("the yes that bound somebody, come again after a crash, greets them again and nobody is asked twice", async () => {
  const person = nextResident();
  const phone = await bound(person);
  const stored = await deps.db.collection<{ chatUserId: string; boundBy: string }>("ilinkBindings").findOne({ chatUserId: phone.userId });
  const { answer } = await import("../answer.ts");
  const message = {
    id: stored?.boundBy ?? "",
    personChatId: phone.userId,
    channel: "ilink",
    text: "同意",
    kind: "text" as const,
    at: clock.now(),
  };
  expect((await answer(deps, message, person, null)).say).toHaveLength(3);
  expect((await answer(deps, { ...message, id: "another" }, person, null)).say).not.toHaveLength(3);
});

test("nothing of how somebody was bound is readable where it is stored, and all of it is forgotten with them", async () => {
  const person = nextResident();
  const phone = newPhone();
  const id = await scan(phone, await ticketFor(person));
  await says(phone, "你好", /名字/);
  await says(phone, `我是${person.name}`, /社区/);
  const raw = async () =>
    JSON.stringify([
      await deps.db.collection<{ _id: string }>("ilinkBindings").findOne({ _id: id }),
      await deps.db.collection("ilinkAccounts").find().toArray(),
    ]);
  expect(await raw()).not.toContain(person.name);
  for (const { token } of ilink.accounts.all) expect(await raw()).not.toContain(token);
  await says(phone, person.phone.slice(-4), /同意/);
  await says(phone, "同意", /不想用了/);
  const { forgetPerson } = await import("../../src/request/index.ts");
  await forgetPerson(deps, person.id);
  for (const name of ["ilinkBindings", "ilinkAccounts", "chatWindows", "identities"])
    expect(JSON.stringify(await deps.db.collection(name).find().toArray()), name).not.toMatch(new RegExp(`${phone.userId}|${person.id}`));
});
