import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { catalogOf } from "../catalog/index.ts";
import { acceptOffer, ensureLoadIndexes, giveUpSearch, nameHelper, proposeCandidates } from "../matching/index.ts";
import { openQueues } from "../outbox/index.ts";
import { instant } from "../platform/index.ts";
import { approveRequest, changeRequest, type Deps, ensureRequestIndexes, openRequest, submitRequest, type Wish } from "../request/index.ts";
import { ensureStationIndexes, findStation, seedDemo, settingsOf } from "../station/index.ts";
import { deskLists } from "./desk-lists.ts";
import { digestOf } from "./digest.ts";

const platform = await testPlatform();
await ensureStationIndexes(platform);
await ensureRequestIndexes(platform.db);
await ensureLoadIndexes(platform);
await seedDemo(platform);
const station = await findStation(platform, "PL");
const queues = openQueues(platform.redis, platform.config.keyPrefix, platform.log);
const deps: Deps = { ...platform, catalog: catalogOf(), settings: () => settingsOf(), queues };
const coordinator = { role: "coordinator", personId: "PL-S001" } as const;
const resident = { role: "resident", personId: "PL-R0001" } as const;

async function open(key: string, wish: Wish) {
  const { request } = await openRequest(deps, {
    key,
    by: resident,
    source: "chat",
    stationId: "PL",
    requesterId: "PL-R0001",
    beneficiaryId: "PL-R0001",
    communityId: "PL01",
    gridId: "PL01-G1",
    said: "送饭",
    itemCode: "EL04",
    wish: { where: { kind: "home" }, headcount: 1, ...wish },
  });
  return submitRequest(deps, request.id, resident);
}

async function accept(id: string): Promise<void> {
  await approveRequest(deps, id, coordinator);
  const { candidates } = await proposeCandidates(deps, id);
  const helperId = candidates[0]?.personId ?? "";
  await nameHelper(deps, id, coordinator, helperId);
  await acceptOffer(deps, id, helperId);
}

test("the morning list names code, item, community and time, and nobody", async () => {
  const { id, code } = await open("d1", { startAt: instant(2026, 11, 23, 11, 30) });
  const tomorrow = await open("d2", { startAt: instant(2026, 11, 24, 9), isTimeOpen: true });
  await accept(id);
  await changeRequest(deps, id, () => ({ event: "remind", by: { role: "timer" }, change: { flags: ["at_risk"] } }));
  await approveRequest(deps, tomorrow.id, coordinator);
  await giveUpSearch(deps, tomorrow.id);
  const digest = await digestOf(deps, station);
  expect(digest).toEqual({
    open: 2,
    today: [`${code} 助餐送餐 蟠龙 11:30`],
    atRisk: [`${code} 助餐送餐 蟠龙 11:30`],
    unfilled: [`${tomorrow.code} 助餐送餐 蟠龙 11-24`],
    needsCall: [],
    overdue: [],
  });
});

test("overdue is what somebody let pass since it came to where it is", async () => {
  const { id } = await open("d3", { startAt: instant(2026, 11, 25, 9) });
  platform.clock.advance(60_000);
  await changeRequest(deps, id, () => ({ event: "remind", by: { role: "timer" }, reason: "submitted.late" }));
  expect((await deskLists(deps, "PL")).overdue.map((request) => request.id)).toEqual([id]);
  platform.clock.advance(60_000);
  await approveRequest(deps, id, coordinator);
  expect((await deskLists(deps, "PL")).overdue).toEqual([]);
});
