import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { noticeTexts } from "../../bot/texts/notices/index.ts";
import { noticeKinds, statuses, transitions } from "../../src/request/index.ts";
import { terminalStatuses } from "../../src/request/lifecycle.ts";

interface Lifecycle {
  readonly states: readonly string[];
  readonly terminal: readonly string[];
  readonly transitions: readonly { readonly id: string; readonly from: string; readonly to: string }[];
}

/** The life of a request as it was designed, written down apart from the code. */
const designed: Lifecycle = JSON.parse(readFileSync(new URL("../data/lifecycle.json", import.meta.url), "utf8"));

test("the lifecycle is the one designed: same states, same steps, each from and to the same state", () => {
  expect(designed.transitions).toHaveLength(56);
  expect([...statuses].sort()).toEqual(designed.states);
  expect([...terminalStatuses].sort()).toEqual(designed.terminal);
  expect(transitions.map(({ id, from, to }) => ({ id, from, to }))).toEqual(designed.transitions);
});

test("there is a text for every notice, and none that nobody sends", () => {
  expect(noticeKinds.length).toBeGreaterThan(90);
  expect(Object.keys(noticeTexts).sort()).toEqual([...noticeKinds].sort());
  for (const [kind, text] of Object.entries(noticeTexts)) expect(text, kind).toBeTypeOf("function");
});
