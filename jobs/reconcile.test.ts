import { expect, test } from "vitest";
import { findLoads, recordAsked, reserve } from "../src/matching/index.ts";
import { addMinutes } from "../src/platform/index.ts";
import { changeRequest, findRequest, type ServiceRequest } from "../src/request/index.ts";
import { rateService } from "../src/visit/index.ts";
import { openReconciler } from "./reconcile.ts";
import { testApp } from "./test-app.ts";
import { accepted, helperOf, inProgress, queued } from "./test-requests.ts";

const { deps: appDeps, clock } = await testApp();
const deps = { ...appDeps, clock };
const helperId = "PL-V0005";
const loadOf = async (personId: string) => (await findLoads(deps, [personId])).get(personId);

/** What a crash between booking a helper and writing the request leaves. */
async function bookInVain({ id, code, communityId, gridId }: ServiceRequest): Promise<void> {
  const startAt = addMinutes(clock.now(), 600);
  const booking = { requestId: id, code, startAt, endAt: addMinutes(startAt, 60), communityId, gridId, stationId: "PL" };
  await reserve(deps, helperId, booking, 2);
  await recordAsked(
    deps,
    { personId: helperId, stationId: "PL" },
    { requestId: id, offeredAt: clock.now(), expiresAt: addMinutes(clock.now(), 600) },
  );
}

test("time booked for a request that does not hold the helper is given back at the second look", async () => {
  const reconcile = openReconciler(deps);
  await bookInVain(await queued(deps));
  await reconcile();
  expect((await loadOf(helperId))?.bookings).toHaveLength(1);
  await reconcile();
  expect(await loadOf(helperId)).toMatchObject({ bookings: [], openOffers: [] });
});

test("the booking of a task somebody has accepted stays", async () => {
  const reconcile = openReconciler(deps);
  const request = await accepted(deps);
  for (let look = 0; look < 3; look++) await reconcile();
  expect((await loadOf(helperOf(request)))?.bookings.map(({ requestId }) => requestId)).toContain(request.id);
});

test("a check-out whose credit was lost in a crash is credited, also when the resident was quicker to rate", async () => {
  const request = await inProgress(deps);
  clock.advance(60 * 60_000);
  await changeRequest(deps, request.id, ({ assignments }, now) => ({
    event: "check_out",
    by: { role: "volunteer", personId: helperOf(request) },
    change: { servedAt: now, assignments: assignments.map((one) => ({ ...one, status: "checked_out" as const, checkOutAt: now })) },
  }));
  await rateService(deps, request.id, { role: "resident", personId: request.requesterId }, { stars: 5 });
  await openReconciler(deps)();
  await openReconciler(deps)();
  const after = await findRequest(deps, request.id);
  expect(after.assignments.map(({ status, creditedMinutes }) => ({ status, creditedMinutes }))).toEqual([
    { status: "credited", creditedMinutes: 60 },
  ]);
  expect(await deps.db.collection("ledgerEntries").countDocuments({ requestId: request.id })).toBe(1);
});
