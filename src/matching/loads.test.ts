import { describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { addMinutes, isDomainError } from "../platform/index.ts";
import { buildNeed, tuesday } from "./builders.ts";
import type { HelperLoad } from "./helper.ts";
import { recordAnswered, recordAsked, recordNoShow, recordRating, recordVisit } from "./load-events.ts";
import { findLoads, findStationLoads, reserve, unreserve } from "./loads.ts";
import { type LoadRow, rebuildLoads } from "./rebuild-loads.ts";

const platform = await testPlatform();
const deps = platform;
const maxTasks = 2;

const helperKey = (personId: string) => ({ personId, stationId: "PL" });
const needAt = (requestId: string, minutes: number) => {
  const startAt = addMinutes(tuesday, minutes);
  return buildNeed({ requestId, code: `C-${requestId}`, startAt });
};
const loadOf = async (personId: string): Promise<HelperLoad | undefined> => (await findLoads(deps, [personId])).get(personId);
const bookedIds = async (personId: string) => (await loadOf(personId))?.bookings.map(({ requestId }) => requestId) ?? [];
const codeOf = async (attempt: Promise<void>) =>
  attempt.then(
    () => "booked",
    (error: unknown) => (isDomainError(error) ? error.code : String(error)),
  );

describe("booking a helper", () => {
  test("is refused when the time overlaps another booking, and names that one", async () => {
    await reserve(deps, "a", needAt("r1", 0), maxTasks);
    await expect(reserve(deps, "a", needAt("r2", 30), maxTasks)).rejects.toMatchObject({
      code: "matching.double-booked",
      details: { code: "C-r1", startAt: tuesday },
    });
    await reserve(deps, "a", needAt("r3", 60), maxTasks);
    expect(await bookedIds("a")).toEqual(["r1", "r3"]);
  });
  test("is refused when the day is full, not when the next day is", async () => {
    await reserve(deps, "b", needAt("r1", 0), maxTasks);
    await reserve(deps, "b", needAt("r2", 120), maxTasks);
    expect(await codeOf(reserve(deps, "b", needAt("r3", 240), maxTasks))).toBe("matching.day-full");
    expect(await codeOf(reserve(deps, "b", needAt("r4", 24 * 60), maxTasks))).toBe("booked");
  });
  test("twice changes nothing, with another time moves it", async () => {
    await reserve(deps, "c", needAt("r1", 0), maxTasks);
    await reserve(deps, "c", needAt("r1", 0), maxTasks);
    expect(await bookedIds("c")).toEqual(["r1"]);
    await reserve(deps, "c", needAt("r1", 30), maxTasks);
    expect((await loadOf("c"))?.bookings).toMatchObject([{ requestId: "r1", startAt: addMinutes(tuesday, 30) }]);
  });
  test("is undone for one request only, as often as asked", async () => {
    await reserve(deps, "d", needAt("r1", 0), maxTasks);
    await reserve(deps, "d", needAt("r2", 120), maxTasks);
    await unreserve(deps, "d", "r1");
    await unreserve(deps, "d", "r1");
    expect(await bookedIds("d")).toEqual(["r2"]);
    expect(await codeOf(reserve(deps, "d", needAt("r3", 10), maxTasks))).toBe("booked");
  });
  test("goes to one of sixteen who want the same hour of somebody new, and the others learn by whom", async () => {
    for (let round = 0; round < 10; round++) {
      const racers = Array.from({ length: 16 }, (_, i) => codeOf(reserve(deps, `race-${round}`, needAt(`q${i}`, i), maxTasks)));
      const results = await Promise.all(racers);
      expect(results.filter((result) => result === "booked")).toHaveLength(1);
      expect(results.filter((result) => result === "matching.double-booked")).toHaveLength(15);
      expect(await bookedIds(`race-${round}`)).toHaveLength(1);
    }
  });
  test("fills a day to its cap and no further when sixteen race for different hours", async () => {
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, i) => codeOf(reserve(deps, "capped", needAt(`q${i}`, i * 60 - 500), maxTasks))),
    );
    expect(results.filter((result) => result === "booked")).toHaveLength(maxTasks);
    expect(await bookedIds("capped")).toHaveLength(maxTasks);
  });
});

describe("what a helper was asked and answered", () => {
  const offer = { requestId: "r1", offeredAt: deps.clock.now(), expiresAt: addMinutes(deps.clock.now(), 240) };

  test("counts once however often it is told, even by sixteen at once", async () => {
    await Promise.all(Array.from({ length: 16 }, () => recordAsked(deps, helperKey("e"), offer)));
    expect(await loadOf("e")).toMatchObject({ askedAt: [offer.offeredAt], openOffers: [offer] });
    await recordAnswered(deps, helperKey("e"), "r1", "accepted");
    await recordAnswered(deps, helperKey("e"), "r1", "accepted");
    expect(await loadOf("e")).toMatchObject({ openOffers: [], acceptedAt: [deps.clock.now()] });
  });
  test("a declined offer is no longer open", async () => {
    await recordAsked(deps, helperKey("f"), offer);
    await recordAnswered(deps, helperKey("f"), "r1", "declined");
    expect(await loadOf("f")).toMatchObject({ openOffers: [], acceptedAt: [] });
  });
  test("an offer that was never closed is forgotten after it has expired", async () => {
    await recordAsked(deps, helperKey("g"), { ...offer, expiresAt: addMinutes(offer.offeredAt, 10) });
    const second = { requestId: "r2", offeredAt: addMinutes(offer.offeredAt, 20), expiresAt: addMinutes(offer.offeredAt, 30) };
    await recordAsked(deps, helperKey("g"), second);
    expect((await loadOf("g"))?.openOffers).toEqual([second]);
  });
});

test("ratings make a mean and remember who likes the helper", async () => {
  const rate = (requestId: string, beneficiaryId: string, stars: number) =>
    recordRating(deps, helperKey("h"), { requestId, beneficiaryId, stars });
  expect(await loadOf("h")).toBeUndefined();
  await rate("r1", "wang", 5);
  await rate("r1", "wang", 5);
  await rate("r2", "li", 4);
  expect(await loadOf("h")).toMatchObject({ rating: 4.5, likedBy: ["wang", "li"] });
  await rate("r3", "wang", 3);
  expect(await loadOf("h")).toMatchObject({ rating: 4, likedBy: ["li"] });
});

test("visits and no-shows are counted once for each request", async () => {
  await recordVisit(deps, helperKey("i"), "r1", "wang");
  await recordVisit(deps, helperKey("i"), "r1", "wang");
  await recordVisit(deps, helperKey("i"), "r2", "wang");
  await recordNoShow(deps, helperKey("i"), "r3", 0.5);
  await recordNoShow(deps, helperKey("i"), "r3", 0.5);
  expect(await loadOf("i")).toMatchObject({ visitsTo: { wang: 2 }, noShows: [{ at: deps.clock.now(), weight: 0.5 }] });
});

test("loads are rebuilt from the requests to what they were", async () => {
  const offeredAt = deps.clock.now();
  const expiresAt = addMinutes(offeredAt, 60);
  const served = {
    ...needAt("r1", 0),
    personId: "j",
    offeredAt,
    expiresAt,
    isOpen: false,
    isBooked: false,
    isServed: true,
    acceptedAt: offeredAt,
    stars: 5,
  };
  const booked = {
    ...needAt("r2", 0),
    personId: "j",
    offeredAt,
    expiresAt,
    isOpen: false,
    isBooked: true,
    isServed: false,
    acceptedAt: offeredAt,
  };
  const asked = { ...needAt("r3", 0), personId: "j", offeredAt, expiresAt, isOpen: true, isBooked: false, isServed: false };

  await recordAsked(deps, helperKey("j"), { requestId: "r1", offeredAt, expiresAt });
  await recordAnswered(deps, helperKey("j"), "r1", "accepted");
  await recordVisit(deps, helperKey("j"), "r1", "resident");
  await recordRating(deps, helperKey("j"), { requestId: "r1", beneficiaryId: "resident", stars: 5 });
  await recordAsked(deps, helperKey("j"), { requestId: "r2", offeredAt, expiresAt });
  await recordAnswered(deps, helperKey("j"), "r2", "accepted");
  await reserve(deps, "j", needAt("r2", 0), maxTasks);
  await recordAsked(deps, helperKey("j"), { requestId: "r3", offeredAt, expiresAt });
  const lived = await loadOf("j");

  await deps.db.collection("helperLoads").deleteMany({ _id: "j" as never });
  const rows: LoadRow[] = [booked, asked, served];
  expect(await rebuildLoads(deps, rows)).toBe(1);
  expect(await loadOf("j")).toEqual(lived);

  await recordVisit(deps, helperKey("j"), "r1", "resident");
  expect((await loadOf("j"))?.visitsTo).toEqual({ resident: 1 });
  expect((await findStationLoads(deps, "PL")).get("j")).toEqual(lived);
});
