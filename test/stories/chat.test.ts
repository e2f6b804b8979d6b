import { expect, test } from "vitest";
import { station } from "../support/station.ts";
import { escortTomorrow, steps } from "./steps.ts";

const countRequests = (story: Awaited<ReturnType<typeof station>>) => story.deps.db.collection("serviceRequests").countDocuments({});

test("a restart in the middle of the questions goes on where it was", async () => {
  const story = await station();
  await story.resident.says("想找人陪我去区医院看病");
  await story.resident.sees(/几点/);
  await story.restartBot();
  await story.resident.says("明天上午九点");
  await story.resident.sees(/明天上午9点[\s\S]*对吗/);
});

test("dialogue state that Redis lost is found again in the requests", async () => {
  const story = await station();
  await story.resident.says("想找人陪我去区医院看病");
  await story.resident.sees(/几点/);
  await story.settle();
  await story.deps.redis.del(story.deps.key("bot", "dialog", story.resident.person.id));
  await story.resident.says("明天上午九点");
  await story.resident.sees(/明天上午9点[\s\S]*对吗/);
});

test("a message delivered twice is answered once and makes one request", async () => {
  const story = await station();
  await story.resident.says(escortTomorrow, { clientId: "twice" });
  await story.resident.says(escortTomorrow, { clientId: "twice" });
  await story.settle();
  expect(await countRequests(story)).toBe(1);
  expect((await story.resident.all()).filter((text) => text.includes("对吗"))).toHaveLength(1);
});

test("the same need sent again is the same request", async () => {
  const story = await station();
  const { submitted } = steps(story);
  const code = await submitted();
  await story.resident.says(escortTomorrow);
  await story.resident.sees(new RegExp(`已经记下了.*${code}`));
  expect(await countRequests(story)).toBe(1);
});

test("a word of somebody with the wrong role is kindly refused and changes nothing", async () => {
  const story = await station();
  const { submitted } = steps(story);
  const code = await submitted();
  const stranger = await story.phoneOf("张敏");
  await stranger.says(`通过 ${code}`);
  await stranger.says(`确认 ${code} 1`);
  await stranger.says(`接 ${code}`);
  await story.settle();
  expect((await story.request(code)).status).toBe("submitted");
  expect((await stranger.all()).filter((text) => !text.startsWith(">")).length).toBeGreaterThanOrEqual(3);
  for (const text of await stranger.all()) expect(text).not.toMatch(/系统错误|error/i);
});

test("two needs in one message become two requests, asked one after the other", async () => {
  const story = await station();
  await story.resident.says("明天上午帮我买点降压药 顺便看看家里水龙头一直滴水");
  await story.settle();
  const items = (await story.deps.db.collection("serviceRequests").find({}).toArray()).map(({ itemCode }) => itemCode);
  expect(items.sort()).toEqual(["EL02", "EL07"]);
});

test("a son far away asks for his mother", async () => {
  const story = await station();
  const son = await story.phoneOf("王建国");
  await son.says("我在北京 明天上午九点能派人陪我妈去区医院换药吗");
  await son.sees(/给妈|给.*妈/);
  await son.says("对");
  await son.sees(/记下了/);
  await story.settle();
  const request = await story.deps.db.collection("serviceRequests").findOne({});
  expect(request?.beneficiaryId).toBe(story.resident.person.id);
  expect(request?.requesterId).toBe(son.person.id);
});

test("「老样子」 orders the last one again, with the same helper wished for", async () => {
  const story = await station();
  const { served, current, say } = steps(story);
  await served();
  await say(story.resident, "五星");
  await story.resident.says("老样子");
  await story.resident.sees(/老样子.*几点/);
  await story.resident.says("后天上午九点");
  await story.resident.sees(/区医院[\s\S]*对吗/);
  const [again] = await story.deps.db.collection("serviceRequests").find({}).sort({ createdAt: -1 }).limit(1).toArray();
  expect(again?.wish.helperId).toBe(current.helper!.person.id);
});

test("somebody who asks for a person is passed on, and the bot comes back when called", async () => {
  const story = await station();
  await story.resident.says("转人工");
  await story.resident.sees(/社工联系您/);
  await story.coordinator.sees(/王秀兰|王奶奶/);
  await story.resident.says("我就想问问那个补贴");
  await story.coordinator.sees(/补贴/);
  await story.coordinator.says("回复 王秀兰 补贴下周一发");
  await story.resident.sees(/下周一发/);
  await story.resident.says("回来");
  await story.resident.sees(/我在/);
});

test("what is not understood is answered with things to say next, never with an error", async () => {
  const story = await station();
  for (const text of ["阿巴阿巴", "？？？", "。", "🙂", "1", "A99", "确认", "接"]) {
    await story.resident.says(text);
    await story.settle();
  }
  for (const text of await story.resident.all()) expect(text).not.toMatch(/系统错误|undefined|\[object|NaN/);
  expect((await story.resident.all()).filter((text) => text.includes("「")).length).toBeGreaterThan(0);
});

test("thanks after closing neither opens nor restarts anything", async () => {
  const story = await station();
  const { served, say } = steps(story);
  const code = await served();
  await say(story.resident, "五星");
  const closed = await story.request(code);
  await say(story.resident, "谢谢");
  await say(story.resident, "好的");
  expect((await story.request(code)).version).toBe(closed.version);
  expect(await countRequests(story)).toBe(1);
});

test("a caller's request is taken down by a coordinator, who is told the outcome", async () => {
  const story = await station();
  await story.coordinator.says("代报 王秀兰 明天上午九点要人陪着去区医院拿药");
  await story.settle();
  const [request] = await story.deps.db.collection("serviceRequests").find({}).toArray();
  expect(request).toMatchObject({ source: "phone_in", itemCode: "EL01", beneficiaryId: story.resident.person.id });
  expect(request?.status).not.toBe("collecting");
});
