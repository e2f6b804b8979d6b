import { afterAll, expect, test } from "vitest";
import { transitions } from "../../src/request/index.ts";
import { station } from "../support/station.ts";
import { steps } from "./steps.ts";

/** A visit at night, for which nobody may be sent (R8): it stays without candidates. */
const nightVisit = "明天晚上十点想找人上门陪我说说话";

const taken = new Set<string>();

/** Runs a path of the life of a request and notes the steps its history shows. */
function path(name: string, ids: readonly string[], walk: (walker: Awaited<ReturnType<typeof begin>>) => Promise<void>): void {
  test(`${ids.join(" ")}: ${name}`, { timeout: 60_000 }, async () => {
    const walker = await begin();
    try {
      await walk(walker);
    } catch (error) {
      throw new Error(`${String(error)}\n${await walker.story.transcript()}`);
    }
    const all = await walker.story.deps.db.collection("serviceRequests").find({}).toArray();
    const seen = new Set(all.flatMap(({ history }) => history.map(({ transition }: { transition?: string }) => transition)));
    expect(
      ids.filter((id) => !seen.has(id)),
      await walker.story.transcript(),
    ).toEqual([]);
    for (const id of seen) if (id) taken.add(id);
  });
}

async function begin() {
  const story = await station();
  return { story, ...steps(story) };
}

path(
  "a whole service, rated, disputed after closing and decided",
  ["T01", "T02", "T03", "T11", "T12", "T14", "T16", "T22", "T25", "T28", "T31", "T32"],
  async ({ story, collecting, say, acceptByNext, current }) => {
    await collecting("想找人陪我去区医院看病");
    await say(story.resident, "明天上午九点");
    await say(story.resident, "对");
    await say(story.coordinator, "通过 #");
    await say(story.coordinator, "2");
    const helper = await acceptByNext();
    await story.advanceTo("2026-11-24T09:00");
    await say(helper, "到了");
    await story.advance({ hours: 2 });
    await say(helper, "完事了");
    await say(helper, "送到家了");
    await say(story.resident, "五星");
    await say(helper, "# 时长不对 我干了三个小时");
    await say(story.coordinator, "改成180分钟 # 志愿者有签字");
    expect((await story.request(current.code)).dispute?.decision).toMatchObject({ outcome: "adjusted", minutes: 180 });
  },
);

path(
  "new times agreed and refused, a withdrawal, a no-show, and somebody who must leave early",
  ["T19", "T20", "T21", "T23", "T27"],
  async ({ story, accepted, acceptByNext, say, current }) => {
    await accepted();
    await say(story.resident, "改到后天上午九点");
    await say(current.helper!, "行");
    await say(story.resident, "改到周四上午九点");
    await say(current.helper!, "不行");
    await say(story.coordinator, "确认 # 1");
    const second = await acceptByNext();
    await say(second, "去不了 # 孩子发烧");
    await say(story.coordinator, "确认 # 1");
    await acceptByNext();
    await story.advanceTo("2026-11-26T09:35");
    await say(story.coordinator, "没去 #");
    await say(story.coordinator, "确认 # 1");
    const last = await acceptByNext();
    await say(last, "到了 #");
    await story.advance({ minutes: 30 });
    await say(last, "我得先走了 # 家里有急事");
  },
);

path("a resident who falls silent is called; the desk turns it down", ["T04", "T07"], async ({ story, collecting, say }) => {
  await collecting();
  await story.advance({ minutes: 31 });
  await story.resident.sees(/打电话/);
  await say(story.coordinator, "不合适 # 居民说已经有人陪了");
  await story.resident.sees(/办不了/);
});

path("given up while being asked", ["T05"], async ({ story, collecting, say }) => {
  await collecting();
  await say(story.resident, "算了 不要了");
});

path("two that are one", ["T06"], async ({ story, submitted, say }) => {
  const first = await submitted();
  const code = await submitted("后天下午想找人帮我买菜 要两颗白菜");
  await say(story.coordinator, `合并 ${code} 到 ${first}`);
});

path(
  "referred, given back, referred again and done; referred and cancelled",
  ["T08", "T09", "T10", "T54"],
  async ({ story, submitted, say }) => {
    const office = await story.phoneOf("民政办于主任");
    await submitted();
    await say(story.coordinator, "转 # 民政办");
    await say(office, "退回 # 材料不全");
    await say(story.coordinator, "转 # 民政办");
    await say(office, "办结 # 已经陪着办完");
    await submitted("后天下午想找人帮我买菜 要两颗白菜");
    await say(story.coordinator, "转 # 民政办");
    await say(story.resident, "取消 #");
    await say(story.resident, "对");
  },
);

path("nobody may come: waiting, given up, tried again, no longer wanted", ["T13", "T38", "T40", "T55"], async ({ story, queued, say }) => {
  await queued(nightVisit);
  await story.advanceTo("2026-11-24T20:30");
  await say(story.coordinator, "重新找 # 后天晚上十点");
  await say(story.coordinator, "通过 #");
  await story.advanceTo("2026-11-26T20:30");
  await say(story.resident, "取消 #");
  await say(story.resident, "对");
});

path("another batch; everybody says no; nobody answers in time", ["T15", "T17", "T39"], async ({ story, queued, say, current }) => {
  await queued("今天下午两点能派人陪我去区医院看病吗");
  await say(story.coordinator, "换一批 #");
  await say(story.coordinator, "确认 # 1");
  for (let round = 0; round < 3; round++) {
    for (const { volunteerId, status } of (await story.request(current.code)).offers) {
      if (status === "offered") await say(await story.phone(volunteerId), "去不了 # 有事");
    }
  }
  await story.advanceTo("2026-11-23T11:50");
  await say(story.coordinator, "确认 # 1");
  await story.advance({ minutes: 15 });
});

path("a helper proposes another time", ["T18"], async ({ story, offered, say, current }) => {
  await offered();
  const { offers } = await story.request(current.code);
  const helper = await story.phone(offers[0]!.volunteerId);
  await say(helper, "# 能晚半小时不");
  await story.resident.sees(/9点半/);
  await say(story.resident, "行");
  await story.resident.sees(/找到了/);
});

path("nobody home: waited, called twice, closed", ["T24"], async ({ story, say }) => {
  const resident = await story.phoneOf("王建国");
  const own = steps(story, resident);
  await own.accepted("明天上午九点能派人陪我自己去区医院看病吗");
  await story.advanceTo("2026-11-24T09:00");
  await own.say(own.current.helper!, "# 没人开门");
  await own.say(own.current.helper!, "打过电话 # 没人接");
  await own.say(own.current.helper!, "打过电话 # 还是没人接");
  await story.advance({ minutes: 16 });
  await say(story.coordinator, `关单 ${own.current.code}`);
});

path("nobody checks out; nobody rates; disputed while served", ["T26", "T29", "T30"], async ({ story, inProgress, served, say }) => {
  await inProgress();
  await story.advance({ hours: 7 });
  await say(story.coordinator, "核时 # 120分钟");
  await say(story.resident, "# 时间不对 他一个小时就走了");
  await say(story.coordinator, "改成60分钟 # 居民说一小时");
  const own = steps(story, await story.phoneOf("王建国"));
  await own.submitted("周四上午九点能派人陪我自己去区医院看病吗");
  void served;
  await own.say(story.coordinator, "通过 #");
  await own.say(story.coordinator, "确认 # 1");
  await own.acceptByNext();
  await story.advanceTo("2026-11-26T09:00");
  await own.say(own.current.helper!, "到了 #");
  await story.advance({ hours: 2 });
  await own.say(own.current.helper!, "送到家了 完事了 #");
  await story.advance({ hours: 73 });
  expect((await story.request(own.current.code)).rating).toBeNull();
});

path(
  "cancelled in each state before service",
  ["T33", "T34", "T35", "T36", "T37"],
  async ({ story, submitted, queued, offered, accepted, say }) => {
    const cancel = async (): Promise<void> => {
      await say(story.resident, "取消 #");
      await say(story.resident, "对");
    };
    await submitted();
    await cancel();
    await queued(nightVisit);
    await cancel();
    await queued("后天上午九点能派人陪我去区医院看病吗");
    await cancel();
    await offered("周四上午九点能派人陪我去区医院看病吗");
    await cancel();
    await accepted("周五上午九点能派人陪我去区医院看病吗");
    await cancel();
  },
);

path(
  "put off for a typhoon, taken up again, put off and no longer needed",
  ["T41", "T42", "T43"],
  async ({ story, accepted, say, acceptByNext }) => {
    await accepted();
    await say(story.supervisor, "暂停 # 台风红色预警");
    await say(story.supervisor, "恢复 # 周四上午九点");
    await say(story.coordinator, "确认 # 1");
    await acceptByNext();
    await say(story.supervisor, "暂停 # 台风又来了");
    await say(story.resident, "取消 #");
    await say(story.resident, "对");
  },
);

const alarm = "快来人 我摔倒了起不来 头上流血";

path(
  "an emergency before anybody is found; settled in three ways",
  ["T44", "T45", "T46", "T52", "T49", "T50", "T51"],
  async ({ story, collecting, submitted, queued, say }) => {
    await collecting();
    await say(story.resident, alarm);
    await story.resident.sees(/120/);
    await say(story.coordinator, "我来 #");
    await say(story.coordinator, "已处理 # 120已接走,女儿在");
    await submitted();
    await say(story.resident, alarm);
    await say(story.coordinator, "还要帮 #");
    await say(story.resident, alarm);
    await say(story.coordinator, "虚惊 # 按错了");
    await queued(nightVisit);
    await say(story.resident, alarm);
    await say(story.coordinator, "虚惊 # 没事");
    await queued("后天上午九点能派人陪我去区医院看病吗");
    await say(story.resident, alarm);
  },
);

path(
  "an emergency once somebody is asked, bound, there and gone",
  ["T47", "T48", "T53", "T56"],
  async ({ story, offered, accepted, inProgress, served, say, current }) => {
    await offered();
    await say(story.resident, alarm);
    await say(story.coordinator, "虚惊 # 没事");
    await accepted();
    await say(story.resident, alarm);
    await say(story.coordinator, "虚惊 # 没事");
    await inProgress();
    await say(current.helper!, "# 老人不太对劲 说话不清楚");
    await current.helper!.sees(/120/);
    await say(story.coordinator, "虚惊 # 没事");
    const own = steps(story, await story.phoneOf("王建国"));
    void served;
    await own.inProgress("2026-11-25T09:00", "明天上午九点能派人陪我自己去区医院看病吗");
    await story.advance({ hours: 2 });
    await own.say(own.current.helper!, "送到家了 完事了 #");
    await own.say(await story.phoneOf("王建国"), "他走了以后我胸口闷得厉害 喘不上气");
  },
);

afterAll(() => {
  expect(transitions.map(({ id }) => id as string).filter((id) => !taken.has(id))).toEqual([]);
});
