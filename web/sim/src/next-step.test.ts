import { expect, test } from "vitest";
import { firstTour, nextStep } from "./next-step.ts";

test("whoever looks is told whose turn it is, until the request has come to its end", () => {
  const ends = ["closed", "cancelled", "declined", "merged"];
  const all = ["collecting", "submitted", "queued", "proposed", "offered", "accepted", "in_progress", "served", "referred"];
  for (const status of [...all, "suspended", "disputed", "unfilled", "escalated"]) expect(nextStep(status), status).toBeTruthy();
  for (const status of ends) expect(nextStep(status)).toBeUndefined();
});

test("the first tour begins and ends with the resident", () => {
  expect([firstTour.at(0)?.who, firstTour.at(-1)?.who]).toEqual(["居民", "居民"]);
});
