import { demoStation } from "../org.ts";
import type { Gender, Person, Role } from "../person.ts";
import { birthDateOf, type DemoTown, hoursOn, numbered, placeOf, plainHelper, plainPerson, trained, workdays } from "./town.ts";

const socialWorkers = 42;

/** The four who run the station; they give work and take none. */
const leaders: readonly { name: string; calledAs: string; gender: Gender; age: number; role: Role }[] = [
  { name: "赵国华", calledAs: "赵主任", gender: "male", age: 51, role: "supervisor" },
  { name: "刘娟", calledAs: "刘社工", gender: "female", age: 36, role: "coordinator" },
  { name: "陈明", calledAs: "陈社工", gender: "male", age: 33, role: "coordinator" },
  { name: "孙晓琳", calledAs: "孙社工", gender: "female", age: 29, role: "coordinator" },
];

/** 42 social workers: the chief is supervisor, three are coordinators, the others serve. */
export function demoSocialWorkers(town: DemoTown): Person[] {
  const chiefs = leaders.map((leader, i): Person => {
    town.claimCalledAs(leader.calledAs);
    const { name, calledAs, gender, age, role } = leader;
    const roles: Role[] = [role, "social_worker"];
    const birthDate = birthDateOf(town, age);
    return {
      ...plainPerson(town, placeOf(town, i)),
      id: numbered("S", i + 1, 3),
      name,
      calledAs,
      gender,
      birthDate,
      roles,
      office: demoStation.name,
    };
  });
  const others = Array.from({ length: socialWorkers - leaders.length }, (_, i): Person => {
    const gender: Gender = town.prng.chance(0.7) ? "female" : "male";
    const age = town.prng.between(23, 52);
    const name = town.helperName(gender, age);
    const short = `${name.surname}社工`;
    return {
      ...plainPerson(town, placeOf(town, i)),
      id: numbered("S", leaders.length + i + 1, 3),
      name: name.surname + name.given,
      calledAs: town.claimCalledAs(short) ? short : `${name.surname}${name.given}社工`,
      gender,
      birthDate: birthDateOf(town, age),
      roles: ["social_worker"],
      helper: {
        ...plainHelper(town),
        skills: ["counselling", "policy"],
        trainings: trained(town, ["home_visit", "escort", "minor", "first_aid"]),
        availability: [...hoursOn(workdays, 8, 18), ...(i % 3 === 0 ? hoursOn([6, 7], 8, 18) : [])],
        creditedMinutes: town.prng.between(20, 300) * 60,
      },
    };
  });
  return [...chiefs, ...others];
}

/** One grid worker (网格员) for each grid. */
export function demoGridWorkers(town: DemoTown): Person[] {
  const grids = town.communities.flatMap((community) => community.gridIds.map((gridId) => ({ community, gridId })));
  return grids.map((place, i): Person => {
    const gender: Gender = town.prng.chance(0.55) ? "female" : "male";
    const age = town.prng.between(26, 57);
    const name = town.helperName(gender, age);
    const short = `${name.surname}网格员`;
    return {
      ...plainPerson(town, place),
      id: numbered("G", i + 1, 3),
      name: name.surname + name.given,
      calledAs: town.claimCalledAs(short) ? short : `${name.surname}${name.given}网格员`,
      gender,
      birthDate: birthDateOf(town, age),
      roles: ["grid_worker"],
      helper: {
        ...plainHelper(town),
        trainings: trained(town, ["home_visit", "first_aid"]),
        availability: hoursOn(workdays, 8, 18),
        creditedMinutes: town.prng.between(20, 120) * 60,
      },
    };
  });
}

/** The offices that take referrals (转介). */
export function demoReceivers(town: DemoTown): Person[] {
  const offices = [
    { office: "民政办", name: "于卫国", calledAs: "民政办于主任", gender: "male" },
    { office: "司法所", name: "宋立平", calledAs: "司法所宋所长", gender: "male" },
    { office: "卫生院", name: "姜丽萍", calledAs: "卫生院姜医生", gender: "female" },
  ] as const;
  return offices.map((receiver, i): Person => {
    const birthDate = birthDateOf(town, 45 + i);
    return { ...plainPerson(town, placeOf(town, 0)), ...receiver, id: numbered("O", i + 1, 3), birthDate, roles: ["receiver"] };
  });
}
