import { expect, test } from "vitest";
import type { Weighed } from "./statistics.ts";
import type { Counts } from "./statistics-query.ts";
import { suppressSmall } from "./suppress.ts";

const row = (key: string, peopleServed: number, peopleAsking = peopleServed): Weighed => ({
  key,
  counts: { sessions: peopleServed } as Counts,
  peopleServed,
  peopleAsking,
});
const hiddenOf = (rows: readonly Weighed[], total: Weighed, least = 5) =>
  suppressSmall(rows, total, least)
    .rows.filter(({ counts }) => counts === null)
    .map(({ key }) => key);

test("rows of fewer than five people are left out, and nothing is for who may see all", () => {
  expect(hiddenOf([row("a", 4), row("b", 3), row("c", 5)], row("total", 12))).toEqual(["a", "b"]);
  expect(hiddenOf([row("a", 4), row("b", 3)], row("total", 7), 0)).toEqual([]);
});

test("who only asked counts as well as who was served", () =>
  expect(hiddenOf([row("a", 0, 2), row("b", 9, 1)], row("total", 9))).toEqual(["a", "b"]));

test("a row of nobody tells of nobody and stays", () => expect(hiddenOf([row("a", 0), row("b", 9)], row("total", 9))).toEqual([]));

test("one row alone could be had from the total, so that the next smallest goes with it", () => {
  expect(hiddenOf([row("a", 4), row("b", 90), row("c", 20)], row("total", 114))).toEqual(["a", "c"]);
});

test("a total of too few people is left out like a row", () => {
  expect(suppressSmall([row("a", 3)], row("total", 3), 5)).toEqual({ rows: [{ key: "a", counts: null }], total: null });
});
