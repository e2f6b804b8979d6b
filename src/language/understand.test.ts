import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ServiceItem } from "../catalog/index.ts";
import { understand } from "./understand.ts";
import type { DialogueContext, LanguageContext, Understanding } from "./understanding.ts";

const items = JSON.parse(readFileSync(new URL("../catalog/data/catalog.json", import.meta.url), "utf8")).items as ServiceItem[];
const communities = [
  { id: "PL01", name: "蟠龙社区", shortNames: ["蟠龙"] },
  { id: "PL02", name: "尧头社区", shortNames: ["尧头"] },
];
const now = new Date("2026-11-23T09:00:00+08:00");
const hear = (text: string, role = "resident", dialogue?: DialogueContext): Understanding => {
  const context: LanguageContext = { now, role, items, communities, ...(dialogue ? { dialogue } : {}) };
  return understand(text, context);
};
const at = (text: string): Date => new Date(`2026-11-${text}:00+08:00`);

describe("a resident asks for help", () => {
  test("item, time, place and who are read, and what lacks is named", () => {
    const { intent, needs } = hear("后天上午九点能找人陪俺娘去区医院复查不");
    expect(intent).toBe("request.create");
    expect(needs).toHaveLength(1);
    expect(needs[0]).toMatchObject({
      item: { code: "EL01" },
      dest: "区医院",
      where: { kind: "home" },
      who: { relation: "娘", isProxy: true },
      missing: [],
    });
    expect(needs[0]?.time?.start).toEqual(at("25T09:00"));
  });

  test("a bare 医院 is no destination and a morning is no hour", () => {
    expect(hear("明天上午能派人陪我去医院吗").needs[0]?.missing).toEqual(["time", "dest"]);
  });

  test("two needs in one message become two", () => {
    const { needs } = hear("帮我买瓶酱油 顺便看看厨房的灯 不亮了");
    expect(needs.map((need) => need.item?.code)).toEqual(["EL02", "EL07"]);
  });

  test("the day of the first need is that of the second, which names only an hour", () => {
    const { needs } = hear("明天上午陪我去医院下午三点帮我买菜");
    expect(needs.map((need) => need.item?.code)).toEqual(["EL01", "EL02"]);
    expect(needs[1]?.time?.start).toEqual(at("24T15:00"));
    expect(hear("明天上午陪我去医院 后天帮我买菜").needs[1]?.time?.start).toEqual(at("25T00:00"));
  });

  test("what is broken and when to come is one need", () => {
    expect(hear("家里有东西坏了 后天上午来给修修").needs).toHaveLength(1);
  });

  test("two errands at their own hours: which one must be asked", () => {
    expect(hear("三点要去卫生院拿药 四点孩子放学得接 我分不开身").needs[0]?.missing).toEqual(["which_need"]);
  });

  test("an address beats the bound one and names its community", () => {
    expect(hear("蟠龙社区8号楼1单元502的水龙头坏了 来个人修修").needs[0]?.where).toEqual({
      kind: "place",
      text: "蟠龙社区8号楼1单元502",
      communityId: "PL01",
    });
    expect(hear("尧头那边活动室门口井盖丢了").needs[0]?.where).toMatchObject({ kind: "place", communityId: "PL02" });
  });

  test("a burnt home is no place to send anybody", () => {
    const [need] = hear("上礼拜家里失火全烧光了 一家人没地方住").needs;
    expect(need).toMatchObject({ item: { code: "SR03" }, urgency: "urgent" });
    expect(need?.where).toBeUndefined();
  });

  test("hours of the night in a complaint are not wanted times", () => {
    const [need] = hear("楼上半夜老跳绳 吵得睡不着 能来调解下不").needs;
    expect(need?.item?.code).toBe("GV01");
    expect(need?.time).toBeUndefined();
  });

  test("a recurrence gives a rule and its first time", () => {
    const [need] = hear("每周二四六早上六点半去透析 能找人陪着去中医院吗").needs;
    expect(need).toMatchObject({ item: { code: "EL01" }, rrule: "FREQ=WEEKLY;BYDAY=TU,TH,SA", dest: "中医院" });
    expect(need?.time?.start).toEqual(at("24T06:30"));
  });

  test("nobody answers at the parents' home: a visit within two hours", () => {
    const heard = hear("我在济南 给我爸打电话打了一上午没人接 他一个人住尧头社区2号楼101");
    expect(heard).toMatchObject({ intent: "request.create", danger: { kind: "welfare" } });
    expect(heard.needs[0]).toMatchObject({ item: { code: "EL03" }, urgency: "urgent", missing: [] });
    expect(heard.needs[0]?.time?.end).toEqual(at("23T11:00"));
  });

  test("characters of the same sound, missing punctuation and fillers do not matter", () => {
    expect(hear("那个小王啊我想里发头发太长了你们有没有上门的").needs[0]?.item?.code).toBe("EL05");
    expect(hear("能不能配我去医元看并").needs[0]?.item?.code).toBe("EL01");
    expect(hear("shouji buhui yong jiaojiao wo").needs[0]?.item?.code).toBe("EL06");
  });

  test("phones and cards are masked", () => {
    expect(hear("打我妈13812345678 身份证11010519491231002X").masked).toBe("打我妈138****5678 身份证****************2X");
  });

  test("wishes about the helper", () => {
    expect(hear("别派男的 上回那个大姐就挺好", "resident", { open: [{ code: "A37", itemCode: "EL05", status: "queued" }] })).toMatchObject({
      intent: "request.supplement",
      preference: { gender: "female", helper: "last" },
      target: "A37",
    });
  });
});

describe("danger comes before all else", () => {
  test("in every state of the dialogue", () => {
    for (const awaiting of ["slot", "read_back", "menu", "rating", "cancel_confirm"])
      expect(hear("我妈摔倒了起不来 流了好多血", "resident", { awaiting })).toMatchObject({
        intent: "emergency",
        danger: { kind: "medical", call: "120" },
      });
  });

  test("an idiom is none", () => {
    expect(hear("急死我了 手机又打不开了 谁来教教")).toMatchObject({ intent: "request.create", danger: null });
  });

  test("abuse of others is reported, one's own is an emergency", () => {
    expect(hear("楼上天天打孩子 孩子身上都是伤").intent).toBe("safeguard.report");
    expect(hear("他喝多了打我 我锁在厕所里 别打电话")).toMatchObject({ intent: "emergency", wantsNoCall: true, danger: { noCall: true } });
  });

  test("a helper's alarm keeps its intent and carries the danger", () => {
    expect(hear("老人突然说话不清楚 嘴也歪了", "volunteer")).toMatchObject({ intent: "visit.alarm", danger: { kind: "medical" } });
  });
});

describe("short answers mean something only against the pending question", () => {
  test("yes and no", () => {
    for (const text of ["对", "行", "中", "可以", "是的 谢谢", "嗯嗯", "好嘞"])
      expect(hear(text, "resident", { awaiting: "read_back" }).intent, text).toBe("confirm.yes");
    for (const text of ["不", "不对", "算了", "不用了 谢谢", "错了"])
      expect(hear(text, "resident", { awaiting: "read_back" }).intent, text).toBe("confirm.no");
  });

  test("numbers choose from a menu", () => {
    for (const text of ["2", "第二个", "选2", "就第2个吧"])
      expect(hear(text, "resident", { awaiting: "menu", options: 3 }), text).toMatchObject({ intent: "menu.choice", slots: { choice: 2 } });
  });

  test("stars and words rate", () => {
    const score = (text: string): number | undefined => hear(text, "resident", { awaiting: "rating" }).slots.score;
    expect(["五星", "4", "打3分", "太差了", "一般吧", "挺好的"].map(score)).toEqual([5, 4, 3, 1, 3, 5]);
  });

  test("a slot takes a later message", () => {
    const dest = hear("人民医院", "resident", { awaiting: "slot", slot: "dest", itemCode: "EL01" });
    expect(dest).toMatchObject({ intent: "request.supplement", needs: [{ dest: "人民医院" }] });
    expect(hear("同意", "resident", { awaiting: "slot", slot: "guardian_consent", itemCode: "CH04" })).toMatchObject({
      intent: "request.supplement",
      needs: [{ guardianConsent: true }],
    });
    expect(hear("两个", "resident", { awaiting: "slot", slot: "headcount", itemCode: "EL04" })).toMatchObject({
      intent: "request.supplement",
      needs: [{ headcount: 2 }],
    });
    expect(hear("算了 取消吧", "resident", { awaiting: "slot", slot: "dest", itemCode: "EL01" }).intent).toBe("request.cancel");
    const time = hear("改成后天下午两点吧", "resident", { awaiting: "slot", slot: "when", itemCode: "EL01" });
    expect(time.time?.start).toEqual(at("25T14:00"));
  });

  test("the same text sent again shortly after is a duplicate", () => {
    expect(hear("明天上午陪我去医院", "resident", { recentSameTextMinutes: 3 }).intent).toBe("duplicate");
    expect(hear("明天上午陪我去医院", "resident", { recentSameTextMinutes: 90 }).intent).toBe("request.create");
  });
});

describe("what is open is found again", () => {
  const open = [
    { code: "A37", itemCode: "EL01", status: "accepted", startAt: at("24T08:00") },
    { code: "A41", itemCode: "EL05", status: "queued", startAt: at("25T14:00") },
  ];

  test("by its day", () => {
    expect(hear("明天那个不用来了", "resident", { open })).toMatchObject({ intent: "request.cancel", target: "A37" });
  });

  test("a new day keeps the old hour", () => {
    const heard = hear("周三那个改到周五吧 还是那个点", "resident", { open });
    expect(heard).toMatchObject({ intent: "request.reschedule", target: "A41" });
    expect(heard.time?.start).toEqual(at("27T14:00"));
  });

  test("a new hour keeps the old day, and 推迟一小时 counts from it", () => {
    const [first] = open;
    expect(hear("改到上午十点行不", "resident", { open: first ? [first] : [] }).time?.start).toEqual(at("24T10:00"));
    expect(hear("推迟一个小时行吗", "resident", { open: first ? [first] : [] }).time?.start).toEqual(at("24T09:00"));
  });
});

describe("a coordinator commands", () => {
  test.each([
    ["确认 A37 2", { intent: "assign.pick", slots: { code: "A37", n: [2] } }],
    ["就第二个", { intent: "assign.pick", slots: { n: [2] } }],
    ["a37 1和3", { intent: "assign.pick", slots: { code: "A37", n: [1, 3] } }],
    ["换一批 A37", { intent: "candidates.refresh", slots: { code: "A37" } }],
    ["派给 A37 张姐", { intent: "assign.name", slots: { code: "A37", names: ["张姐"] } }],
    ["A37 给张姐吧", { intent: "assign.name", slots: { code: "A37", names: ["张姐"] } }],
    ["通过 Ａ37", { intent: "request.approve", slots: { code: "A37" } }],
    ["不合适 A37 要输液的", { intent: "request.decline", slots: { code: "A37", reason: "要输液的" } }],
    ["转 A37 民政办", { intent: "request.refer", slots: { code: "A37", to: "民政办" } }],
    ["合并 A37 到 A35", { intent: "request.merge", slots: { code: "A37", into: "A35" } }],
    ["没去 A37", { intent: "report.no_show", slots: { code: "A37" } }],
    ["催一下 A37", { intent: "request.nudge", slots: { code: "A37" } }],
    ["今天还有几单没人接", { intent: "list.unfilled" }],
    ["取消 A37 老人住院", { intent: "request.cancel", slots: { code: "A37", reason: "老人住院" } }],
  ])("%s", (text, expected) => {
    expect(hear(text, "coordinator")).toMatchObject(expected);
  });

  test("moves a request to a time", () => {
    const heard = hear("改 A37 周四下午两点", "coordinator");
    expect(heard).toMatchObject({ intent: "request.reschedule", slots: { code: "A37" } });
    expect(heard.time?.start).toEqual(at("26T14:00"));
  });

  test("enters what was said on the phone", () => {
    const heard = hear("代报 蟠龙社区王大娘 明天上午九点要去区医院换药 13812345678", "coordinator");
    expect(heard).toMatchObject({
      intent: "request.create",
      needs: [{ item: { code: "EL01" }, dest: "区医院", who: { relation: "王大娘" } }],
    });
    expect(heard.masked).not.toContain("13812345678");
  });
});

describe("a volunteer answers", () => {
  test.each([
    ["接 A37", { intent: "offer.accept", slots: { code: "A37" } }],
    ["去不了 A37 值班", { intent: "offer.decline", slots: { code: "A37", reason: "值班" } }],
    ["能晚半小时不", { intent: "offer.counter", slots: { delayMinutes: 30 } }],
    ["到了", { intent: "visit.check_in" }],
    ["没人开门", { intent: "visit.nobody_home" }],
    ["堵车 晚十分钟", { intent: "visit.late_notice", slots: { delayMinutes: 10 } }],
    ["完事了", { intent: "visit.check_out" }],
    ["老人不太对劲", { intent: "visit.alarm" }],
    ["我现在多少小时了", { intent: "hours.query" }],
    ["老人非要给我钱 能收吗", { intent: "policy.ask" }],
    ["临时加班 明天去不成了", { intent: "assignment.withdraw" }],
  ])("%s", (text, expected) => {
    expect(hear(text, "volunteer")).toMatchObject(expected);
  });

  test("a busy week has a beginning and an end", () => {
    expect(hear("下周都没空", "volunteer").slots.period).toEqual({
      start: new Date("2026-11-30T00:00:00+08:00"),
      end: new Date("2026-12-07T00:00:00+08:00"),
    });
  });

  test("the same no declines an offer and withdraws from a task", () => {
    const open = [{ code: "A37", itemCode: "EL01", status: "accepted" }];
    expect(hear("去不了了", "volunteer", { awaiting: "offer" }).intent).toBe("offer.decline");
    expect(hear("去不了", "volunteer", { open }).intent).toBe("assignment.withdraw");
  });
});
