import { expect, test } from "vitest";
import { demoStation } from "../../test/support/demo-station.ts";
import { dayMs, instant } from "../platform/index.ts";
import { listByRole, updatePerson } from "../station/index.ts";
import { checkIn, checkOut } from "../visit/index.ts";
import { visitsDue } from "./visits-due.ts";

const { deps, acceptedBy, newHelpers, newResident } = await demoStation();
const now = deps.clock.now();
const december = { from: "2026-12-01", to: "2026-12-31" };
const month = { from: "2026-11-23", to: "2026-12-22" };
const tagged = (tags: readonly string[]) => tags.map((tag) => ({ tag, source: "home_visit", reviewBy: instant(2027, 3, 1) }));
// Whoever has tags in the demo town is left alone: these tests look at people of their own.
for (const person of await listByRole(deps, "PL", "resident"))
  if (person.tags.length > 0) await updatePerson(deps, person.id, { tags: [] });

async function withTags(tags: readonly string[], createdAt: Date) {
  const person = await updatePerson(deps, newResident().id, { tags: tagged(tags) });
  await deps.db.collection<{ _id: string }>("people").updateOne({ _id: person.id }, { $set: { createdAt } });
  return person;
}
const dueFor = async (personId: string, period = month) => (await visitsDue(deps, "PL", period)).find((due) => due.personId === personId);
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);

test("two risks are visited weekly, one monthly, other tags quarterly; a visit is due in a window", async () => {
  const [high, key, general] = await Promise.all([
    withTags(["lives_alone_80", "dementia"], daysAgo(1)),
    withTags(["disabled"], daysAgo(1)),
    withTags(["low_income"], daysAgo(70)),
  ]);
  expect(await dueFor(high.id)).toMatchObject({
    level: "high",
    dueBy: daysAgo(-6),
    dueFrom: daysAgo(-4.25),
    isOverdue: false,
    lastVisitAt: null,
  });
  expect(await dueFor(key.id)).toMatchObject({ level: "key", dueBy: daysAgo(-29) });
  expect(await dueFor(general.id)).toMatchObject({ level: "general", dueBy: daysAgo(-20) });
  expect((await dueFor(high.id, december))?.level).toBeUndefined();
});

test("what is overdue stays on the list, the longest first, with no address and no phone", async () => {
  const person = await withTags(["dementia"], daysAgo(200));
  const [first] = await visitsDue(deps, "PL", december);
  expect(first).toMatchObject({ personId: person.id, isOverdue: true });
  for (const secret of [person.address, person.phone]) expect(JSON.stringify(first)).not.toContain(secret);
});

test("a visit made begins the time anew, and one planned is named", async () => {
  const resident = await withTags(["disabled"], daysAgo(40));
  const helpers = newHelpers(2);
  const request = await acceptedBy(helpers, { itemCode: "EL03", resident });
  expect(await dueFor(resident.id)).toMatchObject({ isOverdue: true, plannedCode: request.code, plannedAt: request.wish.startAt });
  deps.clock.set(request.wish.startAt ?? now);
  for (const { id } of helpers) await checkIn(deps, request.id, { role: "volunteer", personId: id }, id);
  deps.clock.advance(60 * 60_000);
  for (const { id } of helpers) await checkOut(deps, request.id, { role: "volunteer", personId: id }, id);
  expect(await dueFor(resident.id, december)).toMatchObject({ lastVisitAt: request.wish.startAt, isOverdue: false, plannedCode: null });
});
