import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { canonical, chain, genesisOf, hashOf } from "./entry.ts";
import { type AuditAct, ensureAuditIndexes, entriesFor, openAuditTrail, record, verifyChain } from "./index.ts";
import { auditEntriesCollection, entryFrom, storedFrom } from "./stored-entries.ts";

const platform = await testPlatform();
await ensureAuditIndexes(platform);
const entries = auditEntriesCollection(platform);
const heads = platform.db.collection<{ _id: string; head: string }>("auditHeads");
const open = () => ({ ...platform, audit: openAuditTrail(platform) });

const act = (subjectId: string, changes: Partial<AuditAct> = {}): AuditAct => ({
  stationId: "PL",
  actorId: "PL-S002",
  activeRole: "coordinator",
  act: "person.read",
  subject: { kind: "person", id: subjectId },
  fields: ["phone", "address"],
  via: "api",
  ...changes,
});

/** A trail of so many entries, written in several turns. */
async function written(count: number, stationId = "PL"): Promise<void> {
  const deps = open();
  for (let i = 0; i < count; i++) await record(deps, act(`PL-R${i}`, { stationId }));
  await deps.audit.drained();
}

beforeEach(async () => {
  await entries.deleteMany({});
  await heads.deleteMany({});
});

describe("the chain", () => {
  test("numbers acts without a gap, each bound to the one before, and is intact", async () => {
    const deps = open();
    await Promise.all([record(deps, act("a")), record(deps, act("b"))]);
    await record(deps, act("c"));
    const { entries: all } = await entriesFor(platform, { stationId: "PL" });
    expect(all.map(({ seq, subject }) => [seq, subject.id])).toEqual([
      [3, "c"],
      [2, "b"],
      [1, "a"],
    ]);
    expect(all[0]?.prevHash).toBe(all[1]?.hash);
    expect(await verifyChain(platform, "PL")).toEqual({ isIntact: true, tip: { seq: 3, hash: all[0]?.hash } });
  });

  test("is one for each station", async () => {
    await written(2);
    await written(3, "QH");
    expect(await verifyChain(platform, "PL")).toMatchObject({ isIntact: true, tip: { seq: 2 } });
    expect(await verifyChain(platform, "QH")).toMatchObject({ isIntact: true, tip: { seq: 3 } });
    expect(await verifyChain(platform, "XX")).toMatchObject({ isIntact: true, tip: { seq: 0 } });
  });

  test("stays one chain when several write five hundred entries at once: nothing is lost, nothing twice", async () => {
    const writers = [open(), open(), open()];
    const wanted = Array.from({ length: 500 }, (_, i) => `PL-R${i}`);
    const made = await Promise.all(wanted.map((id, i) => record(writers[i % 3] as (typeof writers)[0], act(id))));
    expect(made.map(({ subject }) => subject.id)).toEqual(wanted);
    expect(new Set(made.map(({ seq }) => seq)).size).toBe(500);
    expect((await entries.find().toArray()).map(({ subject }) => subject.id).toSorted()).toEqual(wanted.toSorted());
    expect(await verifyChain(platform, "PL")).toMatchObject({ isIntact: true, tip: { seq: 500 } });
  });

  test("stays one chain whatever the turns of two writers are", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 8 }), fc.boolean()), { maxLength: 12 }), async (turns) => {
        await entries.deleteMany({});
        await heads.deleteMany({});
        const writers = [open(), open()];
        const waiting: Promise<unknown>[] = [];
        for (const [who, count, isWaiting] of turns) {
          for (let i = 0; i < count; i++) waiting.push(record(writers[who] as (typeof writers)[0], act("x")));
          if (isWaiting) await waiting.at(-1);
        }
        await Promise.all(waiting);
        const seq = turns.reduce((sum, [, count]) => sum + count, 0);
        expect(await verifyChain(platform, "PL")).toMatchObject({ isIntact: true, tip: { seq } });
      }),
      { numRuns: 15 },
    );
  });

  test("what came in one turn is one write, in the order it came", async () => {
    let writes = 0;
    const collection = (name: string) => {
      const real = platform.db.collection<{ _id: string }>(name);
      const insertMany: typeof real.insertMany = (...rest) => {
        writes += 1;
        return real.insertMany(...rest);
      };
      return Object.assign(Object.create(real), { insertMany });
    };
    const audit = openAuditTrail({ ...platform, db: { collection } as never });
    const made = await Promise.all(Array.from({ length: 200 }, (_, i) => record({ audit }, act(`${i}`))));
    expect(made.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(writes).toBe(1);
  });
});

describe("an entry", () => {
  test("holds names of fields and never what is in them, and no numbers of people in its reason", async () => {
    const deps = open();
    await expect(record(deps, act("a", { fields: ["13800138000 王秀兰"] }))).rejects.toThrow(TypeError);
    const { reason } = await record(deps, act("a", { reason: "家属来电 13800138000" }));
    expect(reason).toBe("家属来电 138****8000");
  });

  test("takes nothing along that an act does not have", async () => {
    const deps = open();
    await record(deps, { ...act("a"), phone: "13800138000" } as AuditAct);
    expect(await entries.findOne({})).not.toHaveProperty("phone");
  });

  test("is refused to the caller when it could not be written", async () => {
    const audit = openAuditTrail({
      ...platform,
      db: { collection: () => ({ findOne: () => Promise.reject(new Error("away")) }) } as never,
    });
    await expect(record({ audit }, act("a"))).rejects.toThrow("away");
    await audit.drained();
  });
});

describe("verifying names the first entry that is not as it was written", () => {
  const at = (seq: number) => entries.findOne({ stationId: "PL", seq });
  const verdict = async () => {
    const found = await verifyChain(platform, "PL");
    return found.isIntact ? "intact" : `${found.brokenAt} ${found.why}`;
  };

  test("changed", async () => {
    await written(5);
    await entries.updateOne({ seq: 3 }, { $set: { actorId: "PL-S003" } });
    expect(await verdict()).toBe("3 changed");
  });

  test("changed in any field, by any value", { timeout: 60_000 }, async () => {
    await written(3);
    const original = await at(2);
    const fields = [
      "actorId",
      "activeRole",
      "act",
      "via",
      "requestId",
      "reason",
      "hash",
      "prevHash",
      "subject.id",
      "subject.kind",
      "fields",
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.string({ minLength: 1 }), async (field, value) => {
        await entries.updateOne({ seq: 2 }, { $set: { [field]: value } });
        expect(await verdict()).toMatch(/^2 /);
        await entries.replaceOne({ seq: 2 }, original as NonNullable<typeof original>);
      }),
      { numRuns: 40 },
    );
    expect(await verdict()).toBe("intact");
  });

  test("added to", async () => {
    await written(3);
    await entries.updateOne({ seq: 2 }, { $set: { note: "innocent" } });
    expect(await verdict()).toBe("2 changed");
  });

  test("removed in the middle, at the beginning, at the end, all of them", async () => {
    await written(5);
    const saved = await entries.find().toArray();
    for (const [seq, expected] of [
      [3, "3 missing"],
      [1, "1 missing"],
      [5, "5 cut_off"],
    ] as const) {
      await entries.deleteOne({ seq });
      expect(await verdict()).toBe(expected);
      await entries.insertOne(saved.find((entry) => entry.seq === seq) as (typeof saved)[0]);
    }
    await entries.deleteMany({});
    expect(await verdict()).toBe("1 cut_off");
  });

  test("put in another order", async () => {
    await written(4);
    const [second, third] = [await at(2), await at(3)];
    await entries.updateOne({ _id: second?._id as string }, { $set: { seq: 99 } });
    await entries.updateOne({ _id: third?._id as string }, { $set: { seq: 2 } });
    await entries.updateOne({ _id: second?._id as string }, { $set: { seq: 3 } });
    expect(await verdict()).toBe("2 changed");
  });

  test("exchanged for one with a hash of its own", async () => {
    await written(4);
    const old = entryFrom((await at(2)) as NonNullable<Awaited<ReturnType<typeof at>>>);
    const forged = { ...old, actorId: "PL-S003" };
    await entries.replaceOne({ seq: 2 }, storedFrom({ ...forged, hash: hashOf(forged) }));
    expect(await verdict()).toBe("3 unlinked");
  });

  test("a whole chain computed anew does not fit the sealed head", async () => {
    await written(4);
    const acts = (await entries.find().sort({ seq: 1 }).toArray()).map(entryFrom);
    await entries.deleteMany({});
    const forged = acts.map(({ seq: _, hash: _h, prevHash: _p, ...one }) => ({ ...one, actorId: "PL-S003" }));
    await entries.insertMany(chain(genesisOf("PL"), forged).map(storedFrom));
    expect(await verdict()).toBe("4 rewritten");
  });

  test("a head that was taken away or made by hand is told", async () => {
    await written(2);
    await heads.updateOne({ _id: "PL" }, { $set: { seq: 1, head: "1:abc" } });
    expect(await verdict()).toBe("2 head_forged");
    await heads.deleteMany({});
    expect(await verdict()).toBe("2 head_missing");
  });

  test("what was cut off before more was written leaves a gap", async () => {
    await written(5);
    await entries.deleteMany({ seq: { $gt: 3 } });
    await written(2);
    expect(await verdict()).toBe("4 missing");
  });

  test("a database put back to an older state is found by what was noted elsewhere", async () => {
    await written(3);
    const old = await Promise.all([entries.find().toArray(), heads.find().toArray()]);
    await written(2);
    const { tip } = (await verifyChain(platform, "PL")) as { tip: { seq: number; hash: string } };
    await entries.deleteMany({});
    await heads.deleteMany({});
    await Promise.all([entries.insertMany(old[0]), heads.insertMany(old[1])]);
    expect(await verdict()).toBe("intact");
    expect(await verifyChain(platform, "PL", tip)).toMatchObject({ isIntact: false, brokenAt: 4, why: "cut_off" });
  });
});

describe("looking something up", () => {
  test("goes by who, by what and by when, the latest first, a page at a time", async () => {
    const deps = open();
    for (const [actorId, id] of [
      ["PL-S002", "a"],
      ["PL-S003", "a"],
      ["PL-S002", "b"],
      ["PL-S002", "a"],
    ] as const) {
      await record(deps, act(id, { actorId }));
      platform.clock.advance(60_000);
    }
    const seqs = async (...question: Parameters<typeof entriesFor> extends [unknown, ...infer Rest] ? Rest : never) => {
      const page = await entriesFor(platform, ...question);
      return [page.entries.map(({ seq }) => seq), page.next];
    };
    expect(await seqs({ stationId: "PL", actorId: "PL-S002" })).toEqual([[4, 3, 1], undefined]);
    expect(await seqs({ stationId: "PL", subject: { kind: "person", id: "a" } }, { limit: 2 })).toEqual([[4, 2], 2]);
    expect(await seqs({ stationId: "PL", subject: { kind: "person", id: "a" } }, { limit: 2, before: 2 })).toEqual([[1], undefined]);
    const [, second] = (await entriesFor(platform, { stationId: "PL" })).entries.toReversed();
    expect(await seqs({ stationId: "PL", from: second?.at as Date, to: platform.clock.now() })).toEqual([[4, 3, 2], undefined]);
    expect(await seqs({ stationId: "QH" })).toEqual([[], undefined]);
  });
});

test("equal values are written alike, whatever the order of their names", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonical(turned)).toBe(canonical(value));
    }),
  );
  expect(canonical({ b: [1, { d: "一", c: null }], a: new Date(0), e: undefined })).toBe(
    '{"a":"1970-01-01T00:00:00.000Z","b":[1,{"c":null,"d":"一"}]}',
  );
});

test("a long trail is searched for what is not in it", async () => {
  const at = platform.clock.now();
  const acts = Array.from({ length: 6_000 }, (_, i) => ({ ...act(`PL-R${i}`), id: `long-${i}`, at }));
  await entries.insertMany(chain(genesisOf("PL"), acts).map(storedFrom));
  expect(await entriesFor(platform, { stationId: "PL", act: "never" })).toEqual({ entries: [] });
  expect((await entriesFor(platform, { stationId: "PL", act: "person.read" }, { limit: 2 })).entries.map(({ seq }) => seq)).toEqual([
    6_000, 5_999,
  ]);
});
