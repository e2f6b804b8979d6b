/** The stories of the main loop, the same ones on every channel: a channel only carries. */
import { describe, expect, test, vi } from "vitest";
import { type StationStory, station } from "../support/station.ts";
import { localNetwork, type StoryNetwork } from "../support/story-network.ts";
import { ilinkNetwork } from "./ilink-network.ts";
import { serviceNetwork } from "./service-network.ts";

vi.setConfig({ testTimeout: 120_000 });

const escort = "明天上午九点能派人陪我去区医院看病吗";
const channels: readonly (readonly [string, () => Promise<StoryNetwork>])[] = [
  ["local", async () => localNetwork()],
  ["ilink", ilinkNetwork],
  ["service", serviceNetwork],
];

/** Asked, passed and proposed, and the helpers have their phones at hand; the request's code. */
async function proposed({ resident, coordinator, ranked, settle }: StationStory): Promise<string> {
  await resident.says(escort);
  await resident.sees(/陪同就医.*明天上午9点.*区医院.*对吗/);
  await resident.says("对");
  await resident.sees(/记下了/);
  const code = await coordinator.seesCode();
  await coordinator.says(`通过 ${code}`);
  await coordinator.sees(new RegExp(`${code}[\\s\\S]*1[\\s\\S]*2[\\s\\S]*3`));
  await settle();
  await ranked(code);
  return code;
}

describe.each(channels)("on the channel %s", (_, open) => {
  test("from a message to a rated service", async () => {
    const story = await station({ network: await open() });
    const { resident, coordinator, ranked, request, advanceTo, settle } = story;
    const code = await proposed(story);
    await coordinator.says(`确认 ${code} 1`);
    await settle();
    const [first, second] = await ranked(code);
    const offer = await first!.sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
    expect(offer).not.toMatch(/王秀兰|138|12号楼/);
    await second!.sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
    await first!.says(`接 ${code}`);
    await first!.sees(/王[\s\S]*蟠龙社区/);
    await resident.sees(/找到了/);
    await advanceTo("2026-11-23T19:30");
    await resident.says("好的");
    await first!.says("好的");
    await settle();
    await advanceTo("2026-11-24T09:00");
    await first!.says("到了");
    await resident.sees(/到了/);
    await resident.says("谢谢");
    await advanceTo("2026-11-24T11:32");
    await first!.says("完事了");
    await first!.sees(/到家|回家/);
    await first!.says("送到家了");
    await first!.sees(/2\.5/);
    await resident.sees(/五星/);
    await resident.says("五星");
    await resident.sees(/谢谢/);
    await settle();
    expect(await request(code)).toMatchObject({ status: "closed", rating: { stars: 5 }, assignments: [{ creditedMinutes: 150 }] });
  });

  test("one helper declines, another takes it, and the bot is started anew in between", async () => {
    const story = await station({ network: await open() });
    const { resident, coordinator, ranked, request, settle, restartBot } = story;
    const code = await proposed(story);
    await coordinator.says(`确认 ${code} 1`);
    await settle();
    const [first, second] = await ranked(code);
    await first!.says(`去不了 ${code} 值班`);
    await first!.sees(/./);
    await settle();
    await restartBot();
    await second!.says(`接 ${code}`);
    await second!.sees(/王[\s\S]*蟠龙社区/);
    await resident.sees(/找到了/);
    await settle();
    expect((await request(code)).status).toBe("accepted");
  });

  test("a resident calls it off, and who was bound is told", async () => {
    const story = await station({ network: await open() });
    const { resident, coordinator, ranked, request, settle } = story;
    const code = await proposed(story);
    await coordinator.says(`确认 ${code} 1`);
    await settle();
    const [first] = await ranked(code);
    await first!.says(`接 ${code}`);
    await resident.sees(/找到了/);
    await resident.says(`取消 ${code}`);
    await resident.sees(/取消/);
    await settle();
    if ((await request(code)).status === "accepted") {
      await resident.says("是");
      await settle();
    }
    expect((await request(code)).status).toMatch(/cancelled/);
    await first!.sees(new RegExp(`${code}[\\s\\S]*取消|取消[\\s\\S]*${code}`));
  });

  test("in danger the number to call comes at once, and the desk is told", async () => {
    const { resident, coordinator } = await station({ network: await open() });
    await resident.says("我胸口疼得厉害，喘不上气");
    await resident.sees(/120/);
    await coordinator.sees(/王/);
  });
});
