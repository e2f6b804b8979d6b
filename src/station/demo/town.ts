import { addMinutes, civil, civilDate, dayMs, instant } from "../../platform/index.ts";
import { type Community, demoStation } from "../org.ts";
import type { Gender, HelperProfile, Person, Training, WeeklyWindow } from "../person.ts";
import { drawName, type FullName } from "./names.ts";
import { type Prng, prngOf } from "./prng.ts";

/** What the makers of demo people share: the day they are made for, one stream of numbers, names and phones already given. */
export interface DemoTown {
  readonly now: Date;
  readonly prng: Prng;
  readonly communities: readonly Community[];
  nextPhone(): string;
  /** A name no other helper has, so that 派给 finds one. */
  helperName(gender: Gender, age: number): FullName;
  /** True the first time; two helpers are never called the same. */
  claimCalledAs(calledAs: string): boolean;
}

const seed = 20260301;

/** Names that belong to the people at the head of each list. */
const reserved = ["王秀兰", "王建国", "张敏", "刘娟", "陈明", "赵国华", "孙晓琳", "于卫国", "宋立平", "姜丽萍"];

export function demoTown(now: Date): DemoTown {
  const prng = prngOf(seed);
  const names = new Set(reserved);
  const called = new Set<string>();
  let phones = 0;
  return {
    now,
    prng,
    communities: demoStation.communities,
    nextPhone() {
      phones += 1;
      return `13800${String(phones).padStart(6, "0")}`;
    },
    helperName(gender, age) {
      for (;;) {
        const name = drawName(prng, gender, age);
        const full = name.surname + name.given;
        if (names.has(full)) continue;
        names.add(full);
        return name;
      }
    },
    claimCalledAs(calledAs) {
      if (called.has(calledAs)) return false;
      called.add(calledAs);
      return true;
    },
  };
}

/** The community in turn, so that all get their share, and one of its grids. */
export function placeOf(town: DemoTown, index: number): { community: Community; gridId: string } {
  const community = town.communities[index % town.communities.length];
  if (community === undefined) throw new RangeError("a town without communities");
  return { community, gridId: town.prng.pick(community.gridIds) };
}

/** A door like 蟠龙社区12号楼2单元301. */
export function addressIn({ prng }: DemoTown, community: Community): string {
  return `${community.name}${prng.between(1, 24)}号楼${prng.between(1, 4)}单元${prng.between(1, 6)}0${prng.between(1, 3)}`;
}

/** A birthday that makes somebody `age` today. */
export function birthDateOf({ now, prng }: DemoTown, age: number): string {
  const { year, month, day } = civil(now);
  return civilDate(new Date(instant(year - age, month, day).getTime() - prng.between(1, 360) * dayMs));
}

/** `days` from the day the town is made for. */
export function daysFrom({ now }: DemoTown, days: number): Date {
  return addMinutes(now, days * 24 * 60);
}

/** The same hours on these weekdays (1 = Monday). */
export function hoursOn(weekdays: readonly number[], from: number, to: number): WeeklyWindow[] {
  return weekdays.map((weekday) => ({ weekday, from: from * 60, to: to * 60 }));
}

export const workdays = [1, 2, 3, 4, 5] as const;
export const everyDay = [1, 2, 3, 4, 5, 6, 7] as const;

/** Trainings all valid for most of a year. */
export function trained(town: DemoTown, codes: readonly string[]): Training[] {
  return codes.map((code) => ({ code, validUntil: daysFrom(town, town.prng.between(150, 500)) }));
}

/** What holds for a helper about whom nothing is special. */
export function plainHelper(town: DemoTown): HelperProfile {
  return {
    status: "active",
    identityVerified: true,
    skills: [],
    trainings: [],
    insuredUntil: daysFrom(town, town.prng.between(120, 360)),
    availability: hoursOn(everyDay, 8, 18),
    blocked: [],
    languages: ["mandarin", "local"],
    creditedMinutes: 0,
    joinedAt: daysFrom(town, -town.prng.between(60, 1500)),
  };
}

/** What holds for a person about whom nothing is special. */
export function plainPerson(town: DemoTown, place: { community: Community; gridId: string }) {
  return {
    stationId: demoStation.id,
    communityId: place.community.id,
    gridId: place.gridId,
    phone: town.nextPhone(),
    address: addressIn(town, place.community),
    tags: [],
    family: [],
    blockedHelperIds: [],
    createdAt: town.now,
    updatedAt: town.now,
  } satisfies Partial<Person>;
}

export function numbered(letter: string, index: number, digits: number): string {
  return `${demoStation.id}-${letter}${String(index).padStart(digits, "0")}`;
}
