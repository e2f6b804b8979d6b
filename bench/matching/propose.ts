import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { context } from "../../src/matching/builders.ts";
import { findCandidates, followRoster, type MatchDeps, type Need } from "../../src/matching/index.ts";
import { ensureLoadIndexes } from "../../src/matching/loads.ts";
import { makeRandom, randomHelper, randomNeed } from "../../src/matching/random-people.ts";
import { createLog, loadConfig, openPlatform, type Platform, readEnvironment } from "../../src/platform/index.ts";
import { ensureStationIndexes } from "../../src/station/index.ts";
import { median, report } from "./compare.ts";

const town = { stationId: "PL", communities: 20, gridsPerCommunity: 5 };

async function fill({ db }: Platform, people: number): Promise<void> {
  const random = makeRandom(21);
  for (let from = 0; from < people; from += 2000) {
    const helpers = Array.from({ length: Math.min(2000, people - from) }, (_, i) =>
      randomHelper(random, `PL-V${String(from + i).padStart(6, "0")}`, town),
    );
    const persons = helpers.map(({ person: { id, ...person } }) => ({ _id: id as never, nameKeys: [], ...person }));
    const loads = helpers.map(({ load: { personId, rating, ...load } }) => {
      const stars = rating === null ? { sum: 0, count: 0 } : { sum: rating, count: 1 };
      return { _id: personId as never, ...load, stars, seen: [] };
    });
    await db.collection("people").insertMany(persons);
    await db.collection("helperLoads").insertMany(loads);
  }
}

/** A need is read, candidates are found on the stored truth, and written down with the journal; milliseconds of wall time. */
async function propose(deps: MatchDeps, requestId: string): Promise<number> {
  const before = performance.now();
  const requests = deps.db.collection<{ _id: string; need: Need; candidates?: unknown }>("benchRequests");
  const stored = await requests.findOne({ _id: requestId });
  const candidates = await findCandidates(deps, (stored as { need: Need }).need, 10);
  await requests.updateOne({ _id: requestId }, { $set: { candidates } }, { writeConcern: { j: true } });
  return performance.now() - before;
}

/** From a stored request to stored candidates in one big town: with the roster beside the scan of everybody. */
export async function measurePropose(people: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-bench-"));
  const { PATH, HOME, XDG_CACHE_HOME, MONGODB_URI, REDIS_URL } = readEnvironment();
  const config = loadConfig({
    PATH,
    HOME,
    XDG_CACHE_HOME,
    MONGODB_URI,
    REDIS_URL,
    YIMI_ENV: "test",
    YIMI_DATA: folder,
    YIMI_DATABASE: `bench_${process.pid}`,
  });
  const clock = { now: () => context.now };
  const platform = await openPlatform(config, { clock, log: createLog("silent") });
  try {
    const scanning: MatchDeps = { db: platform.db, cipher: platform.cipher, clock, settings: context.settings };
    await ensureStationIndexes(scanning);
    await ensureLoadIndexes(scanning);
    await fill(platform, people);
    const random = makeRandom(22);
    const needs = Array.from({ length: 40 }, (_, i) => randomNeed(random, `r${i}`, town));
    await platform.db.collection("benchRequests").insertMany(needs.map((need) => ({ _id: need.requestId as never, need })));
    const before = performance.now();
    const roster = await followRoster({ ...scanning, settings: () => context.settings }, ["PL"]);
    const loadSeconds = Number(((performance.now() - before) / 1000).toFixed(2));
    const pairs: { own: number; other: number }[] = [];
    for (const need of needs.slice(0, 10)) {
      const own = await propose({ ...scanning, roster }, need.requestId);
      pairs.push({ own, other: await propose(scanning, need.requestId) });
    }
    const measured = {
      ours: median(pairs.map(({ own }) => own)),
      reference: median(pairs.map(({ other }) => other)),
      ratio: median(pairs.map(({ own, other }) => own / other)),
    };
    report(`propose, request read to candidates stored, ${people.toLocaleString("en")} people / scan of all`, measured, 0.1, {
      unit: "ms",
      loadSeconds,
    });
  } finally {
    await platform.db.dropDatabase();
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
