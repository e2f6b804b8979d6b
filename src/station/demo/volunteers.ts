import type { Gender, HelperProfile, Person, WeeklyWindow } from "../person.ts";
import { volunteerCalledAs } from "./names.ts";
import {
  birthDateOf,
  type DemoTown,
  daysFrom,
  everyDay,
  hoursOn,
  numbered,
  placeOf,
  plainHelper,
  plainPerson,
  trained,
  workdays,
} from "./town.ts";

const volunteers = 120;
export const teams = 30;

/** Volunteers at the end of the list show, one kind each, why somebody is not asked. */
const obstacles: readonly { count: number; change: (town: DemoTown, helper: HelperProfile) => Partial<HelperProfile> }[] = [
  { count: 3, change: (town) => ({ status: "paused", pausedUntil: daysFrom(town, 10) }) },
  { count: 1, change: () => ({ status: "review" }) },
  { count: 1, change: () => ({ status: "left" }) },
  { count: 3, change: () => ({ identityVerified: false }) },
  { count: 4, change: (town) => ({ insuredUntil: daysFrom(town, -20) }) },
  { count: 4, change: () => ({ trainings: [] }) },
  {
    count: 3,
    change: (town, { trainings }) => ({ trainings: trainings.map((training) => ({ ...training, validUntil: daysFrom(town, -5) })) }),
  },
  { count: 2, change: (town) => ({ blocked: [{ from: town.now, to: daysFrom(town, 7) }] }) },
];
/** Before them, pupils of 14–17; the last one still lacks the guardian's consent. */
const pupils = 5;

/** 120 volunteers in 30 teams over all communities, 张敏 first. */
export function demoVolunteers(town: DemoTown): Person[] {
  const withObstacle = obstacles.flatMap(({ count, change }) => Array.from({ length: count }, () => change));
  const firstObstacle = volunteers - withObstacle.length;
  const first = zhangMin(town);
  const others = Array.from({ length: volunteers - 1 }, (_, i): Person => {
    const index = i + 1;
    const change = withObstacle[index - firstObstacle];
    const isPupil = index >= firstObstacle - pupils && index < firstObstacle;
    const volunteer = isPupil ? pupil(town, index, index < firstObstacle - 1) : grownUp(town, index);
    return change && volunteer.helper ? { ...volunteer, helper: { ...volunteer.helper, ...change(town, volunteer.helper) } } : volunteer;
  });
  return [first, ...others];
}

function zhangMin(town: DemoTown): Person {
  town.claimCalledAs("张姐");
  const place = placeOf(town, 0);
  return {
    ...plainPerson(town, { ...place, gridId: place.community.gridIds[0] ?? place.gridId }),
    id: numbered("V", 1, 4),
    name: "张敏",
    calledAs: "张姐",
    gender: "female",
    birthDate: birthDateOf(town, 47),
    roles: ["volunteer"],
    address: "蟠龙社区9号楼1单元202",
    helper: {
      ...plainHelper(town),
      teamId: teamOf(0),
      skills: ["driving"],
      trainings: trained(town, ["escort", "home_visit", "minor", "first_aid"]),
      creditedMinutes: 126 * 60,
    },
  };
}

function grownUp(town: DemoTown, index: number): Person {
  const { prng } = town;
  const isHandy = index % 8 === 3;
  const gender: Gender = isHandy || prng.chance(0.35) ? "male" : "female";
  const age = prng.chance(0.3) ? prng.between(58, 69) : prng.between(20, 57);
  const name = town.helperName(gender, age);
  const short = volunteerCalledAs(name, gender, age, isHandy);
  const trainings = ["escort", "home_visit", "minor", "first_aid"].filter((code) => prng.chance(chanceOf[code] ?? 0));
  return {
    ...plainPerson(town, placeOf(town, index)),
    id: numbered("V", index + 1, 4),
    name: name.surname + name.given,
    calledAs: town.claimCalledAs(short) ? short : `${name.surname}${name.given}`,
    gender,
    birthDate: birthDateOf(town, age),
    roles: ["volunteer"],
    helper: {
      ...plainHelper(town),
      teamId: teamOf(index),
      skills: [...(isHandy ? ["electric"] : []), ...skills.filter(() => prng.chance(0.2))],
      trainings: trained(town, isHandy && !trainings.includes("home_visit") ? ["home_visit", ...trainings] : trainings),
      availability: weekOf(town),
      creditedMinutes: prng.chance(0.25) ? prng.between(0, 19) * 60 : prng.between(20, 420) * 60,
    },
  };
}

function pupil(town: DemoTown, index: number, guardianConsent: boolean): Person {
  const gender: Gender = town.prng.chance(0.5) ? "female" : "male";
  const age = 14 + (index % 4);
  const name = town.helperName(gender, age);
  return {
    ...plainPerson(town, placeOf(town, index)),
    id: numbered("V", index + 1, 4),
    name: name.surname + name.given,
    calledAs: volunteerCalledAs(name, gender, age, false),
    gender,
    birthDate: birthDateOf(town, age),
    roles: ["volunteer"],
    helper: {
      ...plainHelper(town),
      teamId: teamOf(index),
      guardianConsent,
      availability: hoursOn([6, 7], 8, 18),
      creditedMinutes: town.prng.between(0, 30) * 60,
    },
  };
}

const chanceOf: Readonly<Record<string, number>> = { escort: 0.5, home_visit: 0.75, minor: 0.5, first_aid: 0.3 };
const skills = ["haircut", "driving", "phone", "tutoring", "cooking"];

function teamOf(index: number): string {
  return numbered("T", (index % teams) + 1, 3);
}

/** Most are free by day all week; some work and come at the weekend, some only in the morning. */
function weekOf({ prng }: DemoTown): WeeklyWindow[] {
  const kind = prng.next();
  if (kind < 0.7) return hoursOn(everyDay, 8, 18);
  if (kind < 0.8) return hoursOn(workdays, 8, 18);
  if (kind < 0.9) return [...hoursOn([6, 7], 8, 18), ...hoursOn(workdays, 17, 20)];
  return hoursOn(everyDay, 8, 12);
}
