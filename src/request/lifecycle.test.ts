import { expect, test } from "vitest";
import { amendments } from "./amendments.ts";
import { actorRoles, findTransition, isTerminal, type Status, statuses, terminalStatuses, transitions } from "./lifecycle.ts";
import { noticeKinds } from "./notice-kind.ts";

test("the table has the 56 steps and 17 states of the field, each id once", () => {
  expect(statuses).toHaveLength(17);
  expect(transitions.map((row) => row.id)).toEqual(Array.from({ length: 56 }, (_, i) => `T${String(i + 1).padStart(2, "0")}`));
});

test("one event from one state leads to one place", () => {
  const keys = transitions.map((row) => `${row.from} ${row.event}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("every state can be reached from the first message", () => {
  const reached = new Set<Status | "-">(["-"]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const row of transitions) if (reached.has(row.from)) reached.add(row.to);
  }
  expect([...reached].filter((status) => status !== "-").sort()).toEqual([...statuses].sort());
});

test("the only dead ends are the intended ones, and a closed request can still be disputed", () => {
  const left = new Set<string>(transitions.map((row) => row.from));
  expect(statuses.filter((status) => !left.has(status)).sort()).toEqual(["cancelled", "declined", "merged"]);
  expect([...terminalStatuses].sort()).toEqual(["cancelled", "closed", "declined", "merged"]);
  expect(isTerminal("closed")).toBe(true);
  expect(findTransition("closed", "dispute")?.to).toBe("disputed");
});

test("from every open state there is a way to an end", () => {
  const ends = new Set<string>(terminalStatuses);
  for (let before = 0; before < ends.size; ) {
    before = ends.size;
    for (const row of transitions) if (ends.has(row.to)) ends.add(row.from);
  }
  expect(statuses.filter((status) => !ends.has(status))).toEqual([]);
});

test("every step names somebody who may take it and only notices that exist", () => {
  for (const row of transitions) {
    expect(row.by.length, row.id).toBeGreaterThan(0);
    for (const role of row.by) expect(actorRoles).toContain(role);
    for (const kind of "tell" in row ? row.tell : []) expect(noticeKinds).toContain(kind);
  }
});

test("an amendment never borrows the name of a step", () => {
  const events = new Set<string>(transitions.map((row) => row.event));
  expect(Object.keys(amendments).filter((name) => events.has(name))).toEqual([]);
});
