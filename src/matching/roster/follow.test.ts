import { expect, test } from "vitest";
import { testPlatform } from "../../../test/support/stores.ts";
import { addMinutes } from "../../platform/index.ts";
import { addPerson, blockTime, settingsOf } from "../../station/index.ts";
import { buildHelper, buildNeed, tuesday } from "../builders.ts";
import { findCandidates } from "../candidates.ts";
import { recordAsked } from "../load-events.ts";
import { ensureLoadIndexes, reserve } from "../loads.ts";
import { followRoster } from "./follow.ts";

const platform = await testPlatform();
const deps = { ...platform, settings: settingsOf() };
const follow = { ...platform, settings: () => settingsOf() };
const need = buildNeed();
const join = async (id: string) => {
  const { createdAt: _, updatedAt: __, ...person } = buildHelper(id).person;
  await addPerson(deps, { ...person, name: "张敏", calledAs: "张姐", phone: "13800000000", address: "辈龙社区1号楼" });
};
const ids = (candidates: readonly { personId: string }[]) => candidates.map(({ personId }) => personId).sort();

test("a followed roster proposes whom the store proposes, learns of changes, and tells its age", async () => {
  await ensureLoadIndexes(deps);
  platform.clock.advance(60_000);
  for (const id of ["PL-V001", "PL-V002", "PL-V003"]) await join(id);
  platform.clock.advance(60_000);
  const seen: number[] = [];
  const roster = await followRoster(follow, ["PL"], ({ helpers }) => seen.push(helpers));
  const proposed = async () => ids(await findCandidates({ ...deps, roster }, need, 5));
  expect(seen).toEqual([3]);
  expect(await proposed()).toEqual(["PL-V001", "PL-V002", "PL-V003"]);

  platform.clock.advance(60_000);
  await blockTime(deps, "PL-V001", { from: tuesday, to: addMinutes(tuesday, 60) });
  const offeredAt = platform.clock.now();
  await recordAsked(deps, { personId: "PL-V002", stationId: "PL" }, { requestId: "r", offeredAt, expiresAt: addMinutes(offeredAt, 240) });
  await join("PL-V004");
  expect(roster.ageMs()).toBe(60_000);
  expect(await proposed()).toEqual(["PL-V003"]);

  await roster.hint(["PL-V004"]);
  expect(await proposed()).toEqual(["PL-V003", "PL-V004"]);
  expect(await roster.refresh()).toBe(3);
  expect(roster.ageMs()).toBe(0);
  expect(await proposed()).toEqual(["PL-V003", "PL-V004"]);
  expect(await proposed()).toEqual(ids(await findCandidates(deps, need, 5)));
});

test("a roster that lags proposes nobody who is booked, because the truth is read again", async () => {
  const roster = await followRoster(follow, ["PL"]);
  await reserve(deps, "PL-V003", { ...need, requestId: "other", code: "B1" }, 2);
  expect(ids(await findCandidates({ ...deps, roster }, need, 5))).toEqual(["PL-V004"]);
  platform.clock.advance(3_600_000);
  expect(ids(await findCandidates({ ...deps, roster }, need, 5))).toEqual(["PL-V004"]);
});

test("a helper who lives elsewhere is lifted by a bond", async () => {
  const roster = await followRoster(follow, ["PL"]);
  const wished = await findCandidates({ ...deps, roster }, { ...need, wishedHelperId: "PL-V004" }, 1);
  expect(wished).toMatchObject([{ personId: "PL-V004", reasons: expect.stringContaining("居民点名") }]);
});
