import { describe, expect, test } from "vitest";
import { addMinutes, instant } from "../../platform/index.ts";
import { buildHelper, buildNeed, context, monday } from "../builders.ts";
import { answerOdds, answersFrom, restedFirst, usualAnswers } from "./answer-odds.ts";
import { nextWave, searchEndsAt, type WaveHistory } from "./next-wave.ts";

const { settings } = context;
const many = Array.from({ length: 60 }, () => 0.29);
const minutesAgo = (minutes: number) => addMinutes(monday, -minutes);
const history = (overrides: Partial<WaveHistory> = {}): WaveHistory => ({
  now: monday,
  queuedAt: minutesAgo(10),
  seatsLeft: 1,
  open: [],
  odds: many,
  ...overrides,
});
const needIn = (hours: number, urgency: "urgent" | "soon" | "routine" = "routine") =>
  buildNeed({ urgency, startAt: addMinutes(monday, hours * 60) });
const ask = (overrides: Partial<WaveHistory>, need = needIn(48)) => nextWave(history(overrides), need, settings, usualAnswers);

describe("a wave", () => {
  test("asks one while there is time, three soon, five when urgent (R1)", () => {
    expect(ask({})).toMatchObject({ kind: "ask", count: 1, isBroadcast: false });
    expect(ask({}, needIn(12, "soon"))).toMatchObject({ kind: "ask", count: 3, ttlMinutes: 30 });
    expect(ask({}, needIn(3, "urgent"))).toMatchObject({ kind: "ask", count: 5, ttlMinutes: 10 });
  });
  test("replaces a no at once and waits for an answer otherwise", () => {
    expect(ask({ firstAskedAt: minutesAgo(2) })).toMatchObject({ kind: "ask", count: 1 });
    const waiting = ask({ firstAskedAt: minutesAgo(2), open: [{ offeredAt: minutesAgo(2) }] });
    expect(waiting).toMatchObject({ kind: "wait" });
  });
  test("replaces silence after the time answers take, sooner when the start is near", () => {
    const until = (hours: number) => {
      const move = ask({ firstAskedAt: monday, open: [{ offeredAt: monday }] }, needIn(hours));
      return move.kind === "wait" ? (move.until.getTime() - monday.getTime()) / 60_000 : 0;
    };
    expect(until(24)).toBe(60);
    expect(until(24 * 20)).toBeGreaterThan(until(24));
    expect(until(24 * 20)).toBeLessThanOrEqual(240);
    expect(ask({ firstAskedAt: minutesAgo(300), open: [{ offeredAt: minutesAgo(300) }] }, needIn(24))).toMatchObject({
      kind: "ask",
    });
  });
  test("grows when people are unwilling and the time runs out, at most to the double each time that patience has passed", () => {
    const unwilling = many.map(() => 0.02);
    const counts = [0, 20, 40, 60].map((minutes) => {
      const move = ask({ firstAskedAt: minutesAgo(minutes), queuedAt: minutesAgo(600), odds: unwilling }, needIn(4, "soon"));
      return move.kind === "ask" ? move.count : 0;
    });
    expect(counts).toEqual([3, 6, 12, 48]);
  });
  test("broadcasts at the last chance, and when urgent after twice the time to answer", () => {
    expect(ask({ firstAskedAt: minutesAgo(60), queuedAt: minutesAgo(600) }, needIn(2.2))).toMatchObject({
      kind: "ask",
      count: 52,
      isBroadcast: true,
    });
    expect(ask({ firstAskedAt: minutesAgo(20) }, needIn(6, "urgent"))).toMatchObject({ kind: "ask", count: 52, isBroadcast: true });
  });
  test("asks no more than the first wave before patience is over, however little time there is", () => {
    const short = needIn(3.2, "soon");
    const first = ask({}, short);
    expect(first).toMatchObject({ kind: "ask", count: 3 });
    expect(ask({ firstAskedAt: monday, open: Array.from({ length: 3 }, () => ({ offeredAt: monday })) }, short).kind).toBe("wait");
  });
  test("where a station wants it, replaces silence only when the time to answer is over (R1)", () => {
    const patient = { ...settings, offers: { ...settings.offers, isSilenceReplaced: false } };
    const silent = history({ firstAskedAt: minutesAgo(100), open: [{ offeredAt: minutesAgo(100) }] });
    expect(nextWave(silent, needIn(48), settings, usualAnswers)).toMatchObject({ kind: "ask", count: 2 });
    expect(nextWave(silent, needIn(48), patient, usualAnswers)).toEqual({ kind: "wait", until: addMinutes(monday, 140) });
  });
  test("rests in the quiet hours unless urgent (R2)", () => {
    const night = instant(2026, 11, 23, 22);
    const late = { now: night, queuedAt: addMinutes(night, -30) };
    expect(ask(late)).toEqual({ kind: "wait", until: instant(2026, 11, 24, 7) });
    expect(ask(late, buildNeed({ urgency: "urgent", startAt: addMinutes(night, 120) }))).toMatchObject({ kind: "ask" });
  });
  test("hands over to the telephone when nobody is left or it is too late", () => {
    expect(ask({ odds: [] })).toEqual({ kind: "phone", why: "nobody_left" });
    expect(ask({ odds: [], open: [{ offeredAt: minutesAgo(5) }] })).toMatchObject({ kind: "wait" });
    expect(ask({ queuedAt: minutesAgo(600) }, needIn(1))).toEqual({ kind: "phone", why: "too_late" });
  });
  test("asks two where two must go together", () => {
    expect(ask({ seatsLeft: 2 })).toMatchObject({ kind: "ask", count: 2 });
  });
  test("is over two hours before the start, or at half of a short lead", () => {
    expect(searchEndsAt(needIn(48), monday, settings)).toEqual(addMinutes(monday, 46 * 60));
    expect(searchEndsAt(needIn(2), monday, settings)).toEqual(addMinutes(monday, 60));
  });
});

describe("the odds of a yes", () => {
  const load = (asked: number, yes: number) => ({
    ...buildHelper("h").load,
    askedAt: Array.from({ length: asked }, (_, i) => addMinutes(monday, -60 * 24 * (50 - i))),
    acceptedAt: Array.from({ length: yes }, () => minutesAgo(60 * 24 * 20)),
  });
  test("begin at the station's share and follow the helper's own answers", () => {
    expect(answerOdds(load(0, 0), monday, usualAnswers)).toBeCloseTo(0.29);
    expect(answerOdds(load(10, 9), monday, usualAnswers)).toBeGreaterThan(0.6);
    expect(answerOdds(load(10, 0), monday, usualAnswers)).toBeLessThan(0.15);
  });
  test("sink for who was asked often this week, who is then asked after the others", () => {
    const tired = buildHelper("tired", { load: { askedAt: [1, 2, 3, 4].map((day) => minutesAgo(day * 1440)) } });
    const rested = buildHelper("rested");
    expect(answerOdds(tired.load, monday, usualAnswers)).toBeLessThan(0.15);
    expect(restedFirst([tired, rested], monday)).toEqual([rested, tired]);
  });
  test("are learned from the station's own answers, slowly at first", () => {
    const quick = Array.from({ length: 200 }, (_, i) => ({ offeredAt: monday, answeredAt: addMinutes(monday, 4), isYes: i % 2 === 0 }));
    expect(answersFrom([])).toEqual(usualAnswers);
    expect(answersFrom(quick).yesShare).toBeGreaterThan(0.45);
    expect(answersFrom(quick).answerMinutes).toBeLessThan(6);
    expect(answersFrom(quick.slice(0, 3)).yesShare).toBeLessThan(0.35);
  });
});
