import { expect, test } from "vitest";
import { type Act, allActs, mayDo } from "./who-may.ts";

test("what the table does not name is refused", () => {
  expect(mayDo({ roles: ["supervisor"] }, "request.erase" as Act)).toBe(false);
  expect(mayDo({ roles: ["supervisor"] }, "toString" as Act)).toBe(false);
  expect(mayDo({ roles: [] }, "request.submit")).toBe(false);
});

test("each act is open to somebody", () => {
  const roles = ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor", "receiver"] as const;
  expect(allActs.filter((act) => !mayDo({ roles }, act))).toEqual([]);
});

test("only those who run the station triage, pick and correct", () => {
  for (const act of ["request.triage", "offer.pick", "visit.correct", "dispute.decide"] as const) {
    expect(mayDo({ roles: ["coordinator"] }, act)).toBe(true);
    for (const role of ["resident", "volunteer", "social_worker", "grid_worker", "receiver"] as const) {
      expect(mayDo({ roles: [role] }, act)).toBe(false);
    }
  }
});

test("the supervisor alone suspends and hears appeals", () => {
  expect(mayDo({ roles: ["supervisor"] }, "request.suspend")).toBe(true);
  expect(mayDo({ roles: ["coordinator", "social_worker"] }, "request.suspend")).toBe(false);
  expect(mayDo({ roles: ["coordinator"] }, "dispute.decideAppeal")).toBe(false);
});

test("a second role adds to the first", () => {
  expect(mayDo({ roles: ["coordinator", "social_worker"] }, "offer.answer")).toBe(true);
  expect(mayDo({ roles: ["coordinator"] }, "offer.answer")).toBe(false);
});

test("anybody may raise an alarm", () => {
  for (const role of ["resident", "volunteer", "receiver"] as const) expect(mayDo({ roles: [role] }, "request.escalate")).toBe(true);
});
