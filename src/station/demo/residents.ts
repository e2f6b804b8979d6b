import type { Gender, Person, PersonTag } from "../person.ts";
import { drawName, residentCalledAs } from "./names.ts";
import { addressIn, birthDateOf, type DemoTown, daysFrom, numbered, placeOf, plainPerson } from "./town.ts";

const residents = 400;

/** How a household is made up and how many of them there are; each gives one or two residents. */
const households: readonly { count: number; make: (town: DemoTown, index: number) => Person[] }[] = [
  { count: 90, make: (town, i) => [elder(town, i, town.prng.between(62, 79))] },
  { count: 30, make: (town, i) => [elder(town, i, town.prng.between(80, 94), ["lives_alone_80"])] },
  { count: 12, make: (town, i) => withChild(town, elder(town, i, town.prng.between(72, 88), ["dementia"]), i + 1) },
  { count: 20, make: (town, i) => [elder(town, i, town.prng.between(60, 85), ["disabled"])] },
  { count: 40, make: (town, i) => withChild(town, elder(town, i, town.prng.between(68, 90)), i + 1) },
  { count: 24, make: (town, i) => withParent(town, child(town, i), i + 1) },
  { count: 10, make: (town, i) => [adult(town, i, ["disabled"])] },
  { count: 15, make: (town, i) => [adult(town, i, ["low_income"])] },
];

/** 400 residents: mostly old people, some who live alone, are ill or disabled, children in difficulty, and the families who ask for them. */
export function demoResidents(town: DemoTown): Person[] {
  const people = wangXiulan(town);
  for (const { count, make } of households) {
    for (let i = 0; i < count; i += 1) people.push(...make(town, people.length));
  }
  while (people.length < residents) people.push(adult(town, people.length));
  return people.slice(0, residents);
}

/** 王秀兰, 78, lives alone in 蟠龙社区; her son 王建国 is far away and asks for her. */
function wangXiulan(town: DemoTown): Person[] {
  const home = placeOf(town, 0);
  const plain = () => plainPerson(town, { ...home, gridId: home.community.gridIds[0] ?? home.gridId });
  const son: Person = {
    ...plain(),
    id: numbered("R", 2, 4),
    name: "王建国",
    calledAs: "王先生",
    gender: "male",
    birthDate: birthDateOf(town, 52),
    roles: ["resident"],
    address: "外地(母亲住蟠龙社区12号楼2单元301)",
    family: [{ personId: numbered("R", 1, 4), relation: "妈" }],
  };
  const mother: Person = {
    ...plain(),
    id: numbered("R", 1, 4),
    name: "王秀兰",
    calledAs: "王奶奶",
    gender: "female",
    birthDate: birthDateOf(town, 78),
    roles: ["resident"],
    address: "蟠龙社区12号楼2单元301",
    tags: [tagged(town, "lives_alone")],
    emergencyContact: { name: son.name, relation: "儿子", phone: son.phone },
  };
  return [mother, son];
}

function elder(town: DemoTown, index: number, age: number, tags: readonly string[] = []): Person {
  return resident(town, index, { age, tags, contact: tags.length > 0 || town.prng.chance(0.6) });
}

function adult(town: DemoTown, index: number, tags: readonly string[] = []): Person {
  return resident(town, index, { age: town.prng.between(24, 59), tags, contact: town.prng.chance(0.3) });
}

function child(town: DemoTown, index: number): Person {
  return resident(town, index, { age: town.prng.between(6, 15), tags: ["child_in_difficulty"], contact: false });
}

/** An old person and the grown-up child who asks for them. */
function withChild(town: DemoTown, parent: Person, index: number): Person[] {
  const relation = parent.gender === "female" ? "妈" : "爸";
  const surname = parent.gender === "male" ? parent.name.slice(0, 1) : undefined;
  const grownUp = resident(town, index, { age: town.prng.between(38, 55), tags: [], contact: false, ...(surname && { surname }) });
  const asker: Person = { ...grownUp, family: [{ personId: parent.id, relation }] };
  return [
    { ...parent, emergencyContact: { name: asker.name, relation: asker.gender === "female" ? "女儿" : "儿子", phone: asker.phone } },
    asker,
  ];
}

/** A child and the guardian who asks for them. */
function withParent(town: DemoTown, minor: Person, index: number): Person[] {
  const relation = minor.gender === "female" ? "女儿" : "儿子";
  const grownUp = resident(town, index, { age: town.prng.between(30, 48), tags: [], contact: false });
  const { address, communityId, gridId } = minor;
  const guardian: Person = { ...grownUp, address, communityId, gridId, family: [{ personId: minor.id, relation }] };
  return [
    {
      ...minor,
      emergencyContact: { name: guardian.name, relation: guardian.gender === "female" ? "妈妈" : "爸爸", phone: guardian.phone },
    },
    guardian,
  ];
}

function resident(
  town: DemoTown,
  index: number,
  wish: { age: number; tags: readonly string[]; contact: boolean; surname?: string },
): Person {
  const { prng } = town;
  const gender: Gender = prng.chance(0.55) ? "female" : "male";
  const name = drawName(prng, gender, wish.age, wish.surname);
  const place = placeOf(town, index);
  const relative = wish.contact && drawName(prng, prng.chance(0.5) ? "female" : "male", 45);
  return {
    ...plainPerson(town, place),
    id: numbered("R", index + 1, 4),
    name: name.surname + name.given,
    calledAs: residentCalledAs(name, gender, wish.age),
    gender,
    birthDate: birthDateOf(town, wish.age),
    roles: ["resident"],
    address: addressIn(town, place.community),
    tags: wish.tags.map((tag) => tagged(town, tag)),
    ...(relative && {
      emergencyContact: { name: relative.surname + relative.given, relation: prng.pick(["亲属", "侄子", "邻居"]), phone: town.nextPhone() },
    }),
  };
}

/** A tag as found on a visit, to be looked at again within half a year (R15). */
function tagged(town: DemoTown, tag: string): PersonTag {
  return { tag, source: "home_visit", reviewBy: daysFrom(town, town.prng.between(20, 180)) };
}
