import { expect, test } from "vitest";
import { demoStation } from "../../test/support/demo-station.ts";
import { applyToHelp, isWaiting } from "./apply-to-help.ts";
import { endOwnPause, pauseHelper, pauseOneself, setHelperStatus, unblockTime } from "./helper-status.ts";
import { findPerson } from "./people.ts";

const station = await demoStation();
const { deps } = station;
const told = { skills: ["haircut"], languages: ["mandarin"], availability: [{ weekday: 6, from: 540, to: 720 }] };
const inDays = (days: number) => new Date(deps.clock.now().getTime() + days * 86_400_000);

test("who applies waits for a person, unverified; applying again changes what was told", async () => {
  const { id, birthDate } = station.newResident();
  const first = await applyToHelp(deps, id, { ...told, birthDate: "1960-01-01" });
  expect(first).toMatchObject({
    roles: ["resident", "volunteer"],
    birthDate,
    helper: { ...told, status: "review", identityVerified: false },
  });
  expect(isWaiting(first.helper)).toBe(true);
  const again = await applyToHelp(deps, id, { ...told, skills: [] });
  expect(again.helper).toMatchObject({ skills: [], status: "review" });
  expect(again.roles).toEqual(["resident", "volunteer"]);
});

test("a helper does not apply, also under review; who left comes back with their hours, to be checked anew", async () => {
  const [helper] = station.newHelpers(1);
  await expect(applyToHelp(deps, helper.id, told)).rejects.toMatchObject({ code: "station.already-helps" });
  await setHelperStatus(deps, helper.id, "review");
  await expect(applyToHelp(deps, helper.id, told)).rejects.toMatchObject({ code: "station.already-helps" });
  await setHelperStatus(deps, helper.id, "left");
  const back = await applyToHelp(deps, helper.id, told);
  expect(back.helper).toMatchObject({ status: "review", identityVerified: false, creditedMinutes: helper.helper.creditedMinutes });
});

test("a helper ends their own pause, never one the station has set, nor a review", async () => {
  const [helper] = station.newHelpers(1);
  await pauseOneself(deps, helper.id, inDays(7));
  expect((await endOwnPause(deps, helper.id)).helper.status).toBe("active");
  await pauseOneself(deps, helper.id, inDays(7));
  await pauseHelper(deps, helper.id, inDays(14));
  await expect(endOwnPause(deps, helper.id)).rejects.toMatchObject({ code: "station.station-decides" });
  await expect(pauseOneself(deps, helper.id, inDays(1))).rejects.toMatchObject({ code: "station.station-decides" });
  await setHelperStatus(deps, helper.id, "review");
  await expect(endOwnPause(deps, helper.id)).rejects.toMatchObject({ code: "station.station-decides" });
  await expect(endOwnPause(deps, station.newResident().id)).rejects.toMatchObject({ code: "station.not-a-helper" });
});

test("blocked times to come are forgotten, those that are over stay on record", async () => {
  const [helper] = station.newHelpers(1);
  const past = { from: inDays(-3), to: inDays(-2) };
  const { db } = deps;
  await db
    .collection<{ _id: string }>("people")
    .updateOne({ _id: helper.id }, { $set: { "helper.blocked": [past, { from: inDays(1), to: inDays(2) }] } });
  await unblockTime(deps, helper.id, deps.clock.now());
  expect((await findPerson(deps, helper.id)).helper?.blocked).toEqual([past]);
});
