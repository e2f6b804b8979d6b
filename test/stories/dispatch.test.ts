import { expect, test } from "vitest";
import { station } from "../support/station.ts";
import { escortTomorrow, steps } from "./steps.ts";

test("a volunteer who declines is never asked again, and the next one is asked", async () => {
  const story = await station();
  const { offered, say, current } = steps(story);
  const code = await offered("周四上午九点能派人陪我去区医院看病吗");
  const [first, second] = await story.ranked(code);
  await first!.sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
  await say(first!, `去不了 ${code} 值班`);
  await second!.sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
  await first!.skip();
  await story.advance({ days: 1 });
  await first!.seesNothing(new RegExp(code));
  expect((await story.request(current.code)).offers.filter(({ volunteerId }) => volunteerId === first!.person.id)).toMatchObject([
    { status: "declined", reason: expect.stringContaining("值班") },
  ]);
});

test("a routine request asks one at a time, a soon one three, an urgent one five at once", async () => {
  const story = await station();
  const routine = steps(story);
  await routine.offered("周四上午九点能派人陪我去区医院看病吗");
  expect((await story.request(routine.current.code)).offers).toHaveLength(1);
  const soon = steps(story, await story.phoneOf("王建国"));
  await soon.offered("明天上午九点能派人陪我自己去区医院看病吗");
  expect((await story.request(soon.current.code)).offers).toHaveLength(3);
});

test("two volunteers say yes at once: one goes, the other is told who has it", async () => {
  const story = await station();
  const { offered, current } = steps(story);
  const code = await offered();
  const [first, second] = await story.ranked(code);
  await Promise.all([first!.says(`接 ${code}`), second!.says(`接 ${code}`)]);
  await story.settle();
  const { assignments, offers } = await story.request(current.code);
  expect(assignments.filter(({ status }) => status === "accepted")).toHaveLength(1);
  const winner = assignments[0]!.volunteerId === first!.person.id ? first! : second!;
  const loser = winner === first ? second! : first!;
  await loser.sees(new RegExp(`${winner.person.calledAs}|已.*接`));
  expect(offers.find(({ volunteerId }) => volunteerId === loser.person.id)?.status).toBe("superseded");
});

test("two coordinators confirm at once: one picks, the other reads who did", async () => {
  const story = await station();
  const { queued } = steps(story);
  const code = await queued();
  await Promise.all([story.coordinator.says(`确认 ${code} 1`), story.secondCoordinator.says(`确认 ${code} 2`)]);
  await story.settle();
  const { history, pickedBy } = await story.request(code);
  expect(history.filter(({ event }) => event === "pick")).toHaveLength(1);
  const loser = pickedBy === story.coordinator.person.id ? story.secondCoordinator : story.coordinator;
  const winner = loser === story.coordinator ? story.secondCoordinator : story.coordinator;
  await loser.sees(new RegExp(`${winner.person.calledAs}|${winner.person.name}`));
});

test("a home visit takes two, one of them experienced; both are told of each other", async () => {
  const story = await station();
  const { offered, current } = steps(story);
  const code = await offered("后天上午九点想找人上门陪我说说话");
  const { offers, people } = await story.request(code);
  expect(people).toBe(2);
  const [first, second] = await Promise.all(offers.slice(0, 2).map(({ volunteerId }) => story.phone(volunteerId)));
  await first!.says(`接 ${code}`);
  await first!.sees(/还差|凑齐|还缺/);
  await story.resident.seesNothing(/找到了/);
  await second!.says(`接 ${code}`);
  await story.resident.sees(/找到了/);
  await story.settle();
  expect((await story.request(current.code)).status).toBe("accepted");
  expect((await first!.all()).at(-1)).toContain(second!.person.calledAs);
});

test("nobody is free: the desk reads why, is asked to phone, and the resident is told", async () => {
  const story = await station();
  const { queued } = steps(story);
  const code = await queued("明天晚上十点想找人上门陪我说说话");
  await story.coordinator.sees(new RegExp(`${code}[\\s\\S]*人`));
  await story.advanceTo("2026-11-24T20:30");
  await story.coordinator.sees(new RegExp(`${code}[\\s\\S]*电话`));
  await story.resident.sees(/没找到合适的人/);
  expect((await story.request(code)).status).toBe("unfilled");
});

test("a decline that becomes a yes while it is open uses the same row", async () => {
  const story = await station();
  const { offered, say } = steps(story);
  const code = await offered();
  const [first] = await story.ranked(code);
  await say(first!, `去不了 ${code} 有事`);
  await say(first!, `接 ${code}`);
  const { offers, assignments } = await story.request(code);
  expect(offers.filter(({ volunteerId }) => volunteerId === first!.person.id)).toMatchObject([{ status: "accepted" }]);
  expect(assignments).toMatchObject([{ volunteerId: first!.person.id, status: "accepted" }]);
});

test("a named helper is asked alone, from triage on", async () => {
  const story = await station();
  const { submitted, say } = steps(story);
  const code = await submitted();
  const helper = await story.phoneOf("张敏");
  await say(story.coordinator, `派给 ${code} 张敏`);
  await helper.sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
  expect((await story.request(code)).offers.map(({ volunteerId }) => volunteerId)).toEqual([helper.person.id]);
});

test("before accepting nobody learns name, address or phone; the room never does", async () => {
  const story = await station();
  const { accepted } = steps(story);
  const code = await accepted(escortTomorrow);
  const { name, phone, address } = story.resident.person;
  const secret = new RegExp([name, phone, address].join("|"));
  const said = (await story.transcript()).split(/\n(?=\S+ → |\[群\] |PL-)/u);
  const bound = (await story.request(code)).assignments[0]!.volunteerId;
  for (const line of said) {
    const isRoom = line.startsWith("[群]");
    const isHelper = /→ PL-[VSG]\d/u.test(line) && !/→ PL-S00[1-4]/u.test(line);
    if (isRoom || (isHelper && !line.includes(`→ ${bound}`))) expect(line).not.toMatch(secret);
  }
  expect(said.some((line) => line.includes(`→ ${bound}`) && line.includes(address))).toBe(true);
});
