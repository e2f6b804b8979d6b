import { expect, test } from "vitest";
import { understand } from "../../src/language/index.ts";
import { findDueNotices, settleNotice, storeNotices } from "../../src/outbox/index.ts";
import { findRequest } from "../../src/request/index.ts";
import { findHelpersByName, findPeople, findPerson } from "../../src/station/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { coordinatorDialog } from "./coordinator.ts";
import { chatOf } from "./staff-chat.ts";

const station = await demoStation();
const { deps } = station;
const liu = await chatOf(deps, "PL-S002");
const now = deps.clock.now();
const message = (text: string) => ({ id: "x1", personChatId: "x", channel: "local", text, kind: "text" as const, at: now });
const read = (text: string) =>
  understand(text, { now, role: "volunteer", items: deps.catalog.items(), communities: deps.station.communities });
const chen = await chatOf(deps, "PL-S003");

test("「通过」 without a code passes the only one that waits; the second to say so hears who was faster", async () => {
  const { id, code } = await station.submitted();
  expect(await liu.says("通过")).toBe(`${code} 通过了,正在找人,有人选马上发您。`);
  expect((await findRequest(deps, id)).status).toBe("queued");
  expect(await chen.says(`通过 ${code}`)).toMatch(/刘娟已经审过了/);
});

test("a bare number picks when one card is open, and says who is asked until when", async () => {
  const { id, code } = await station.proposed();
  const answer = await liu.says("2");
  const offered = await findRequest(deps, id);
  const [second] = await findPeople(deps, [offered.candidates[1]?.personId ?? ""]);
  expect(offered.status).toBe("offered");
  expect(answer).toContain(code);
  expect(answer).toContain(second?.name);
  expect(answer).toMatch(/等到.*点/);
});

test("the second coordinator to confirm is told who has sent it", async () => {
  const { code } = await station.proposed();
  await liu.says(`确认 ${code} 1`);
  expect(await chen.says(`确认 ${code} 1`)).toBe(
    `${code} 刘娟刚刚已经派好了,等志愿者回话。${code} 现在是「已派,等志愿者回话」,要再加人回「派给 ${code} 名字」。`,
  );
});

test("with two open cards a number asks which, and the code answers it", async () => {
  const [one, two] = [await station.proposed(), await station.proposed()];
  const question = await liu.says("1");
  expect(question).toContain(one.code);
  expect(question).toContain(two.code);
  expect(question).toMatch(/社区 · 明天/);
  expect(await liu.says(two.code)).toMatch(new RegExp(`${two.code} 已问`));
  expect((await findRequest(deps, one.id)).status).toBe("proposed");
  expect(await liu.says(`确认 ${one.code} 9`)).toMatch(/只有 3 位/);
  await liu.says(`确认 ${one.code} 1`);
});

test("「换一批」 passes over those shown", async () => {
  const { id, code, candidates } = await station.proposed();
  expect(await liu.says(`换一批 ${code}`)).toBe(`${code} 这几位先不派,正在找别人,有了马上发您。`);
  const again = await findRequest(deps, id);
  expect(again.status).toBe("queued");
  expect(again.passedOver).toEqual(candidates.slice(0, 3).map(({ personId }) => personId));
});

test("「派给」 asks exactly the named helper, unknown and shared names are asked back", async () => {
  const [helper] = station.newHelpers(1);
  const { id, code } = await station.submitted();
  expect(await liu.says(`派给 ${code} 没有这人呀`)).toMatch(/没找到叫「没有这人呀」/);
  expect(await liu.says(`派给 ${code} ${helper.name}`)).toMatch(new RegExp(`${code} 已问.*${helper.name}`));
  const { offers } = await findRequest(deps, id);
  expect(offers.map(({ volunteerId }) => volunteerId)).toEqual([helper.id]);
});

test("「全部确认」 sends every open card and lists them", async () => {
  const [one, two] = [await station.proposed({ itemCode: "EL04" }), await station.proposed({ itemCode: "EL04" })];
  const answer = await liu.says("全部确认");
  expect(answer).toContain(`${one.code} 已问`);
  expect(answer).toContain(two.code);
});

test("in the station room nobody is named", async () => {
  const { id, code } = await station.proposed();
  const names = (
    await findPeople(
      deps,
      (await findRequest(deps, id)).candidates.map(({ personId }) => personId),
    )
  ).map(({ name }) => name);
  const answers = [await liu.says(`确认 ${code} 1`, { inRoom: true }), await chen.says(`确认 ${code} 1`, { inRoom: true })];
  for (const answer of answers) for (const name of [...names, "刘娟"]) expect(answer).not.toContain(name);
});

test("the station's phrases from anybody else are refused kindly", async () => {
  const { code, id } = await station.proposed();
  const [helper] = station.newHelpers(1);
  const person = await findPerson(deps, helper.id);
  const heard = {
    message: message(`派给 ${code} ${helper.name}`),
    person,
    understood: read(`派给 ${code} ${helper.name}`),
    pending: null,
    now,
  };
  await expect(coordinatorDialog(deps, heard)).rejects.toMatchObject({ code: "bot.not-your-role" });
  expect(await coordinatorDialog(deps, { ...heard, message: message(`接 ${code}`) })).toBeNull();
  expect((await findRequest(deps, id)).status).toBe("proposed");
  await liu.says(`确认 ${code} 1`);
});

test("natural wordings do the same as the phrases", async () => {
  const [helper] = station.newHelpers(1);
  const one = await station.submitted();
  expect(await liu.says(`${one.code}可以,通过吧`)).toMatch(new RegExp(`${one.code} 通过了`));
  expect(await liu.says(`${one.code}让${helper.name}去`)).toMatch(new RegExp(`${one.code} 已问.*${helper.name}`));
  const two = await station.proposed();
  expect(await liu.says("再找几个人看看吧")).toMatch(new RegExp(`${two.code} 这几位先不派`));
  const three = await station.proposed();
  expect(await liu.says(`${three.code}就1号吧`)).toMatch(new RegExp(`${three.code} 已问`));
});

test("a name that fits several is asked about, and the number chooses", async () => {
  const { id, code } = await station.submitted();
  const said = ["王同志", "李同志", "张同志", "刘同志"];
  const counts = await Promise.all(said.map(async (one) => (await findHelpersByName(deps, "PL", one)).length));
  const name = said[counts.findIndex((count) => count > 1)];
  const question = await liu.says(`派给 ${code} ${name}`);
  expect(question).toMatch(new RegExp(`叫「${name}」的有 \\d 位`));
  const answer = await liu.says("1");
  const { offers } = await findRequest(deps, id);
  const [asked] = await findPeople(
    deps,
    offers.map(({ volunteerId }) => volunteerId),
  );
  if (asked) expect(question).toContain(`1. ${asked.name}`);
  else expect(answer).toMatch(/不能派/);
});

test("who has not answered is asked again; of who has accepted the phone is named, not in the room", async () => {
  const [helper] = station.newHelpers(1);
  const offered = await station.offeredTo([helper]);
  expect(await liu.says(`催一下 ${offered.code}`)).toMatch(new RegExp(`又问了一遍${helper.name}`));
  expect((await findDueNotices(deps, 100)).filter(({ id }) => id.startsWith(`nudge.${offered.id}`))).toHaveLength(1);
  const [other] = station.newHelpers(1);
  const accepted = await station.acceptedBy([other]);
  expect(await liu.says(`催一下 ${accepted.code}`)).toContain(other.phone);
  expect(await liu.says(`催一下 ${accepted.code}`, { inRoom: true })).not.toContain(other.phone);
});

test("「名单」 names who could not be reached and has to be phoned", async () => {
  const request = await station.submitted();
  const notice = {
    id: "n1",
    stationId: "PL",
    kind: "resident.found",
    to: request.requesterId,
    requestId: request.id,
    createdAt: now,
    sendAt: now,
  };
  await storeNotices(deps, [notice]);
  await settleNotice(deps, "n1", { status: "failed", why: "not reachable" });
  const resident = await findPerson(deps, request.requesterId);
  expect(await liu.says("名单")).toMatch(new RegExp(`${resident.name}.*${resident.phone} · ${request.code}`));
  expect(await liu.says("名单", { inRoom: true })).not.toContain(resident.name);
});
