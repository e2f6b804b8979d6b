import { expect, test } from "vitest";
import { understand } from "../../src/language/index.ts";
import { findDueNotices } from "../../src/outbox/index.ts";
import { findOpenOf } from "../../src/request/index.ts";
import { findPeople, findPerson, listByRole } from "../../src/station/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { coordinatorDialog } from "./coordinator.ts";
import { chatOf } from "./staff-chat.ts";

const station = await demoStation();
const { deps } = station;
const liu = await chatOf(deps, "PL-S002");
const openOf = (personId: string) => findOpenOf(deps, personId);

test("a call is entered in one sentence, asks only what is missing, and is handed in", async () => {
  expect(await liu.says("代报 王秀兰 明天上午九点看病")).toMatch(/去哪家医院/);
  expect(await liu.says("区医院")).toMatch(/已替他报好.*陪同就医 · 蟠龙社区 · 明天上午9点/s);
  const [request] = await openOf("PL-R0001");
  expect(request).toMatchObject({ source: "phone_in", status: "submitted", requesterId: "PL-R0001", wish: { dest: "区医院" } });
  expect(request?.history[0]?.by).toEqual({ role: "coordinator", personId: "PL-S002" });
});

test("the same need entered again is recognised", async () => {
  expect(await liu.says("代报 王秀兰 明天上午九点看病")).toMatch(/这一单已经有了/);
  expect(await openOf("PL-R0001")).toHaveLength(1);
});

test("「代报」 alone asks for the call, then reads a natural sentence", async () => {
  expect(await liu.says("代报")).toMatch(/来电的是谁/);
  const [resident] = [station.newResident()];
  expect(await liu.says(`${resident.phone} 后天中午送饭`)).toMatch(/几个人/);
  expect(await liu.says("2个人")).toMatch(/已替他报好/);
  expect((await openOf(resident.id))[0]?.wish.headcount).toBe(2);
});

test("of several with one name it asks by community or the phone's last four", async () => {
  const residents = await listByRole(deps, "PL", "resident");
  const called = residents.find((one) => residents.filter(({ calledAs }) => calledAs === one.calledAs).length > 1);
  const same = residents.filter(({ calledAs }) => calledAs === called?.calledAs);
  const last = same.at(-1);
  expect(await liu.says(`代报 ${called?.calledAs} 明天上午九点打扫卫生`)).toMatch(
    new RegExp(`叫「${called?.calledAs}」的居民有 ${same.length} 位`),
  );
  expect(await liu.says(last?.phone.slice(-4) ?? "")).toMatch(/已替他报好/);
  expect(await openOf(last?.id ?? "")).toHaveLength(1);
});

test("somebody the register does not know is said so, with what to do", async () => {
  expect(await liu.says("代报 欧阳锋 明天打扫")).toMatch(/没找到「欧阳锋」.*先登记/);
});

test("an emergency told by phone pages everybody at once", async () => {
  const resident = station.newResident();
  expect(await liu.says(`代报 ${resident.name} 胸口疼得厉害,喘不上气`)).toMatch(/按急事呼叫大家/);
  expect((await openOf(resident.id))[0]?.status).toBe("escalated");
});

test("in the room a call is not taken: it would name people", async () => {
  expect(await liu.says("代报 王秀兰 明天打扫", { inRoom: true })).toMatch(/请私聊我/);
});

test("the list counts by what is waited for, the urgent first", async () => {
  const answer = await liu.says("今天还有几单");
  expect(answer).toMatch(/^现在 .*待审 \d/);
  expect(answer.split("\n")[1]).toMatch(/^【急】/);
  const [name] = (await findPeople(deps, ["PL-R0001"])).map((person) => person.name);
  expect(answer).not.toContain(name);
});

test("hours of a helper by name", async () => {
  const [helper] = station.newHelpers(1);
  expect(await liu.says(`${helper.name}多少小时了`)).toMatch(new RegExp(`${helper.name}.*共 .*小时`));
  expect(await liu.says("时长")).toMatch(/想查谁的时长/);
});

test("what a coordinator answers to somebody who asked for a person goes out in the station's name", async () => {
  expect(await liu.says("回复 王秀兰 补贴下周一发")).toBe("已转告王秀兰(王奶奶)。");
  const sent = (await findDueNotices(deps, 100)).find(({ kind }) => kind === "resident.from_person");
  expect(sent).toMatchObject({ to: "PL-R0001", data: { text: "补贴下周一发", personId: "PL-S002" } });
  expect(await liu.says("回复 没这人 您好")).toMatch(/没找到/);
  expect(await liu.says("回复 王秀兰 您好", { inRoom: true })).not.toContain("王秀兰");
});

test("a social worker may enter a call, a resident may not", async () => {
  const worker = await findPerson(deps, "PL-S010");
  const heard = (text: string, person: typeof worker) => {
    const message = { id: `s-${text}`, personChatId: person.id, channel: "local", text, kind: "text" as const, at: deps.clock.now() };
    const context = { now: deps.clock.now(), role: "volunteer", items: deps.catalog.items(), communities: deps.station.communities };
    return { message, person, understood: understand(text, context), pending: null, now: deps.clock.now() };
  };
  const resident = station.newResident();
  const call = `代报 ${resident.name} ${resident.phone} 后天上午打扫`;
  expect((await coordinatorDialog(deps, heard(call, worker)))?.say.join()).toMatch(/已替他报好/);
  await expect(coordinatorDialog(deps, heard(call, resident))).rejects.toMatchObject({ code: "bot.not-your-role" });
});
