import { afterEach, describe, expect, test } from "vitest";
import { nameHelper } from "../src/matching/index.ts";
import { addMinutes, hourMs } from "../src/platform/index.ts";
import { escalateRequest, findRequest, type ServiceRequest } from "../src/request/index.ts";
import { confirmComing, rateService, sayLate } from "../src/visit/index.ts";
import { runDue } from "./due.ts";
import { testApp } from "./test-app.ts";
import { accepted, collecting, coordinator, helperOf, offered, proposed, queued, residentId, served, submitted } from "./test-requests.ts";

const { deps: appDeps, clock, set, noticesOf } = await testApp();
const deps = { ...appDeps, clock };
const monday = new Date("2026-11-23T01:30:00Z");
afterEach(() => {
  set({});
  clock.set(monday);
});
const count = (list: readonly string[], kind: string) => list.filter((one) => one === kind).length;
const startOf = ({ wish: { startAt } }: ServiceRequest) => startAt ?? monday;
async function runAt(request: ServiceRequest, at: Date): Promise<ServiceRequest> {
  clock.set(at);
  await runDue(deps, request.id);
  return findRequest(deps, request.id);
}

describe("after downtime", () => {
  test("a reminder for a moment that has passed is not sent", async () => {
    const request = await accepted(deps);
    await runAt(request, addMinutes(startOf(request), 5));
    const told = await noticesOf(request.id);
    for (const kind of ["helper.day_before", "helper.two_hours", "desk.at_risk", "resident.tomorrow", "resident.soon"])
      expect(told).not.toContain(kind);
  });

  test("a helper asked late has the full half hour to answer", async () => {
    const request = await accepted(deps);
    const askedAt = new Date(startOf(request).getTime() - 1 * hourMs);
    await runAt(request, askedAt);
    expect(await noticesOf(request.id)).toContain("helper.two_hours");
    expect(await noticesOf(request.id)).not.toContain("desk.at_risk");
    const after = await runAt(request, addMinutes(askedAt, 30));
    expect(after.flags).toContain("at_risk");
  });

  test("of the pages missed in an emergency one is sent, and the next two minutes later", async () => {
    const request = await escalateRequest(
      deps,
      (await queued(deps)).id,
      { role: "resident", personId: residentId },
      { kind: "fall", said: "摔倒了" },
    );
    const at = clock.now();
    const after = await runAt(request, addMinutes(at, 121));
    expect(count(await noticesOf(request.id), "desk.escalated_again")).toBe(await pagedPeople());
    expect(after.nextDueAt).toEqual(addMinutes(at, 122));
  });

  test("only the second question for a rating is asked when the first is a day late", async () => {
    const request = await served(deps);
    await runAt(request, new Date(clock.now().getTime() + 24 * hourMs));
    const told = await noticesOf(request.id);
    expect(told).toContain("resident.rating_repeat");
    expect(told).not.toContain("resident.rating_ask");
  });

  async function pagedPeople(): Promise<number> {
    const people = await deps.db.collection("people").countDocuments({ stationId: "PL", roles: "coordinator" });
    return people + (await deps.db.collection("people").countDocuments({ stationId: "PL", roles: "supervisor" }));
  }
});

describe("an emergency nobody takes", () => {
  test("is paged to coordinators, from five minutes by phone, from ten to supervisors too", async () => {
    const request = await escalateRequest(
      deps,
      (await queued(deps)).id,
      { role: "resident", personId: residentId },
      { kind: "fall", said: "摔倒了" },
    );
    const at = clock.now();
    await runAt(request, addMinutes(at, 2));
    expect(await noticesOf(request.id)).toContain("desk.escalated_again");
    expect(await noticesOf(request.id)).not.toContain("desk.escalated_phone");
    await runAt(request, addMinutes(at, 6));
    expect(await noticesOf(request.id)).toContain("desk.escalated_phone");
    const isToSupervisor = async () => {
      const [supervisor] = await deps.db.collection("people").find({ roles: "supervisor", stationId: "PL" }).toArray();
      return (
        (await deps.db
          .collection("notices")
          .countDocuments({ requestId: request.id, kind: "desk.escalated_again", to: supervisor?._id as never })) > 0
      );
    };
    expect(await isToSupervisor()).toBe(false);
    await runAt(request, addMinutes(at, 10));
    expect(await isToSupervisor()).toBe(true);
  });
});

describe("quiet hours", () => {
  test("what is due in the night is told in the morning", async () => {
    clock.set(new Date("2026-11-23T13:50:00Z")); // 21:50
    const request = await collecting(deps);
    await runAt(request, addMinutes(clock.now(), 10));
    await noticesOf(request.id);
    const [nudge] = await deps.db.collection("notices").find({ requestId: request.id, kind: "resident.nudge" }).toArray();
    expect(nudge?.sendAt).toEqual(new Date("2026-11-23T23:00:00Z"));
  });

  test("a helper is at risk half an hour after they could read the question", async () => {
    const request = await accepted(deps, { wish: { startAt: new Date("2026-11-25T00:30:00Z") } }); // Wednesday 8:30, asked at 6:30
    await runAt(request, new Date("2026-11-24T22:30:00Z"));
    expect((await runAt(request, new Date("2026-11-24T23:29:00Z"))).flags).not.toContain("at_risk");
    expect((await runAt(request, new Date("2026-11-24T23:30:00Z"))).flags).toContain("at_risk");
  });
});

describe("the working calendar", () => {
  test("a routine request of Friday evening is late on Monday, not on Saturday", async () => {
    clock.set(new Date("2026-11-27T09:00:00Z")); // Friday 17:00, half an hour before the desk closes
    const request = await submitted(deps, { inHours: 24 * 7 });
    expect((await runAt(request, new Date("2026-11-29T10:00:00Z"))).history.some(({ reason }) => reason === "submitted.late")).toBe(false);
    expect((await runAt(request, new Date("2026-11-30T04:00:00Z"))).history.some(({ reason }) => reason === "submitted.late")).toBe(true);
  });
});

describe("what is no longer true is not asked", () => {
  test("who confirmed is not at risk", async () => {
    const request = await accepted(deps);
    await runAt(request, new Date(startOf(request).getTime() - 2 * hourMs));
    await confirmComing(deps, request.id, helperOf(request));
    expect((await runAt(request, new Date(startOf(request).getTime() - 1 * hourMs))).flags).not.toContain("at_risk");
  });

  test("who said that they are late is not asked where they are", async () => {
    const request = await accepted(deps);
    clock.set(startOf(request));
    await sayLate(deps, request.id, helperOf(request), 10);
    await runAt(request, addMinutes(startOf(request), 15));
    expect(await noticesOf(request.id)).not.toContain("resident.late_ask");
    await runAt(request, addMinutes(startOf(request), 25));
    const told = await noticesOf(request.id);
    expect(told).toContain("resident.late_ask");
    expect(told).not.toContain("helper.late_ask");
  });

  test("after a rating nobody asks for one", async () => {
    const request = await served(deps);
    await rateService(deps, request.id, { role: "resident", personId: residentId }, { stars: 5 });
    await runAt(request, new Date(clock.now().getTime() + 24 * hourMs));
    expect(await noticesOf(request.id)).not.toContain("resident.rating_ask");
  });

  test("nobody is asked for stars about a funeral", async () => {
    const request = await served(deps, { itemCode: "AF04" });
    const after = await runAt(request, addMinutes(clock.now(), 40));
    expect(await noticesOf(request.id)).not.toContain("resident.rating_ask");
    expect(after.nextDueAt && after.nextDueAt > clock.now()).toBe(true);
  });
});

describe("the first candidate", () => {
  test("is asked by itself where the station wants that and the item is low-risk", async () => {
    set({ offers: { isAutoPickOn: true } });
    const request = await proposed(deps);
    const after = await runAt(request, addMinutes(clock.now(), 15));
    expect(after.status).toBe("offered");
    expect(after.offers[0]?.volunteerId).toBe(request.candidates[0]?.personId);
  });

  test("is not asked about somebody vulnerable", async () => {
    set({ offers: { isAutoPickOn: true } });
    const request = await proposed(deps, { itemCode: "EL01", wish: { dest: "区医院" } });
    expect((await runAt(request, addMinutes(clock.now(), 15))).status).toBe("proposed");
    expect(await noticesOf(request.id)).toContain("desk.pick_late");
  });
});

test("a request of a risky item waits for a coordinator though others pass by themselves", async () => {
  set({ triage: { isAutoOn: true } });
  const request = await submitted(deps, { itemCode: "EL01", wish: { dest: "区医院" } });
  expect((await runAt(request, clock.now())).status).toBe("submitted");
});

test("settings changed meanwhile leave nothing due for ever", async () => {
  const request = await submitted(deps, { isUrgent: true });
  set({ triage: { urgentMinutes: 60 } });
  const after = await runAt(request, addMinutes(clock.now(), 20));
  expect(after.nextDueAt).toEqual(addMinutes(request.statusAt, 60));
});

test("two runs at once ask a helper once", async () => {
  const request = await offered(deps);
  const others = request.candidates.map(({ personId }) => personId);
  await nameHelper(deps, request.id, coordinator, others[1] ?? "");
  clock.set(new Date(clock.now().getTime() + 5 * hourMs));
  await Promise.all([runDue(deps, request.id), runDue(deps, request.id), runDue(deps, request.id)]);
  const after = await findRequest(deps, request.id);
  expect(after.history.filter(({ event, at }) => event === "next_wave" && at.getTime() === clock.now().getTime())).toHaveLength(1);
  expect(count(await noticesOf(request.id), "helper.expired")).toBe(2);
  expect(new Set(after.offers.map(({ volunteerId }) => volunteerId)).size).toBe(after.offers.length);
});
