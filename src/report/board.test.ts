import { expect, test } from "vitest";
import { coordinator, demoStation } from "../../test/support/demo-station.ts";
import { giveUpSearch } from "../matching/index.ts";
import { addMinutes } from "../platform/index.ts";
import { cancelRequest, changeRequest, escalateRequest, type ServiceRequest } from "../request/index.ts";
import { type BoardPlace, type BoardRow, boardOf } from "./board.ts";

const { deps, newResident, submitted, queued } = await demoStation();
const open: ServiceRequest[] = [];
for (let i = 0; i < 7; i++) {
  open.push(await submitted());
  deps.clock.advance(60_000);
}
const [first, second, third] = open as [ServiceRequest, ServiceRequest, ServiceRequest];
const codes = (rows: readonly BoardRow[]) => rows.map(({ code }) => code);

async function pages(limit: number): Promise<BoardRow[]> {
  const rows: BoardRow[] = [];
  let after: BoardPlace | undefined;
  do {
    const page = await boardOf(deps, "PL", { limit, ...(after && { after }) });
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after);
  return rows;
}

test("the oldest is first, whatever the size of the pages", async () => {
  for (const limit of [1, 3, 7, 50]) expect(codes(await pages(limit))).toEqual(open.map(({ code }) => code));
});

test("an emergency is on top, then what is urgent", async () => {
  await changeRequest(deps, third.id, () => ({ event: "remind", by: { role: "timer" }, change: { urgency: "urgent" } }));
  const alarm = await submitted();
  await escalateRequest(deps, alarm.id, coordinator, { kind: "welfare", said: "没人开门" });
  expect(codes((await boardOf(deps, "PL", { limit: 3 })).rows)).toEqual([alarm.code, third.code, first.code]);
  expect(codes(await pages(2))).toEqual(codes((await boardOf(deps, "PL")).rows));
});

test("a page goes on behind the last row although rows before it came and went", async () => {
  const { rows, next } = await boardOf(deps, "PL", { limit: 4 });
  await cancelRequest(deps, second.id, { role: "resident", personId: second.requesterId }, "不用了");
  const rest = await boardOf(deps, "PL", { limit: 50, ...(next && { after: next }) });
  expect(rows.filter(({ id }) => rest.rows.some((row) => row.id === id))).toEqual([]);
  expect(rest.rows.map(({ id }) => id)).toEqual(open.slice(3).map(({ id }) => id));
  expect(rest.next).toBeNull();
});

test("a row says what is to be done, since when it waits and until when", async () => {
  const { rows } = await boardOf(deps, "PL", { status: "submitted", communityId: first.communityId });
  const row = rows.find(({ id }) => id === first.id);
  expect(row).toMatchObject({ item: "代购代办", nextStep: "triage", people: 1, helpers: 0, isOverdue: false, version: first.version });
  expect(row?.waitedMinutes).toBeGreaterThanOrEqual(7);
  expect(rows.every(({ communityId, status }) => communityId === first.communityId && status === "submitted")).toBe(true);
  deps.clock.set(addMinutes(row?.dueAt ?? new Date(0), 1));
  const late = (await boardOf(deps, "PL")).rows.find(({ id }) => id === first.id);
  expect([late?.isOverdue, late?.dueAt]).toEqual([true, row?.dueAt]);
});

test("what nobody took is the desk's at once", async () => {
  const request = await queued({ wish: { startAt: addMinutes(deps.clock.now(), 300) } });
  await giveUpSearch(deps, request.id);
  const row = (await boardOf(deps, "PL", { status: ["unfilled"] })).rows.find(({ id }) => id === request.id);
  expect(row).toMatchObject({ nextStep: "call_resident", isOverdue: true });
});

test("a board shows nobody: no names, addresses or words, and nothing that has ended", async () => {
  const person = newResident();
  await submitted({ resident: person });
  const text = JSON.stringify(await boardOf(deps, "PL"));
  for (const secret of [person.name, person.phone, person.address, person.id, "买两斤鸡蛋", "测试"]) expect(text).not.toContain(secret);
  expect((await boardOf(deps, "PL", { status: ["cancelled", "closed"] })).rows).toEqual([]);
});

test("another station's requests are not on it", async () => {
  expect((await boardOf(deps, "PL")).rows.length).toBeGreaterThan(0);
  await expect(boardOf(deps, "QD")).rejects.toMatchObject({ code: "station.unknown-station" });
});
