import { expect, test } from "vitest";
import { settingsOf } from "../station/index.ts";
import { audienceOf } from "./audience.ts";
import type { Assignment, ServiceRequest } from "./service-request.ts";
import { timersOf } from "./timers.ts";

const at = new Date("2026-11-23T01:30:00Z");
const row = (volunteerId: string, status: Assignment["status"]): Assignment => ({
  volunteerId,
  status,
  acceptedAt: at,
  creditedMinutes: null,
  isVerified: true,
});
const request = (change: Partial<ServiceRequest>): ServiceRequest =>
  ({ people: 1, offers: [], history: [], done: [], wish: {}, visit: {}, urgency: "routine", statusAt: at, ...change }) as ServiceRequest;
const timer = { role: "timer" } as const;

test("who left early hears of what they served, not of the helpers who go on", () => {
  const rest = request({ status: "accepted", assignments: [row("early", "credited"), row("next", "accepted")] });
  expect(audienceOf("helper.late_ask", rest, rest, timer)).toEqual(["next"]);
  const closed = request({ status: "closed", assignments: [row("early", "credited"), row("next", "credited")] });
  expect(audienceOf("helper.decided", rest, closed, timer)).toEqual(["early", "next"]);
});

test("a dispute goes to the coordinators, an appeal to the supervisors", () => {
  const disputed = (appeals: number) =>
    request({ status: "disputed", assignments: [], dispute: { by: timer, reason: "", at, decideBy: at, appeals } });
  expect(audienceOf("desk.disputed", null, disputed(0), timer)).toEqual(["coordinators"]);
  expect(audienceOf("desk.disputed", null, disputed(1), timer)).toEqual(["supervisors"]);
});

test("nobody is reminded of a time they have just agreed to", () => {
  const movedAt = new Date("2026-11-24T01:30:00Z");
  const moved = request({
    status: "accepted",
    wish: { startAt: new Date("2026-11-24T08:00:00Z") },
    assignments: [row("helper", "accepted")],
    history: [{ at: movedAt, event: "reschedule", from: "accepted", to: "accepted", by: timer }],
  });
  expect(timersOf(moved, settingsOf(), 60).map(({ name }) => name)).not.toContain("accepted.day_before");
  expect(timersOf(moved, settingsOf(), 60).map(({ name }) => name)).toContain("accepted.two_hours");
});
