import { expect, test } from "vitest";
import { demoStation, tuesdayAtTen } from "../../../test/support/demo-station.ts";
import { addMinutes } from "../../platform/index.ts";
import { cancelRequest } from "../../request/index.ts";
import { findHelpers, setHelperStatus } from "../../station/index.ts";
import { freeHelpers } from "./free-helpers.ts";
import { pickCandidates } from "./pick.ts";
import { proposeCandidates } from "./propose.ts";

const station = await demoStation();
const { deps } = station;
const coordinator = { role: "coordinator", personId: "PL-S002" } as const;

test("of six equal people nobody is asked twice before all were asked once", async () => {
  const equals = station.newHelpers(6).map(({ id }) => id);
  for (const { id } of await findHelpers(deps, "PL")) if (!equals.includes(id)) await setHelperStatus(deps, id, "review");
  await deps.db
    .collection<{ _id: string }>("people")
    .updateMany(
      { _id: { $in: equals } },
      { $set: { communityId: "PL-C01", gridId: "PL-C01-G1", roles: ["volunteer"], "helper.availability": [], "helper.blocked": [] } },
    );
  const start = deps.clock.now();
  const asked: string[] = [];
  for (let day = 0; day < 12; day++) {
    deps.clock.set(addMinutes(start, day * 24 * 60));
    const request = await station.queued({ itemCode: "EL02", wish: { startAt: addMinutes(tuesdayAtTen, (day + 1) * 24 * 60) } });
    await proposeCandidates(deps, request.id);
    const { offers } = await pickCandidates(deps, request.id, { by: coordinator });
    expect(offers).toHaveLength(1);
    asked.push(offers[0]?.volunteerId ?? "");
    await freeHelpers(deps, await cancelRequest(deps, request.id, coordinator, "测试"));
  }
  expect(new Set(asked.slice(0, 6)).size).toBe(6);
  expect(new Set(asked.slice(6)).size).toBe(6);
});
