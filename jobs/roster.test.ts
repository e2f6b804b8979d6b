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
  const need = await needOf(deps, await queued(deps));
  const settings = deps.settings(deps.station.id);
  const byScan = await findCandidates({ ...deps, settings }, need, 5);
  expect(byScan.length).toBeGreaterThan(2);
  expect(await findCandidates({ ...deps, settings, ...(roster && { roster }) }, need, 5)).toEqual(byScan);
  const proposed = await proposeCandidates({ ...deps, ...(roster && { roster }) }, need.requestId);
  expect(proposed.candidates.slice(0, 5).map(({ personId }) => personId)).toEqual(byScan.map(({ personId }) => personId));
  stop();
});
