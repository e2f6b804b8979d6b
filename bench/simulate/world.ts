import type { ServiceItem } from "../../src/catalog/index.ts";
import { buildHelper, buildItem, buildNeed, counsel, escort, homeVisit, lessons, monday, repair } from "../../src/matching/builders.ts";
import type { Helper } from "../../src/matching/helper.ts";
import type { Need } from "../../src/matching/need.ts";
import { metresBetween, pointOf } from "../../src/matching/places.ts";
import { makeRandom, pick } from "../../src/matching/random-people.ts";
import { addMinutes, dayMs, instant, startOfDay } from "../../src/platform/index.ts";
import type { Options } from "./options.ts";

type Random = () => number;

/** Somebody with what the matcher must not know. */
export interface Person {
  helper: Helper;
  /** How likely a yes is, near home and rested. */
  readonly willingness: number;
}

export interface Arrival {
  readonly at: Date;
  readonly need: Need;
}

export interface World {
  readonly people: Map<string, Person>;
  readonly all: readonly Person[];
  readonly byCommunity: Map<string, Person[]>;
  readonly arrivals: readonly Arrival[];
  readonly random: Random;
}

const communities = 20;
const grids = 5;
const residents = 400;
const items: readonly { item: ServiceItem; share: number }[] = [
  { item: buildItem(), share: 0.35 },
  { item: escort, share: 0.25 },
  { item: homeVisit, share: 0.15 },
  { item: repair, share: 0.1 },
  { item: lessons, share: 0.1 },
  { item: counsel, share: 0.05 },
];
/** Requests come by day, most in the morning. */
const hourWeights = [0, 0, 0, 0, 0, 0, 1, 3, 8, 10, 10, 7, 3, 4, 7, 7, 5, 4, 3, 3, 2, 1, 0, 0];

function chooseWeighted<T>(random: Random, list: readonly T[], weight: (item: T) => number): T {
  let left = random() * list.reduce((sum, item) => sum + weight(item), 0);
  return list.find((item) => {
    left -= weight(item);
    return left < 0;
  }) as T;
}

/** Around 0 with spread 1 (Box & Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function place(random: Random): { communityId: string; gridId: string } {
  const communityId = `PL${String(1 + Math.floor(random() * communities)).padStart(2, "0")}`;
  return { communityId, gridId: `${communityId}-G${1 + Math.floor(random() * grids)}` };
}

function makePerson(random: Random, i: number, { accept }: Options): Person {
  const chance = (share: number): boolean => random() < share;
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter(() => chance(0.6));
  const hours = pick(random, [
    [480, 1080],
    [480, 1080],
    [480, 720],
    [780, 1200],
  ] as const);
  const trainings = [
    { code: "escort", share: 0.4 },
    { code: "home_visit", share: 0.6 },
    { code: "minor", share: 0.4 },
  ];
  const helper = buildHelper(`PL-V${String(i).padStart(5, "0")}`, {
    person: {
      ...place(random),
      gender: chance(0.65) ? "female" : "male",
      birthDate: `${Math.floor(1950 + 58 * random())}-06-15`,
      roles: [chance(0.02) ? "social_worker" : "volunteer"],
    },
    profile: {
      status: chance(0.95) ? "active" : "review",
      identityVerified: chance(0.97),
      skills: chance(0.12) ? ["electric"] : [],
      trainings: trainings.filter(({ share }) => chance(share)).map(({ code }) => ({ code, validUntil: instant(2028, 1, 1) })),
      insuredUntil: chance(0.92) ? instant(2028, 1, 1) : instant(2026, 1, 1),
      availability: weekdays.map((weekday) => ({ weekday, from: hours[0], to: hours[1] })),
      creditedMinutes: Math.floor(6000 * random() ** 2),
      guardianConsent: true,
    },
  });
  const spread = Math.exp(0.6 * normal(random) - 0.18);
  return { helper, willingness: Math.min(0.97, accept * spread) };
}

function makeArrival(random: Random, day: number, number: number): Arrival {
  const hour = chooseWeighted(
    random,
    hourWeights.map((weight, h) => ({ weight, h })),
    ({ weight }) => weight,
  ).h;
  const at = addMinutes(new Date(startOfDay(monday).getTime() + day * dayMs), hour * 60 + Math.floor(60 * random()));
  const { item } = chooseWeighted(random, items, ({ share }) => share);
  const kind = random();
  const urgency = kind < 0.08 ? "urgent" : kind < 0.35 ? "soon" : "routine";
  const leadHours = urgency === "urgent" ? 1.5 + 2.5 * random() : urgency === "soon" ? 4 + 20 * random() : 24 + 96 * random();
  let startAt = addMinutes(at, Math.round(leadHours * 4) * 15);
  const hourOf = (date: Date): number => (date.getTime() - startOfDay(date).getTime()) / 3_600_000;
  if (hourOf(startAt) < 8 || hourOf(startAt) + item.minutes / 60 > 18) {
    const fits = 8 + random() * (10 - item.minutes / 60);
    startAt = addMinutes(startOfDay(startAt, hourOf(startAt) < 8 ? 0 : 1), Math.round(fits * 4) * 15);
  }
  const resident = Math.floor(residents * random() ** 2);
  const beneficiaryId = `PL-R${resident}`;
  const home = place(makeRandom(resident));
  const requestId = `q${number}`;
  const isSoonNow = startAt.getTime() - at.getTime() > 4 * 3_600_000;
  return {
    at,
    need: buildNeed({
      requestId,
      code: requestId,
      item,
      people: item.minPeople,
      startAt,
      endAt: addMinutes(startAt, item.minutes),
      urgency: urgency === "urgent" && isSoonNow ? "soon" : urgency,
      ...home,
      beneficiaryId,
      involvedIds: [beneficiaryId],
      isForMinor: item.flags.includes("minor"),
    }),
  };
}

/** A town with its people, and all requests of the days to come. */
export function makeWorld(options: Options, seed: number): World {
  const random = makeRandom(seed * 7919);
  const people = Array.from({ length: options.volunteers }, (_, i) => makePerson(random, i, options));
  const byCommunity = new Map<string, Person[]>();
  for (const person of people) {
    const { communityId } = person.helper.person;
    byCommunity.set(communityId, [...(byCommunity.get(communityId) ?? []), person]);
  }
  const count = Math.round(options.days * options.arrivals + Math.sqrt(options.days * options.arrivals) * normal(random));
  const arrivals = Array.from({ length: count }, (_, i) => makeArrival(random, Math.floor(random() * options.days), i));
  arrivals.sort((a, b) => a.at.getTime() - b.at.getTime());
  return { all: people, people: new Map(people.map((person) => [person.helper.person.id, person])), byCommunity, arrivals, random };
}

export function kilometres({ person }: Helper, need: Need): number {
  const [home, door] = [pointOf(person), pointOf(need)];
  return home && door ? Math.max(0.15, metresBetween(home, door) / 1000) : 0;
}
