import { describe, expect, test } from "vitest";
import { answerCounter, changeTime, counterOffer } from "../../src/matching/index.ts";
import { addMinutes, startOfDay } from "../../src/platform/index.ts";
import { findRequest, type ServiceRequest } from "../../src/request/index.ts";
import { findPeople, findPerson, listByRole, type Person } from "../../src/station/index.ts";
import { cancelService } from "../../src/visit/index.ts";
import { coordinator, demoStation, type Ordered } from "../../test/support/demo-station.ts";
import { answer } from "../answer.ts";
import { type NoticeContext, personIdsOf } from "../texts/notices/context.ts";
import { helperNotices } from "../texts/notices/helper.ts";
import type { BotDeps, Pending } from "../turn.ts";

const station = await demoStation();
const deps: BotDeps = station.deps;
const { clock } = station.deps;

/** One helper's chat: what they say, what they read. */
function chatOf(person: Person) {
  let pending: Pending | null = null;
  let count = 0;
  return {
    person,
    says: async (text: string): Promise<string> => {
      count += 1;
      const message = {
        id: `${person.id}-${count}`,
        personChatId: person.id,
        channel: "local",
        text,
        kind: "text",
        at: clock.now(),
      } as const;
      const turn = await answer(deps, message, await findPerson(deps, person.id), pending);
      if (turn.pending !== undefined) pending = turn.pending && (JSON.parse(JSON.stringify(turn.pending)) as Pending);
      return turn.say.join("\n");
    },
  };
}

async function notice(kind: keyof typeof helperNotices, requestId: string, recipient: Person): Promise<string | null> {
  const request = await findRequest(deps, requestId);
  const people = await findPeople(deps, personIdsOf(request));
  const context: NoticeContext = {
    request,
    notice: { kind, to: recipient.id, createdAt: clock.now() },
    recipient,
    item: request.itemCode === null ? null : deps.catalog.item(request.itemCode),
    others: [],
    people: new Map(people.map((one) => [one.id, one])),
    now: clock.now(),
    communities: deps.station.communities,
    settings: deps.settings("PL"),
    deps,
  };
  return helperNotices[kind](context);
}

/** Each test has a day of its own: nine in the morning, task at ten. */
let day = 0;
function nextMorning(): Date {
  day += 1;
  clock.set(addMinutes(startOfDay(new Date("2026-11-24T00:00:00Z"), day), 9 * 60));
  return addMinutes(clock.now(), 60);
}
async function offered(order: Ordered = {}) {
  const startAt = addMinutes(nextMorning(), 24 * 60);
  const [helper] = station.newHelpers(1);
  const request = await station.offeredTo([helper], { wish: { startAt, ...order.wish }, ...order });
  return { request, helper, chat: chatOf(helper), startAt };
}
async function accepted(order: Ordered = {}) {
  const startAt = nextMorning();
  const [helper] = station.newHelpers(1);
  const request = await station.acceptedBy([helper], { ...order, wish: { startAt, ...order.wish } });
  return { request, helper, chat: chatOf(helper), startAt };
}
const now = (request: ServiceRequest) => findRequest(deps, request.id);
const ownOf = async (request: ServiceRequest, { id }: Person) =>
  (await now(request)).assignments.find(({ volunteerId }) => volunteerId === id);

describe("an offer", () => {
  test.each(["接 CODE", "接", "我去", "我能接", "行", "好的"])("「%s」 binds the helper and shows the door", async (words) => {
    const { request, helper, chat } = await offered();
    const [resident] = await findPeople(deps, [request.beneficiaryId]);
    const reply = await chat.says(words.replace("CODE", request.code));
    expect((await ownOf(request, helper))?.status).toBe("accepted");
    expect(reply).toContain(resident?.address);
    expect(reply).toContain(resident?.phone);
    expect(reply).toMatch(/暗号:「..」.*说「到了」/s);
  });

  test("said twice it is one; a nod afterwards opens nothing", async () => {
    const { request, chat } = await offered();
    const first = await chat.says("接");
    expect(await chat.says(`接 ${request.code}`)).toBe(first);
    expect((await now(request)).assignments).toHaveLength(1);
    expect(await chat.says("好的")).toMatch(/辛苦/);
    expect(await chat.says("谢谢")).toMatch(/辛苦/);
  });

  test("收到 alone binds nobody", async () => {
    const { request, chat } = await offered();
    expect(await chat.says("收到")).toContain(`接 ${request.code}`);
    expect((await now(request)).status).toBe("offered");
  });

  test("the one who comes too late is told who has it", async () => {
    const [first, second] = station.newHelpers(2);
    const request = await station.offeredTo([first, second], { wish: { startAt: addMinutes(nextMorning(), 1440) } });
    await chatOf(first).says("接");
    expect(await chatOf(second).says("接")).toContain(first.calledAs);
    expect(await notice("helper.taken", request.id, second)).toBe(`${request.code} 已由${first.calledAs}接下,谢谢您。下次再请您。`);
    expect(await notice("helper.offer", request.id, second)).toBeNull();
  });

  test("a no with its reason, then a yes after all", async () => {
    const [first, second] = station.newHelpers(2);
    const request = await station.offeredTo([first, second], { wish: { startAt: addMinutes(nextMorning(), 1440) } });
    const chat = chatOf(first);
    expect(await chat.says(`去不了 ${request.code} 值班`)).toContain(`接 ${request.code}`);
    expect((await now(request)).offers.find(({ volunteerId }) => volunteerId === first.id)).toMatchObject({
      status: "declined",
      reason: "值班",
    });
    await chat.says("接");
    expect((await ownOf(request, first))?.status).toBe("accepted");
  });

  test("another time goes to the resident; hers comes back with the door", async () => {
    const { request, helper, chat, startAt } = await offered();
    expect(await chat.says("能晚半小时不")).toMatch(/问问对方.*10点半/);
    expect((await now(request)).offers[0]).toMatchObject({ status: "countered", counterStartAt: addMinutes(startAt, 30) });
    await answerCounter(deps, request.id, { role: "resident", personId: request.requesterId }, true);
    expect(await notice("helper.confirmed", request.id, helper)).toMatch(/对方同意了.*10点半.*地址:/s);
  });

  test("a clock time keeps the day; without a time it is asked", async () => {
    const { request, chat, startAt } = await offered();
    expect(await chat.says(`${request.code} 能不能换个时间`)).toMatch(/几点方便/);
    expect(await chat.says("下午三点")).toMatch(/下午3点行不行/);
    expect((await now(request)).offers[0]?.counterStartAt).toEqual(addMinutes(startAt, 300));
  });

  test("two questions at once: which one is asked, the number answers", async () => {
    const { request, helper, chat } = await offered();
    const other = await station.offeredTo([helper], { itemCode: "EL04", wish: { startAt: addMinutes(clock.now(), 30 * 60) } });
    const question = await chat.says("接");
    expect(question).toMatch(new RegExp(`1\\. ${request.code} 代购代办.*\n2\\. ${other.code} 助餐送餐`));
    await chat.says("2");
    expect((await now(other)).status).toBe("accepted");
    expect((await now(request)).status).toBe("offered");
  });

  test("a task for two: the first waits, the second brings the partner's number", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other], { itemCode: "EL03", wish: { startAt: addMinutes(nextMorning(), 1440) } });
    expect(await chatOf(one).says("接")).toMatch(/还差一位/);
    expect(await chatOf(other).says("接")).toContain(`同去:${one.name}`);
    expect(await notice("helper.team_complete", request.id, one)).toContain(other.phone);
  });
});

describe("before the task", () => {
  test.each(["1", "能到", "好的"])("「%s」 answers the two-hour reminder", async (words) => {
    const { request, helper, chat } = await accepted();
    expect(await notice("helper.two_hours", request.id, helper)).toMatch(/请回 1/);
    expect(await chat.says(words)).toMatch(/说「到了」/);
    expect((await ownOf(request, helper))?.confirmedAt).toEqual(clock.now());
    expect(await notice("helper.two_hours", request.id, helper)).toBeNull();
  });

  test("stepping back asks the reason once", async () => {
    const { request, helper, chat } = await accepted({ wish: { startAt: addMinutes(nextMorning(), 2880) } });
    expect(await chat.says("去不了了")).toMatch(/原因/);
    expect((await now(request)).status).toBe("accepted");
    expect(await chat.says("孩子发烧了")).toMatch(/另找人/);
    expect(await ownOf(request, helper)).toMatchObject({ status: "withdrawn", reason: "孩子发烧了" });
  });

  test("with the reason it is done at once, late it is said kindly", async () => {
    const { request, helper, chat } = await accepted();
    expect(await chat.says(`去不了 ${request.code} 孩子发烧`)).toMatch(/离开始很近/);
    expect(await ownOf(request, helper)).toMatchObject({ status: "late_withdrawn", reason: "孩子发烧" });
  });

  test.each(["堵车晚十分钟", "晚10分钟到"])("「%s」 is told to the resident", async (words) => {
    const { request, chat } = await accepted();
    expect(await chat.says(words)).toMatch(/晚10分钟/);
    expect((await now(request)).visit.lateMinutes).toBe(10);
  });

  test("a day ahead another time is asked of the resident", async () => {
    const startAt = addMinutes(nextMorning(), 1440);
    const { request, chat } = await accepted({ wish: { startAt: addMinutes(startAt, 1440) } });
    expect(await chat.says(`${request.code} 能晚一小时不`)).toMatch(/改到.*11点/);
    expect((await now(request)).timeChange?.by.role).toBe("volunteer");
  });

  test.each([
    ["行", "time"],
    ["不行", "queued"],
  ])("the resident wants another time: 「%s」", async (words, outcome) => {
    const { request, helper, chat } = await accepted({ wish: { startAt: addMinutes(nextMorning(), 2880) } });
    const later = addMinutes(clock.now(), 2880 + 180);
    await changeTime(deps, request.id, { role: "resident", personId: request.requesterId }, { startAt: later });
    expect(await notice("helper.time_change", request.id, helper)).toMatch(/想改到.*回「行/);
    await chat.says(words);
    const after = await now(request);
    expect(outcome === "time" ? after.status : after.wish.startAt).toEqual(outcome === "time" ? "accepted" : later);
    expect(after.timeChange).toBeUndefined();
    expect(after.status).toBe(outcome === "time" ? "accepted" : "queued");
  });
});

describe("on the spot", () => {
  test("到了, 完事了: minutes, points, stars", async () => {
    const { request, helper, chat, startAt } = await accepted();
    clock.set(startAt);
    expect(await chat.says("到了")).toMatch(/10点开始算时长/);
    expect(await chat.says("到了")).toMatch(/已经记着/);
    expect(await notice("helper.check_out_ask", request.id, helper)).toMatch(/完事了/);
    clock.set(addMinutes(startAt, 60));
    expect(await chat.says("完事了")).toMatch(/记60分钟\(1小时\).*\n您已有.*小时,\d+积分.*再做.*小时就是/s);
    expect((await now(request)).status).toBe("served");
    expect(await notice("helper.credited", request.id, helper)).toBeNull();
    expect(await chat.says("完事了")).toMatch(/已经结束/);
    expect(await chat.says("时长不对")).toMatch(/核实/);
    expect((await now(request)).status).toBe("disputed");
  });

  test.each([["送到家了"], ["到家了"], ["对"]])("陪诊 ends when the person is home: 「%s」", async (words) => {
    const { request, chat, startAt } = await accepted({ itemCode: "EL01" });
    clock.set(startAt);
    await chat.says(`到了 ${request.code}`);
    clock.set(addMinutes(startAt, 120));
    expect(await chat.says("完事了")).toMatch(/送回家了吗/);
    expect(await chat.says("还没呢")).toMatch(/送到家了/);
    expect(await chat.says(words)).toMatch(/记120分钟/);
    expect((await now(request)).status).toBe("served");
  });

  test("没人开门: wait and call twice", async () => {
    const { request, chat, startAt } = await accepted();
    clock.set(startAt);
    expect(await chat.says("没人开门")).toMatch(/等15分钟,打2次电话/);
    expect(await chat.says("打过电话没人接")).toMatch(/打了1次/);
    expect(await chat.says("又打了电话还是没人接")).toMatch(/打了2次/);
    expect((await now(request)).visit.nobodyHome?.calls).toBe(2);
  });

  test("没人开门 at the door of somebody who lives alone is an alarm", async () => {
    const vulnerable = (await listByRole(deps, "PL", "resident")).find(({ tags }) => tags.some(({ tag }) => tag === "lives_alone_80"));
    const { request, helper, chat, startAt } = await accepted(vulnerable ? { resident: vulnerable } : {});
    clock.set(startAt);
    expect(await chat.says("敲门没人应")).toMatch(/留在门口.*120/s);
    expect((await now(request)).status).toBe("escalated");
    expect(await notice("helper.released", request.id, helper)).toMatch(/紧急/);
  });

  test("老人不太对劲 alerts people at once and says that the bot cannot call 120", async () => {
    const { request, chat, startAt } = await accepted();
    clock.set(startAt);
    await chat.says("到了");
    expect(await chat.says("老人不太对劲")).toMatch(/您马上打120,我没法替您打/);
    expect((await now(request)).status).toBe("escalated");
  });

  test("得先走 asks why and looks for somebody", async () => {
    const { request, chat, startAt } = await accepted();
    clock.set(startAt);
    await chat.says("到了");
    clock.set(addMinutes(startAt, 30));
    expect(await chat.says("我得先走了")).toMatch(/什么原因/);
    expect(await chat.says("学校来电话了")).toMatch(/时间照记/);
    expect(await now(request)).toMatchObject({ status: "queued", assignments: [{ creditedMinutes: 30 }] });
  });
});

describe("hours and free time", () => {
  test("hours, stars, what to do and not to do, tasks", async () => {
    const { request, chat } = await accepted();
    expect(await chat.says("我现在多少小时了")).toMatch(/您已有[\d.]+小时,\d+积分/);
    expect(await chat.says("我能收红包吗")).toMatch(/不能收/);
    expect(await chat.says("能给老人打针吗")).toMatch(/不能打针/);
    expect(await chat.says("我的任务")).toContain(request.code);
    expect(await chat.says("有什么活")).toContain(request.code);
  });

  test("这周都没空 is kept and names the task that falls into it", async () => {
    const { request, helper, chat } = await accepted();
    expect(await chat.says("这周都没空")).toMatch(new RegExp(`不派您.*${request.code}`, "s"));
    expect((await findPerson(deps, helper.id)).helper?.blocked).toHaveLength(1);
    expect((await now(request)).status).toBe("accepted");
  });

  test("最近没空 asks when; 周末都有空 adds the weekend", async () => {
    const [helper] = station.newHelpers(1);
    const chat = chatOf(helper);
    nextMorning();
    expect(await chat.says("最近没空")).toMatch(/哪天/);
    expect(await chat.says("明天")).toMatch(/不派您/);
    expect(await chat.says("周末都有空")).toMatch(/周末有空/);
    const days = (await findPerson(deps, helper.id)).helper?.availability.map(({ weekday }) => weekday);
    expect(days).toEqual(expect.arrayContaining([6, 7]));
  });

  test("anything else gets what can be said next; 转人工 brings a person", async () => {
    const { chat } = await accepted();
    expect(await chat.says("哎呀妈呀嘻嘻")).toMatch(/「到了」/);
    expect(await chat.says("转人工")).not.toMatch(/没太听懂/);
  });
});

test("no notice is sent that is no longer true", async () => {
  const [helper] = station.newHelpers(1);
  const request = await station.offeredTo([helper], { wish: { startAt: addMinutes(nextMorning(), 1440) } });
  await counterOffer(deps, request.id, helper.id, addMinutes(clock.now(), 1500));
  await cancelService(deps, request.id, coordinator, "不用了");
  const kinds = Object.keys(helperNotices) as (keyof typeof helperNotices)[];
  const still: string[] = [];
  for (const kind of kinds) if ((await notice(kind, request.id, helper)) !== null) still.push(kind);
  expect(still.filter((kind) => kind !== "helper.expiring")).toEqual(["helper.voided", "helper.cancelled", "helper.absent_close"]);
});
