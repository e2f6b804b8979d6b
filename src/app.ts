/** Everything between the settings and the roles. `main.ts` and tests open the same. */
import { openCatalog } from "./catalog/index.ts";
import { ensureLedgerIndexes } from "./ledger/index.ts";
import { ensureLoadIndexes } from "./matching/index.ts";
import { ensureNoticeIndexes, openQueues } from "./outbox/index.ts";
import { type Config, openPlatform, type Platform, type PlatformOptions } from "./platform/index.ts";
import { type Deps, ensureRequestIndexes } from "./request/index.ts";
import { ensureStationIndexes, findStation, openSettings, type Station, seedDemo } from "./station/index.ts";

/** What every role's `start` is handed: the machine, and what the domain needs of it. */
export interface AppDeps extends Platform, Deps {
  /** The station this installation serves, with its communities. */
  readonly station: Station;
}

export interface App {
  readonly deps: AppDeps;
  stop(): Promise<void>;
}

/** Opens the platform, puts the first data in and makes the domain's deps. Rejects with nothing left running. */
export async function openApp(config: Config, options: PlatformOptions = {}): Promise<App> {
  const platform = await openPlatform(config, options);
  try {
    options.progress?.("preparing the database");
    await ensureIndexes(platform);
    if (config.hasDemo) {
      options.progress?.("demo data of Poli town");
      await seedDemo(platform);
    }
    const catalog = await openCatalog(platform);
    const station = await findStation(platform, config.stationId);
    const settings = await openSettings(platform);
    const queues = openQueues(platform.redis, config.keyPrefix, platform.log);
    const deps: AppDeps = { ...platform, catalog, station, settings: settings.of, queues };
    const stop = async (): Promise<void> => {
      settings.stop();
      await queues.close();
      await platform.stop();
    };
    return { deps, stop };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

/** Safe at every start and in two processes at once. */
async function ensureIndexes(platform: Platform): Promise<void> {
  await ensureStationIndexes(platform);
  await ensureLedgerIndexes(platform);
  await ensureNoticeIndexes(platform.db);
  await ensureRequestIndexes(platform.db);
  await ensureLoadIndexes(platform);
}
