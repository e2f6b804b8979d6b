import fc from "fast-check";
import { expect, test } from "vitest";
import { addMinutes } from "../platform/index.ts";
import { settingsOf } from "../station/index.ts";
import { amendments } from "./amendments.ts";
import { type Status, statuses } from "./lifecycle.ts";
import type { Assignment, Offer, ServiceRequest } from "./service-request.ts";
import { dueAt, timersOf } from "./timers.ts";

const base = new Date("2026-11-23T01:30:00Z");
/** Minutes around the base: times of a request, before and after one another in any order. */
const moment = fc.integer({ min: -3000, max: 3000 }).map((minutes) => addMinutes(base, minutes));

const assignment = fc.record({
  volunteerId: fc.constantFrom("v1", "v2", "v3"),
  status: fc.constantFrom<Assignment["status"]>("accepted", "checked_in", "withdrawn", "checked_out"),
  acceptedAt: moment,
  creditedMinutes: fc.constant(null),
  isVerified: fc.constant(true),
});
const offer = fc.record({
  volunteerId: fc.constantFrom("v1", "v2", "v3"),
  status: fc.constantFrom<Offer["status"]>("offered", "countered", "declined"),
  round: fc.constant(1),
  offeredAt: moment,
  expiresAt: moment,
});

const request = fc
  .record({
    status: fc.constantFrom<Status>(...statuses),
    source: fc.constantFrom<ServiceRequest["source"]>("chat", "phone_in", "series"),
    urgency: fc.constantFrom<ServiceRequest["urgency"]>("urgent", "soon", "routine"),
    createdAt: moment,
    statusAt: moment,
    startAt: fc.option(moment),
    isRepeated: fc.boolean(),
    offers: fc.uniqueArray(offer, { selector: ({ volunteerId }) => volunteerId, maxLength: 3 }),
    assignments: fc.uniqueArray(assignment, { selector: ({ volunteerId }) => volunteerId, maxLength: 3 }),
    isAbsent: fc.boolean(),
    called: fc.boolean(),
  })
  .map(({ startAt, isRepeated, isAbsent, called, ...rest }) => {
    const { statusAt: at } = rest;
    const by = { role: "resident" } as const;
    return {
      ...rest,
      id: "r1",
      lastHeardAt: at,
      queuedAt: at,
      matchAt: at,
      servedAt: at,
      wish: { ...(startAt && { startAt }), ...(isRepeated && { rrule: "FREQ=DAILY" }) },
      visit: isAbsent ? { nobodyHome: { saidAt: at, by: "v1", calls: 0 } } : {},
      timeChange: { startAt: at, endAt: at, by, at, agreedBy: [] },
      dispute: { by, reason: "x", at, decideBy: at, appeals: 0 },
      escalation: { kind: "fall", said: "x", at, isSilent: false },
      history: [{ at, event: "hand_over_done", from: "escalated", to: rest.status, by }],
      done: called ? ["called"] : [],
    } as unknown as ServiceRequest;
  });
const settings = settingsOf({ triage: { isAutoOn: true } });

test("what has fired is not due again at the same moment, and a page moves on", () => {
  fc.assert(
    fc.property(request, moment, (one, now) => {
      const due = timersOf(one, settings, 60).filter(({ at }) => at <= now);
      const after = { ...one, done: [...one.done, ...due.map(({ mark }) => mark)] };
      for (const again of timersOf(after, settings, 60).filter(({ at }) => at <= now)) {
        expect(again.name).toBe("escalated.page");
        expect(again.at > (due.find(({ name }) => name === "escalated.page")?.at ?? now)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test("every timer can be marked where it stands", () => {
  fc.assert(
    fc.property(request, (one) => {
      const timers = timersOf(one, settings, 60);
      expect(new Set(timers.map(({ mark }) => mark)).size).toBe(timers.length);
      if (timers.length > 0 && one.status !== "escalated") expect(amendments.remind.in).toContain(one.status);
    }),
    { numRuns: 2000 },
  );
});

test("the next moment is the earliest of its timers", () => {
  fc.assert(
    fc.property(request, (one) => {
      const times = timersOf(one, settings, 60).map(({ at }) => at.getTime());
      expect(dueAt(one, settings, 60)?.getTime() ?? null).toBe(times.length === 0 ? null : Math.min(...times));
    }),
  );
});
