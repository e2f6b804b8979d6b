import { expect, test } from "vitest";
import { listByRole } from "../../src/station/index.ts";
import { type Phone, type StationStory, station } from "../support/station.ts";
import { escortTomorrow, steps } from "./steps.ts";

/** Residents of the demo town who live by themselves and have nobody else to ask. */
async function residents(story: StationStory, count: number): Promise<Phone[]> {
  const all = (await listByRole(story.deps, story.deps.station.id, "resident")).filter(({ birthDate }) => birthDate < "1980");
  return Promise.all(all.slice(0, count).map(({ id }) => story.phone(id)));
}

/** Eight orders for the same hour, handed in and let through one after the other. */
async function storm(story: StationStory, count = 8): Promise<string[]> {
  const codes: string[] = [];
  for (const resident of await residents(story, count)) codes.push(await steps(story, resident).submitted(escortTomorrow));
  for (const code of codes) {
    await story.coordinator.says(`通过 ${code}`);
    await story.settle();
  }
  return codes;
}

/** Who is to go as the cards stand. */
async function goingTo(story: StationStory, code: string): Promise<string> {
  const { plan, candidates } = await story.request(code);
  return (plan ?? candidates.map(({ personId }) => personId))[0] ?? "";
}

test("eight orders for one hour are planned together, in one message, and confirmed with one answer", async () => {
  const story = await station();
  const codes = await storm(story);
  const message = await story.coordinator.sees(/8 单一起排好了/);
  for (const code of codes) expect(message).toMatch(new RegExp(`^${code} 陪同就医.*\\n→ .+:.+`, "m"));
  await story.coordinator.seesNothing(/派单 /);
  const planned = await Promise.all(codes.map((code) => goingTo(story, code)));
  expect(new Set(planned).size).toBe(planned.length);

  await story.coordinator.says("全部确认");
  await story.coordinator.sees(/都办了/);
  await story.settle();
  for (const code of codes) {
    const request = await story.request(code);
    expect(request.status).toBe("offered");
    const going = planned[codes.indexOf(code)]!;
    expect(request.offers[0]?.volunteerId).toBe(going);
    const others = planned.filter((id) => id !== going);
    expect(request.offers.filter(({ volunteerId }) => others.includes(volunteerId))).toEqual([]);
    await (await story.phone(going)).sees(new RegExp(code));
  }
  const helper = await story.phone((await story.request(codes[0]!)).offers[0]!.volunteerId);
  await helper.says(`接 ${codes[0]}`);
  await story.settle();
  expect((await story.request(codes[0]!)).status).toBe("accepted");
});

test("one of a batch is confirmed by its code, two by theirs, and another batch may be asked for", async () => {
  const story = await station();
  const codes = await storm(story);
  const [one, two, three, four] = codes as [string, string, string, string];
  await story.coordinator.says(`确认 ${one}`);
  await story.coordinator.sees(new RegExp(`${one} 已问`));
  await story.coordinator.says(`确认 ${two} ${three}`);
  await story.coordinator.sees(new RegExp(`${two} 已问[\\s\\S]*${three} 已问`));
  const before = await goingTo(story, four);
  await story.coordinator.says(`换一批 ${four}`);
  await story.settle();
  await story.advance({ minutes: 3 });
  const { status, candidates, passedOver } = await story.request(four);
  expect(status).toBe("proposed");
  expect(passedOver).toContain(before);
  expect(candidates.map(({ personId }) => personId)).not.toContain(before);
  expect((await story.request(codes[5]!)).status).toBe("proposed");
});

test("below the threshold each request has its own card at once", async () => {
  const story = await station();
  const [first] = await residents(story, 1);
  const code = await steps(story, first).queued(escortTomorrow);
  await story.coordinator.sees(new RegExp(`派单 ${code}`));
  expect((await story.request(code)).plan).toBeUndefined();
});
