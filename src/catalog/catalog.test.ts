import { describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { catalogOf, openCatalog, saveItem } from "./catalog.ts";
import { demandsOf, isConfidential, isEscort, isForMinors, isHomeVisit, isLowRisk } from "./item-rules.ts";

const shipped = catalogOf();

describe("the catalog that ships", () => {
  test("has 31 items in 6 categories", () => {
    expect(shipped.items()).toHaveLength(31);
    expect(shipped.categories()).toHaveLength(6);
    const names = new Set(shipped.categories().map(({ name }) => name));
    expect(shipped.items().filter(({ category }) => !names.has(category))).toEqual([]);
  });
  test("tells residents in a short line what each item is", () => {
    for (const { says } of shipped.items()) expect(says).toMatch(/^.{5,28}$/);
  });
  test("does not know what nobody offers", () => {
    expect(() => shipped.item("XX99")).toThrow(expect.objectContaining({ code: "catalog.unknown-item", details: { code: "XX99" } }));
  });
});

describe("an item's demands", () => {
  const demands = (code: string) => demandsOf(shipped.item(code));
  test("follow from its flags", () => {
    expect(demands("EL01")).toEqual({ trainings: ["escort"], skills: [], isInsuranceNeeded: true });
    expect(demands("EL07")).toEqual({ trainings: ["home_visit"], skills: ["electric"], isInsuranceNeeded: true });
    expect(demands("CH03")).toEqual({ trainings: ["minor", "home_visit"], skills: [], isInsuranceNeeded: true });
    expect(demands("GV03")).toEqual({ trainings: [], skills: [], isInsuranceNeeded: false });
  });
  test("can be asked by name", () => {
    expect([isEscort, isHomeVisit, isForMinors, isConfidential].map((is) => is(shipped.item("EL01")))).toEqual([true, false, false, false]);
    expect([isEscort, isHomeVisit, isForMinors, isConfidential].map((is) => is(shipped.item("CH03")))).toEqual([false, true, true, false]);
    expect(isConfidential(shipped.item("AF01"))).toBe(true);
  });
  test("leave only harmless items without a person's look", () => {
    const lowRisk = shipped.items().filter(isLowRisk);
    expect(lowRisk.map(({ code }) => code)).toEqual(["SR01", "SR05", "EL04", "EL08", "GV02", "GV03", "GV04", "GV05", "RS02", "RS03"]);
  });
});

describe("the stored catalog", () => {
  test("is filled once with what ships, by several processes at once too, and keeps a station's changes", async () => {
    const deps = await testPlatform();
    const opened = await Promise.all([openCatalog(deps), openCatalog(deps)]);
    expect(opened.map((catalog) => catalog.items().length)).toEqual([31, 31]);
    expect(opened[0]?.item("EL01")).toEqual(shipped.item("EL01"));
    await saveItem(deps, { ...shipped.item("EL01"), minutes: 180 });
    expect((await openCatalog(deps)).item("EL01").minutes).toBe(180);

    const [follower] = opened;
    const before = follower?.items();
    await follower?.refresh();
    expect(follower?.item("EL01").minutes).toBe(180);
    expect(follower?.items()).not.toBe(before);
    const after = follower?.items();
    await follower?.refresh();
    expect(follower?.items()).toBe(after);

    const wrong = saveItem(deps, { ...shipped.item("EL01"), flags: ["helth"], minPeople: 0 });
    await expect(wrong).rejects.toMatchObject({
      code: "catalog.bad-item",
      details: { fields: expect.arrayContaining(["minPeople", "flags.0"]) },
    });
  });
});
