import { beforeAll, describe, expect, test } from "vitest";
import { demoStation, tuesdayAtTen } from "../../../test/support/demo-station.ts";
import { addMinutes } from "../../platform/index.ts";
import { cancelRequest, findRequest, type ServiceRequest } from "../../request/index.ts";
import { findHelpers, type HelperPerson, setHelperStatus } from "../../station/index.ts";
import { followRoster } from "../roster/follow.ts";
import { freeHelpers } from "./free-helpers.ts";
import { pickCandidates } from "./pick.ts";
import { proposeCandidates } from "./propose.ts";
import { headsOf } from "./propose-together.ts";

const station = await demoStation({ settings: { batch: { from: 3, gatherMinutes: 1 } } });
const { deps } = station;
const coordinator = { role: "coordinator", personId: "PL-S002" } as const;
const start = deps.clock.now();

/** Everybody else is away: the town has exactly these. */
let few: readonly HelperPerson[];
beforeAll(async () => {
  few = station.newHelpers(5);
  const ids = few.map(({ id }) => id);
  for (const { id } of await findHelpers(deps, "PL")) {
    if (!ids.includes(id)) await setHelperStatus(deps, id, "review");
  }
});

/** Requests for the same hour, a week of their own for each test, so that everybody has rested. */
let week = 0;
async function queuedTogether(count: number): Promise<ServiceRequest[]> {
  week += 1;
  deps.clock.set(addMinutes(start, week * 7 * 24 * 60));
  const startAt = addMinutes(tuesdayAtTen, week * 7 * 24 * 60);
  return Promise.all(Array.from({ length: count }, () => station.queued({ itemCode: "EL02", wish: { startAt } })));
}

/** Each looks when it is due, as the jobs would have it. */
async function lookAll(requests: readonly ServiceRequest[], minutes = 2): Promise<ServiceRequest[]> {
  for (const { id } of requests) await proposeCandidates(deps, id);
  deps.clock.set(addMinutes(deps.clock.now(), minutes));
  for (const { id } of requests) await proposeCandidates(deps, id);
  return Promise.all(requests.map(({ id }) => findRequest(deps, id)));
}

const notices = (requests: readonly ServiceRequest[], kind: string) =>
  deps.db.collection("notices").countDocuments({ kind, requestId: { $in: requests.map(({ id }) => id) } });
const drop = async (requests: readonly ServiceRequest[]): Promise<void> => {
  for (const { id } of requests) {
    const request = await findRequest(deps, id);
    if (["queued", "proposed", "offered"].includes(request.status)) {
      await freeHelpers(deps, await cancelRequest(deps, id, coordinator, "测试"));
    }
  }
};

describe("many at once", () => {
  test("are planned once with nobody twice, and one message goes to each coordinator", async () => {
    const requests = await queuedTogether(4);
    const after = await lookAll(requests);
    expect(after.map(({ status }) => status)).toEqual(Array(4).fill("proposed"));
    expect(new Set(after.flatMap(({ plan }) => plan ?? [])).size).toBe(4);
    await expect.poll(() => notices(requests, "desk.batch")).toBeGreaterThan(0);
    expect(await notices(requests, "desk.candidates")).toBe(0);
    expect(await deps.db.collection("notices").distinct("requestId", { kind: "desk.batch" })).toHaveLength(1);
    const again = await lookAll(requests);
    expect(again.map(({ version }) => version)).toEqual(after.map(({ version }) => version));
    await drop(requests);
  });

  test("what comes just after a batch gathers for the next", async () => {
    const requests = await queuedTogether(3);
    await lookAll(requests, 0);
    const startAt = requests[0]!.wish.startAt!;
    const late = [
      await station.queued({ itemCode: "EL02", wish: { startAt } }),
      await station.queued({ itemCode: "EL02", wish: { startAt } }),
    ];
    expect((await lookAll(late, 0)).map(({ status, matchAt }) => [status, matchAt])).toEqual(
      Array(2).fill(["queued", addMinutes(deps.clock.now(), 1)]),
    );
    deps.clock.set(addMinutes(deps.clock.now(), 1));
    const after = await lookAll(late, 1);
    expect(after.map(({ status }) => status)).toEqual(["proposed", "proposed"]);
    await expect
      .poll(() => deps.db.collection("notices").distinct("requestId", { kind: "desk.batch", requestId: { $in: late.map(({ id }) => id) } }))
      .toHaveLength(1);
    await drop([...requests, ...late]);
  });

  test("two processes at the same moment make one plan", async () => {
    const requests = await queuedTogether(4);
    await Promise.all([...requests, ...requests].map(({ id }) => proposeCandidates(deps, id)));
    deps.clock.set(addMinutes(deps.clock.now(), 2));
    const after = await lookAll(requests);
    expect(after.map(({ status }) => status)).toEqual(Array(4).fill("proposed"));
    expect(new Set(after.flatMap(({ plan }) => plan ?? [])).size).toBe(4);
    expect(after.map(({ history }) => history.filter(({ event }) => event === "propose").length)).toEqual(Array(4).fill(1));
    await drop(requests);
  });

  test("confirming one does not ask whom another card names first", async () => {
    const requests = await queuedTogether(4);
    const [one, ...others] = await lookAll(requests);
    const offered = await pickCandidates(deps, one!.id, { by: coordinator });
    const kept = others.flatMap(({ plan }) => plan ?? []);
    expect(offered.offers[0]?.volunteerId).toBe(one!.plan?.[0]);
    expect(offered.offers.filter(({ volunteerId }) => kept.includes(volunteerId))).toEqual([]);
    await drop(requests);
  });

  test("a card that was shown keeps its numbers when others join", async () => {
    const first = await queuedTogether(2);
    const shown = await lookAll(first, 0);
    expect(shown.map(({ status, plan }) => [status, plan])).toEqual(Array(2).fill(["proposed", undefined]));
    const startAt = first[0]!.wish.startAt!;
    const later = [
      await station.queued({ itemCode: "EL02", wish: { startAt } }),
      await station.queued({ itemCode: "EL02", wish: { startAt } }),
    ];
    const joined = await lookAll(later);
    const after = await Promise.all(first.map(({ id }) => findRequest(deps, id)));
    for (const [i, { candidates }] of after.entries()) {
      expect(candidates.slice(0, shown[i]!.candidates.length)).toEqual(shown[i]!.candidates);
    }
    expect(new Set([...after, ...joined].flatMap(headsOf)).size).toBe(4);
    await drop([...first, ...later]);
  });

  test("who goes without is looked at again as soon as another is cancelled", async () => {
    const requests = await queuedTogether(6);
    const after = await lookAll(requests);
    const [without] = after.filter(({ status }) => status === "queued");
    expect(after.filter(({ status }) => status === "proposed")).toHaveLength(5);
    expect(without?.matchAt?.getTime()).toBeGreaterThan(deps.clock.now().getTime());
    const cancelled = after.find(({ status }) => status === "proposed")!;
    await freeHelpers(deps, await cancelRequest(deps, cancelled.id, coordinator, "不用了"));
    expect((await findRequest(deps, without!.id)).matchAt).toEqual(deps.clock.now());
    const found = await proposeCandidates(deps, without!.id);
    expect(found.status).toBe("proposed");
    const open = (await Promise.all(requests.map(({ id }) => findRequest(deps, id)))).filter(({ status }) => status === "proposed");
    expect(open).toHaveLength(5);
    expect(new Set(open.flatMap(headsOf))).toEqual(new Set(few.map(({ id }) => id)));
    await drop(requests);
  });

  test("a town whose helpers are in memory plans the same", async () => {
    const requests = await queuedTogether(5);
    const inMemory = { ...deps, roster: await followRoster(deps, ["PL"]) };
    for (const { id } of requests) await proposeCandidates(inMemory, id);
    deps.clock.set(addMinutes(deps.clock.now(), 2));
    for (const { id } of requests) await proposeCandidates(inMemory, id);
    const after = await Promise.all(requests.map(({ id }) => findRequest(deps, id)));
    expect(new Set(after.flatMap(headsOf))).toEqual(new Set(few.map(({ id }) => id)));
    await drop(requests);
  });

  test("what is urgent waits for nobody", async () => {
    const requests = await queuedTogether(3);
    const urgent = await station.queued({ itemCode: "EL02", wish: { startAt: requests[0]!.wish.startAt! } });
    await deps.db.collection<{ _id: string }>("serviceRequests").updateOne({ _id: urgent.id }, { $set: { urgency: "urgent" } });
    expect((await proposeCandidates(deps, urgent.id)).status).toBe("proposed");
    await drop([...requests, urgent]);
  });
});
