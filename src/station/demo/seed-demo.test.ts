import { describe, expect, test } from "vitest";
import { testPlatform } from "../../../test/support/stores.ts";
import { balanceOf } from "../../ledger/index.ts";
import { instant } from "../../platform/index.ts";
import { findHelpersByName } from "../find-helpers.ts";
import { findPersonByIdentity } from "../identities.ts";
import { findStation } from "../org.ts";
import { addPerson, findPerson, peopleCollection } from "../people.ts";
import { validatePerson } from "../person-schema.ts";
import { demoPeople, seedDemo } from "./seed-demo.ts";

const people = demoPeople(instant(2026, 11, 23, 9));
const count = (letter: string) => people.filter(({ id }) => id.startsWith(`PL-${letter}`)).length;

describe("the demo town", () => {
  test("has the people it says", () => {
    expect({ S: count("S"), V: count("V"), G: count("G"), R: count("R"), O: count("O") }).toEqual({ S: 42, V: 120, G: 100, R: 400, O: 3 });
    expect(people.filter(({ roles }) => roles.includes("coordinator"))).toHaveLength(3);
    expect(people.filter(({ roles }) => roles.includes("supervisor"))).toHaveLength(1);
    expect(new Set(people.flatMap(({ helper }) => helper?.teamId ?? [])).size).toBe(30);
  });
  test("is the same for everybody on the same day", () => expect(demoPeople(instant(2026, 11, 23, 17))).toEqual(people));
  test("holds only people that may be stored", async () => void (await Promise.all(people.map(validatePerson))));
  test("gives nobody another's id or phone, and no real phone", () => {
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length);
    expect(people.every(({ phone }) => /^13800000\d{3}$/.test(phone))).toBe(true);
  });
  test("calls no two helpers the same, so that a name finds one", () => {
    const names = people.filter(({ helper }) => helper).flatMap(({ name, calledAs }) => (name === calledAs ? [name] : [name, calledAs]));
    expect(new Set(names).size).toBe(names.length);
  });
  test("binds families to people who exist", () => {
    const ids = new Set(people.map(({ id }) => id));
    const relatives = people.flatMap(({ family }) => family);
    expect(relatives.length).toBeGreaterThan(50);
    expect(relatives.filter(({ personId }) => !ids.has(personId))).toEqual([]);
  });
});

describe("seeding", () => {
  test("writes the town once and leaves a changed one alone", async () => {
    const deps = await testPlatform();
    expect(await seedDemo(deps)).toBe(true);
    expect(await seedDemo(deps)).toBe(false);
    expect(await peopleCollection(deps).countDocuments()).toBe(665);
    expect((await findStation(deps, "PL")).teams).toHaveLength(30);

    const mother = await findPersonByIdentity(deps, "local", "PL-R0001");
    expect(mother).toMatchObject({ name: "王秀兰", communityId: "PL01", emergencyContact: { name: "王建国" } });
    expect((await findPerson(deps, "PL-R0002")).family).toEqual([{ personId: "PL-R0001", relation: "妈" }]);
    const [zhang, ...others] = await findHelpersByName(deps, "PL", "张姐");
    expect(zhang).toMatchObject({ id: "PL-V0001", name: "张敏", gridId: mother?.gridId });
    expect(others).toEqual([]);
    expect((await balanceOf(deps, "PL-V0001")).creditedMinutes).toBe(zhang?.helper.creditedMinutes);

    const { id: _, createdAt: __, updatedAt: ___, ...newcomer } = await findPerson(deps, "PL-R0400");
    expect((await addPerson(deps, newcomer)).id).toBe("PL-R0401");
  });
});
