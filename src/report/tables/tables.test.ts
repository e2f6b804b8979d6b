import { expect, test } from "vitest";
import { coordinator, demoStation, tuesdayAtTen } from "../../../test/support/demo-station.ts";
import { instant } from "../../platform/index.ts";
import { changeRequest } from "../../request/index.ts";
import { checkIn, checkOut, rateService } from "../../visit/index.ts";
import { statisticsOf } from "../statistics.ts";
import { hoursTable } from "./hours-table.ts";
import { requestsTable } from "./requests-table.ts";
import { servicesTable } from "./services-table.ts";
import { statisticsTable } from "./statistics-table.ts";
import type { Table } from "./table.ts";

const { deps, newHelpers, newResident, acceptedBy, submitted } = await demoStation();
const november = { stationId: "PL", from: "2026-11-01", to: "2026-11-30" };
const everyText = (...tables: Table[]) => JSON.stringify(tables.map(({ title, rows }) => [title, rows]));

const [helper] = newHelpers(1);
const resident = newResident();
const request = await acceptedBy([helper], { resident });
deps.clock.set(tuesdayAtTen);
await checkIn(deps, request.id, { role: "volunteer", personId: helper.id }, helper.id);
deps.clock.advance(63 * 60_000);
await checkOut(deps, request.id, { role: "volunteer", personId: helper.id }, helper.id);
await rateService(deps, request.id, { role: "resident", personId: resident.id }, { stars: 5 });
const waiting = await submitted();

test("the book of services says who was served by whom, how long and how well", async () => {
  const { title, rows, isCut } = await servicesTable(deps, november);
  expect(title).toBe("泊里社工站 服务台账");
  expect(isCut).toBe(false);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    startedAt: tuesdayAtTen,
    endedAt: instant(2026, 11, 24, 11, 3),
    code: request.code,
    item: "代购代办",
    category: "养老服务",
    beneficiary: resident.name,
    helpers: helper.name,
    headcount: 1,
    hours: 1,
    stars: 5,
  });
});

test("a filter of the statistics opens the services it counted", async () => {
  const { rows } = await statisticsOf(deps, { from: november.from, to: november.to, stationIds: ["PL"], by: "ageBand" });
  for (const { filter, counts } of rows) {
    expect((await servicesTable(deps, { ...filter, stationId: "PL" })).rows.length).toBe(counts?.sessions);
  }
});

test("requests are listed with what they wait for", async () => {
  const { rows } = await requestsTable(deps, november);
  expect(rows.map(({ code, status, nextStep, helpers }) => [code, status, nextStep, helpers])).toEqual([
    [request.code, "已结", "无", 1],
    [waiting.code, "待审", "审单", 0],
  ]);
  expect((await requestsTable(deps, { ...november, statuses: ["submitted"] })).rows).toHaveLength(1);
  expect((await requestsTable(deps, { ...november, from: "2026-11-25" })).rows).toEqual([]);
});

test("a helper's line has the hours of the period and those of all time", async () => {
  const { rows, columns } = await hoursTable(deps, november);
  expect(columns.map(({ key }) => key)).not.toContain("phone");
  expect(rows.find(({ id }) => id === helper.id)).toMatchObject({ name: helper.name, services: 1, hours: 1 });
  expect((await hoursTable(deps, { ...november, from: "2026-11-25" })).rows.find(({ id }) => id === helper.id)).toMatchObject({
    services: 0,
    hours: 0,
  });
});

test("lists have no words of residents, no addresses, and phones only when asked for", async () => {
  const lists = (withContact: boolean) =>
    Promise.all([requestsTable, servicesTable, hoursTable].map((list) => list(deps, { ...november, withContact })));
  const columnsOf = (tables: readonly Table[]) => tables.map(({ columns }) => columns.some(({ key }) => key === "phone"));
  const plain = await lists(false);
  expect(columnsOf(plain)).toEqual([false, false, false]);
  for (const { phone } of [resident, helper]) expect(everyText(...plain)).not.toContain(phone);
  const withContact = await lists(true);
  expect(columnsOf(withContact)).toEqual([true, true, true]);
  for (const { phone } of [resident, helper]) expect(everyText(...withContact)).toContain(phone);
  for (const secret of [resident.address, "买两斤鸡蛋", "测试"]) expect(everyText(...withContact)).not.toContain(secret);
});

test("what is confidential is listed without a name", async () => {
  const person = newResident();
  const { id, code } = await submitted({ resident: person });
  await changeRequest(deps, id, () => ({ event: "remind", by: { role: "timer" }, change: { flags: ["confidential"] } }));
  const tables = await requestsTable(deps, { ...november, withContact: true });
  expect(tables.rows.find((row) => row.code === code)?.beneficiary).toBe("保密");
  expect(everyText(tables)).not.toContain(person.phone);
  expect(coordinator.personId).not.toBe(person.id);
});

test("statistics as a list end with the total, and say where numbers are left out", async () => {
  const query = { from: november.from, to: november.to, stationIds: ["PL"], by: "category" } as const;
  const { rows, columns } = statisticsTable(await statisticsOf(deps, query));
  expect(columns[0]?.label).toBe("类别");
  expect(rows.at(-1)).toMatchObject({ label: "合计", sessions: 1, uniquePeople: 1, hours: 1 });
  const suppressed = statisticsTable(await statisticsOf(deps, { ...query, suppressBelow: 5 }));
  expect(suppressed.rows).toEqual([{ label: "养老服务(人数过少,不显示)" }, { label: "合计(人数过少,不显示)" }]);
});
