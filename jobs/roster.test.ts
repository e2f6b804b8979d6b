import { expect, test } from "vitest";
import { findCandidates, needOf, proposeCandidates } from "../src/matching/index.ts";
import { openRoster } from "./roster.ts";
import { testApp } from "./test-app.ts";
import { queued } from "./test-requests.ts";

const { deps } = await testApp();

test("a small town is scanned, a big one is followed, and both propose the same people", async () => {
  expect((await openRoster(deps)).roster).toBeUndefined();
  const { roster, stop } = await openRoster(deps, 1);
  expect(roster?.roster.size).toBeGreaterThan(200);
  const scanned = await queued(deps);
  const version = scanned.version;
  const { candidates: byScan } = await proposeCandidates(deps, scanned.id);
  await deps.db
    .collection<{ _id: string }>("serviceRequests")
    .updateOne({ _id: scanned.id }, { $set: { status: "queued", version, candidates: [], matchAt: deps.clock.now() } });
  const { candidates: byRoster } = await proposeCandidates({ ...deps, ...(roster && { roster }) }, scanned.id);
  expect(byRoster.map(({ personId }) => personId)).toEqual(byScan.map(({ personId }) => personId));
  stop();
});
