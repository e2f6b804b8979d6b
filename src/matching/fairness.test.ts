import { expect, test } from "vitest";
import { addMinutes } from "../platform/index.ts";
import { context, monday } from "./builders.ts";
import { firstRefusal } from "./gates.ts";
import { ageAt } from "./gates-person.ts";
import type { Helper } from "./helper.ts";
import { makeRandom, randomHelper, randomNeed } from "./random-people.ts";
import { standingsOf } from "./rank.ts";

/** One community, so that distance, which R4 counts on purpose, explains nothing. */
const town = { stationId: "PL", communities: 1, gridsPerCommunity: 1 };

function groupsOf({ person }: Helper): string[] {
  const age = ageAt(person.birthDate, monday);
  return [person.gender, age < 30 ? "under 30" : age < 45 ? "30–44" : age < 60 ? "45–59" : "60 and over"];
}

test("no gender and no age is asked less than its share beyond what the gates explain", () => {
  const random = makeRandom(11);
  const helpers: Helper[] = Array.from({ length: 200 }, (_, i) => {
    const helper = randomHelper(random, `h${i}`, town);
    return { ...helper, load: { ...helper.load, askedAt: [], likedBy: [], bookings: [], openOffers: [] } };
  });
  const asked = new Map<string, number>();
  const expected = new Map<string, number>();
  const add = (counts: Map<string, number>, group: string, by: number) => counts.set(group, (counts.get(group) ?? 0) + by);
  for (let i = 0; i < 700; i++) {
    const now = addMinutes(monday, i * 30);
    const days = Math.floor((i * 30) / 1440);
    const drawn = randomNeed(random, `need-${i}`, town);
    const shift = (at: Date) => addMinutes(at, days * 1440);
    const need = { ...drawn, startAt: shift(drawn.startAt), endAt: shift(drawn.endAt), radius: 2 as const };
    const ctx = { ...context, now };
    const eligible = helpers.filter((helper) => firstRefusal(helper, need, ctx) === undefined);
    const [first] = standingsOf(helpers, need, ctx);
    if (!first) continue;
    for (const helper of eligible) for (const group of groupsOf(helper)) add(expected, group, 1 / eligible.length);
    for (const group of groupsOf(first.helper)) add(asked, group, 1);
    helpers[helpers.findIndex(({ person }) => person.id === first.helper.person.id)] = {
      ...first.helper,
      load: { ...first.helper.load, askedAt: [...first.helper.load.askedAt, now] },
    };
  }
  for (const [group, share] of expected) expect((asked.get(group) ?? 0) / share, group).toBeGreaterThan(0.8);
});
