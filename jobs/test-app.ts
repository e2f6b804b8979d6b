/**
 * What jobs need, on real stores of their own, with the demo town and time that stands still until it is moved:
 *
 *     const { deps, clock } = await testApp();
 */
import { afterAll } from "vitest";
import type { AppDeps } from "../src/app.ts";
import { openAuditTrail } from "../src/audit/index.ts";
import { openCatalog } from "../src/catalog/index.ts";
import { ensureLedgerIndexes } from "../src/ledger/index.ts";
import { ensureLoadIndexes } from "../src/matching/index.ts";
import { ensureNoticeIndexes, openQueues } from "../src/outbox/index.ts";
import { ensureRequestIndexes, findRequest, relayNow, type ServiceRequest } from "../src/request/index.ts";
import { ensureStationIndexes, findStation, type SettingsOverrides, seedDemo, settingsOf } from "../src/station/index.ts";
import { type TestClock, type TestPlatformOptions, testPlatform } from "../test/support/stores.ts";

export interface TestApp {
  readonly deps: AppDeps;
  readonly clock: TestClock;
  /** What the station wants otherwise than the national defaults, from now on. */
  set(overrides: SettingsOverrides): void;
  /** The kinds of notices stored about a request so far, with `to` where `isWithTo`. */
  noticesOf(requestId: string): Promise<string[]>;
}

/** Call at the top level of a test file. */
export async function testApp(options: TestPlatformOptions = {}): Promise<TestApp> {
  const platform = await testPlatform(options);
  await Promise.all([
    ensureStationIndexes(platform),
    ensureLedgerIndexes(platform),
    ensureNoticeIndexes(platform.db),
    ensureRequestIndexes(platform.db),
    ensureLoadIndexes(platform),
  ]);
  await seedDemo(platform);
  let settings = settingsOf();
  const queues = openQueues(platform.redis, platform.config.keyPrefix, platform.log);
  afterAll(() => queues.close());
  const deps: AppDeps = {
    ...platform,
    catalog: await openCatalog(platform),
    station: await findStation(platform, "PL"),
    settings: () => settings,
    queues,
    audit: openAuditTrail(platform),
  };
  return {
    deps,
    clock: platform.clock,
    set: (overrides) => {
      settings = settingsOf(overrides);
    },
    noticesOf: async (requestId) => {
      await relayed(deps, requestId);
      const stored = await deps.db.collection("notices").find({ requestId }).sort({ createdAt: 1, _id: 1 }).toArray();
      return stored.map(({ kind }) => kind as string);
    },
  };
}

/** The request once everything it has to tell is stored as notices. */
export async function relayed(deps: AppDeps, requestId: string): Promise<ServiceRequest> {
  await relayNow(deps, await findRequest(deps, requestId));
  return findRequest(deps, requestId);
}
