import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { dayMs, instant } from "../platform/index.ts";
import { sumColumns } from "./entry.ts";
import { balanceOf, ensureLedgerIndexes, entriesOf, freeze, minutesOn, type NewEntry, post, release, reverse } from "./ledger.ts";
import { expirePoints, pointLots, spendPoints } from "./points.ts";

const deps = await testPlatform();
await ensureLedgerIndexes(deps);
const settings = { points: { perHour: 10, nightFactor: 1.5, nightFrom: 1260, nightTo: 420, expireMonths: 24 } };

let people = 0;
function somebody(): string {
  people += 1;
  return `PL-V${String(people).padStart(4, "0")}`;
}
function service(personId: string, name: string, changes: Partial<NewEntry> = {}): NewEntry {
  const earnedAt = instant(2026, 11, 24, 9);
  const id = `${name}/${personId}`;
  return { id, stationId: "PL", personId, kind: "service", requestId: name, minutes: 126, points: 21, earnedAt, by: "PL-S002", ...changes };
}

describe("posting", () => {
  test("twice credits once", async () => {
    const personId = somebody();
    const first = await post(deps, service(personId, "r1"));
    deps.clock.advance(1000);
    expect(await post(deps, service(personId, "r1"))).toEqual(first);
    expect(await balanceOf(deps, personId)).toEqual({ creditedMinutes: 126, points: 21, frozenMinutes: 0, frozenPoints: 0 });
  });
  test("other amounts under the same id is refused", async () => {
    const personId = somebody();
    await post(deps, service(personId, "r1"));
    await expect(post(deps, service(personId, "r1", { minutes: 60 }))).rejects.toMatchObject({ code: "ledger.conflicting-entry" });
  });
  test("parts of a minute is refused", async () => {
    await expect(post(deps, service(somebody(), "r1", { minutes: 0.5 }))).rejects.toMatchObject({ code: "ledger.fractional" });
  });
  test("at the same moment by many credits once", async () => {
    const personId = somebody();
    await Promise.all(Array.from({ length: 8 }, () => post(deps, service(personId, "r1"))));
    expect(await entriesOf(deps, personId)).toHaveLength(1);
  });
});

describe("a correction", () => {
  test("restores what was before, once", async () => {
    const personId = somebody();
    const { id } = await post(deps, service(personId, "r1"));
    await reverse(deps, id, "conduct", "PL-S001");
    await reverse(deps, id, "conduct", "PL-S001");
    expect(await balanceOf(deps, personId)).toEqual({ creditedMinutes: 0, points: 0, frozenMinutes: 0, frozenPoints: 0 });
    expect(await entriesOf(deps, personId)).toHaveLength(2);
  });
  test("leaves the first entry as it was written", async () => {
    const personId = somebody();
    const written = await post(deps, service(personId, "r1"));
    await freeze(deps, written.id, "dispute", "PL-R0001");
    await reverse(deps, written.id, "upheld", "PL-S002");
    expect((await entriesOf(deps, personId))[0]).toEqual(written);
  });
  test("of an entry nobody wrote is refused", async () => {
    await expect(reverse(deps, "nothing", "x", "PL-S002")).rejects.toMatchObject({ code: "ledger.unknown-entry" });
  });
});

test("hours brought along from an older book do not fill up the day they are written on", async () => {
  const personId = somebody();
  const { requestId: _, ...plain } = service(personId, "opening");
  await post(deps, { ...plain, kind: "adjustment", minutes: 7_560 });
  expect(await minutesOn(deps, personId, "2026-11-24")).toBe(0);
  expect((await balanceOf(deps, personId)).creditedMinutes).toBe(7_560);
});

describe("a disputed credit", () => {
  test("is held back, still counts for the day, and comes back when released", async () => {
    const personId = somebody();
    const { id } = await post(deps, service(personId, "r1"));
    await freeze(deps, id, "dispute", "PL-R0001");
    await freeze(deps, id, "dispute", "PL-R0001");
    expect(await balanceOf(deps, personId)).toEqual({ creditedMinutes: 0, points: 0, frozenMinutes: 126, frozenPoints: 21 });
    expect(await minutesOn(deps, personId, "2026-11-24")).toBe(126);
    await release(deps, id, "kept", "PL-S002");
    await release(deps, id, "kept", "PL-S002");
    expect(await balanceOf(deps, personId)).toEqual({ creditedMinutes: 126, points: 21, frozenMinutes: 0, frozenPoints: 0 });
    await freeze(deps, id, "appeal", "PL-R0001");
    await reverse(deps, id, "upheld", "PL-S001");
    expect(await balanceOf(deps, personId)).toEqual({ creditedMinutes: 0, points: 0, frozenMinutes: 0, frozenPoints: 0 });
  });
  test("is worth its minutes or nothing, whatever is decided at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const personId = somebody();
      const { id } = await post(deps, service(personId, "r1"));
      const verbs = [freeze, release, reverse, freeze, release];
      await Promise.all(verbs.map((verb) => verb(deps, id, "race", "PL-S002")));
      expect(await balanceOf(deps, personId)).toEqual({ creditedMinutes: 0, points: 0, frozenMinutes: 0, frozenPoints: 0 });
    }
  });
});

test("a balance is the sum of the entries after any sequence of acts, and reversing all leaves nothing", async () => {
  const act = fc.record({ verb: fc.constantFrom(post, freeze, release, reverse), name: fc.constantFrom("a", "b", "c") });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      const personId = somebody();
      const posted = new Map<string, "plain" | "frozen" | "reversed">();
      for (const { verb, name } of acts) {
        const entry = service(personId, name);
        const state = posted.get(name);
        if (verb === post) {
          await post(deps, entry);
          if (state === undefined) posted.set(name, "plain");
        } else if (state !== undefined) {
          await (verb as typeof freeze)(deps, entry.id, "any", "PL-S002");
          if (state !== "reversed") posted.set(name, verb === reverse ? "reversed" : verb === freeze ? "frozen" : "plain");
        }
      }
      const states = [...posted.values()];
      const balance = await balanceOf(deps, personId);
      const { minutes, ...rest } = sumColumns(await entriesOf(deps, personId));
      expect(balance).toEqual({ creditedMinutes: minutes, ...rest });
      expect(balance.creditedMinutes).toBe(126 * states.filter((state) => state === "plain").length);
      expect(balance.frozenMinutes).toBe(126 * states.filter((state) => state === "frozen").length);
      for (const name of posted.keys()) await reverse(deps, service(personId, name).id, "all", "PL-S001");
      expect(await balanceOf(deps, personId)).toEqual({ creditedMinutes: 0, points: 0, frozenMinutes: 0, frozenPoints: 0 });
    }),
    { numRuns: 25 },
  );
});

describe("points", () => {
  const spend = (personId: string, points: number, key: string) =>
    spendPoints(deps, { stationId: "PL", personId, points, key, reason: "store", by: personId });

  test("are spent once for a key, and hours stay", async () => {
    const personId = somebody();
    await post(deps, service(personId, "r1"));
    await spend(personId, 20, "soap");
    await spend(personId, 20, "soap");
    expect(await balanceOf(deps, personId)).toMatchObject({ creditedMinutes: 126, points: 1 });
  });
  test("that are not there or frozen cannot be spent", async () => {
    const personId = somebody();
    const { id } = await post(deps, service(personId, "r1"));
    await freeze(deps, id, "dispute", "PL-R0001");
    await expect(spend(personId, 1, "soap")).rejects.toMatchObject({ code: "ledger.too-few-points", details: { points: 0 } });
  });
  test("are never spent beyond what is there by two at the same moment", async () => {
    const personId = somebody();
    await post(deps, service(personId, "r1"));
    const results = await Promise.allSettled(["a", "b", "c"].map((key) => spend(personId, 15, key)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await balanceOf(deps, personId)).toMatchObject({ points: 6 });
  });
  test("that were not used go 24 months after they were earned, the oldest used first", async () => {
    const personId = somebody();
    const owner = { stationId: "PL", personId };
    await post(deps, service(personId, "old", { earnedAt: instant(2026, 11, 24, 9) }));
    await post(deps, service(personId, "new", { earnedAt: instant(2027, 5, 31, 9) }));
    await spend(personId, 5, "soap");
    const lots = pointLots(await entriesOf(deps, personId), settings);
    expect(lots).toEqual([
      { points: 16, expiresAt: instant(2028, 11, 24, 9) },
      { points: 21, expiresAt: instant(2029, 5, 31, 9) },
    ]);
    deps.clock.set(instant(2028, 11, 25, 9));
    await expirePoints(deps, owner, settings);
    await expirePoints(deps, owner, settings);
    expect(await balanceOf(deps, personId)).toMatchObject({ creditedMinutes: 252, points: 21 });
    deps.clock.set(new Date(deps.clock.now().getTime() + dayMs));
    expect(await expirePoints(deps, owner, settings)).toBeNull();
  });
});
