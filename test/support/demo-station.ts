/**
 * The demo station on real stores, and requests brought to a state by the verbs everybody uses. At the top of a test file:
 *
 *     const station = await demoStation();            // time stands still at Monday 2026-11-23 09:30 until `station.deps.clock` is moved
 *     const request = await station.offered({ itemCode: "EL02" });
 *
 * Every request is for a resident of its own, so that the tests of one file do not meet.
 */

import { afterAll } from "vitest";
import { type AuditTrail, ensureAuditIndexes, openAuditTrail } from "../../src/audit/index.ts";
import { openCatalog } from "../../src/catalog/index.ts";
import { ensureLedgerIndexes } from "../../src/ledger/index.ts";
import { acceptOffer, ensureLoadIndexes, nameHelper, proposeCandidates } from "../../src/matching/index.ts";
import { ensureNoticeIndexes, openQueues } from "../../src/outbox/index.ts";
import { instant } from "../../src/platform/index.ts";
import {
  approveRequest,
  type Deps,
  ensureRequestIndexes,
  openRequest,
  type ServiceRequest,
  submitRequest,
  type Wish,
} from "../../src/request/index.ts";
import {
  ensureStationIndexes,
  findHelpers,
  findStation,
  type HelperPerson,
  listByRole,
  type Person,
  type SettingsOverrides,
  type Station,
  seedDemo,
  settingsOf,
} from "../../src/station/index.ts";
import { type TestPlatform, type TestPlatformOptions, testPlatform } from "./stores.ts";

export const coordinator = { role: "coordinator", personId: "PL-S002" } as const;

/** Tomorrow, Tuesday, 10:00: a time at which most helpers of the town are free. */
export const tuesdayAtTen = instant(2026, 11, 24, 10);

export interface Ordered {
  readonly itemCode?: string;
  readonly wish?: Partial<Wish>;
  /** Who is served and asks; default: a resident nobody else in the file has. */
  readonly resident?: Person;
}

export interface DemoStation extends Orders {
  readonly deps: TestPlatform & Deps & { readonly station: Station; readonly audit: AuditTrail };
}

/** Makes requests of the demo town in the state a test needs. */
export interface Orders {
  /** A resident without risk tags whom no other request of the file has. */
  newResident(): Person;
  submitted(order?: Ordered): Promise<ServiceRequest>;
  queued(order?: Ordered): Promise<ServiceRequest>;
  proposed(order?: Ordered): Promise<ServiceRequest>;
  /** Exactly these helpers are asked. */
  offeredTo(helpers: readonly Person[], order?: Ordered): Promise<ServiceRequest>;
  /** Accepted by exactly these. */
  acceptedBy(helpers: readonly Person[], order?: Ordered): Promise<ServiceRequest>;
  /** Helpers who may serve anything, whom no other test of the file has. */
  newHelpers<Count extends number>(count: Count): HelpersOf<Count>;
}

/** Two are a pair, so that tests can name them. */
export type HelpersOf<Count extends number> = Count extends 1
  ? readonly [HelperPerson]
  : Count extends 2
    ? readonly [HelperPerson, HelperPerson]
    : Count extends 3
      ? readonly [HelperPerson, HelperPerson, HelperPerson]
      : readonly HelperPerson[];

export async function demoStation(options: TestPlatformOptions & { readonly settings?: SettingsOverrides } = {}): Promise<DemoStation> {
  const platform = await testPlatform(options);
  await ensureStationIndexes(platform);
  await ensureLedgerIndexes(platform);
  await ensureAuditIndexes(platform);
  await ensureNoticeIndexes(platform.db);
  await ensureRequestIndexes(platform.db);
  await ensureLoadIndexes(platform);
  await seedDemo(platform);
  const queues = openQueues(platform.redis, platform.config.keyPrefix, platform.log);
  afterAll(() => queues.close());
  // The tests of a file leave their cards open; they are not many requests waiting at once.
  const settings = settingsOf({ batch: { from: 1_000 }, ...options.settings });
  const station = await findStation(platform, "PL");
  const deps = {
    ...platform,
    catalog: await openCatalog(platform),
    settings: () => settings,
    queues,
    station,
    audit: openAuditTrail(platform),
  };
  return { deps, ...(await ordersOn(deps)) };
}

/** The same on a demo station that is open already. */
export async function ordersOn(deps: Deps): Promise<Orders> {
  const residents = (await listByRole(deps, "PL", "resident"))
    .filter(({ tags, birthDate }) => tags.length === 0 && birthDate < "1990")
    .values();
  const helpers = (await findHelpers(deps, "PL", { status: "active" })).filter(isAllRound).values();
  const take = <T>(from: Iterator<T, undefined>): T => {
    const { value } = from.next();
    if (value === undefined) throw new Error("the demo town has no more of them");
    return value;
  };

  let orders = 0;
  const submitted: Orders["submitted"] = async ({ itemCode = "EL02", wish = {}, resident = take(residents) } = {}) => {
    orders += 1;
    const by = { role: "resident", personId: resident.id } as const;
    const { request } = await openRequest(deps, {
      key: `order-${orders}`,
      by,
      source: "chat",
      stationId: "PL",
      requesterId: resident.id,
      beneficiaryId: resident.id,
      communityId: resident.communityId,
      gridId: resident.gridId,
      said: "测试",
      itemCode,
      wish: {
        startAt: tuesdayAtTen,
        where: { kind: "home" },
        details: "买两斤鸡蛋",
        dest: "区医院",
        headcount: 1,
        who: "孩子",
        guardianConsent: true,
        ...wish,
      },
    });
    return submitRequest(deps, request.id, by);
  };
  const queued: Orders["queued"] = async (order) => approveRequest(deps, (await submitted(order)).id, coordinator);
  const proposed: Orders["proposed"] = async (order) => proposeCandidates(deps, (await queued(order)).id);
  const offeredTo: Orders["offeredTo"] = async (asked, order) => {
    let request = await queued(order);
    for (const { id } of asked) request = await nameHelper(deps, request.id, coordinator, id);
    return request;
  };
  const acceptedBy: Orders["acceptedBy"] = async (bound, order) => {
    let request = await offeredTo(bound, order);
    for (const { id } of bound) request = await acceptOffer(deps, request.id, id);
    return request;
  };
  return {
    newResident: () => take(residents),
    submitted,
    queued,
    proposed,
    offeredTo,
    acceptedBy,
    newHelpers: <Count extends number>(count: Count) =>
      Array.from({ length: count }, () => take(helpers)) as readonly HelperPerson[] as HelpersOf<Count>,
  };
}

/** Trained for everything, insured and experienced, so that no gate depends on who comes first. */
function isAllRound({ helper, roles }: HelperPerson): boolean {
  const codes = helper.trainings.map(({ code }) => code);
  return (
    roles.includes("social_worker") ||
    (roles.includes("volunteer") &&
      helper.identityVerified &&
      ["escort", "home_visit", "minor"].every((code) => codes.includes(code)) &&
      helper.creditedMinutes >= 20 * 60)
  );
}
