/** Everything between the settings and the roles. `main.ts` and tests open the same. */
import { ensureAccessIndexes } from "./access/index.ts";
import { type AuditTrail, ensureAuditIndexes, openAuditTrail } from "./audit/index.ts";
import { openCatalog } from "./catalog/index.ts";
import { ensureCertificateIndexes } from "./certificate/index.ts";
import { ensureChannelIndexes, ensureGrantIndexes, ensurePushedIndexes, ensureSendIndexes } from "./channel/index.ts";
import { ensureLedgerIndexes } from "./ledger/index.ts";
import { ensureLoadIndexes, type FollowedRoster } from "./matching/index.ts";
import { ensureNoticeIndexes, openQueues } from "./outbox/index.ts";
import { type Config, openPlatform, type Platform, type PlatformOptions, systemClock } from "./platform/index.ts";
import { ensureReportIndexes } from "./report/index.ts";
import { type Deps, ensureRequestIndexes } from "./request/index.ts";
import {
  addStation,
  ensureStationIndexes,
  findStation,
  isWorkingTime,
  nextDeskMorning,
  openSettings,
  type Station,
  seedDemo,
  settingsOf,
  shippedStation,
} from "./station/index.ts";

/** What every role's `start` is handed: the machine, and what the domain needs of it. */
export interface AppDeps extends Platform, Deps {
  /** The station this installation serves, with its communities. */
  readonly station: Station;
  /** Where acts and reads of what is sensitive are written down; see `record`. */
  readonly audit: AuditTrail;
  /** The helpers in memory, where the jobs role of a big station keeps them. */
  readonly roster?: FollowedRoster;
}

export interface App {
  readonly deps: AppDeps;
  stop(): Promise<void>;
}

/** Opens the platform, puts the first data in and makes the domain's deps. Rejects with nothing left running. */
export async function openApp(config: Config, options: PlatformOptions = {}): Promise<App> {
  const platform = await openPlatform({ ...config, startAt: config.startAt ?? simulatorStart(config) }, options);
  try {
    options.progress?.("preparing the database");
    await ensureIndexes(platform);
    if (config.hasDemo) {
      options.progress?.("demo data of Poli town");
      await seedDemo(platform);
    } else {
      await addStation(platform, { ...shippedStation, teams: [] });
    }
    const catalog = await openCatalog(platform);
    const station = await findStation(platform, config.stationId);
    const settings = await openSettings(platform);
    const queues = openQueues(platform.redis, config.keyPrefix, platform.log);
    const audit = openAuditTrail(platform);
    const deps: AppDeps = { ...platform, catalog, station, settings: settings.of, queues, audit };
    const stop = async (): Promise<void> => {
      settings.stop();
      catalog.stop();
      await audit.drained();
      await queues.close();
      await platform.stop();
    };
    return { deps, stop };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

/** A newcomer who tries Yimi in the evening still meets a station that is awake: its clock begins on the next working morning. */
function simulatorStart({ env, hasDemo }: Config): Date | undefined {
  const now = systemClock.now();
  const isAwake = isWorkingTime(now, settingsOf().workingHours);
  return env === "development" && hasDemo && !isAwake ? nextDeskMorning(now) : undefined;
}

/** Safe at every start and in two processes at once. */
async function ensureIndexes(platform: Platform): Promise<void> {
  await ensureStationIndexes(platform);
  await ensureLedgerIndexes(platform);
  await ensureAuditIndexes(platform);
  await ensureNoticeIndexes(platform.db);
  await ensureAccessIndexes(platform);
  await ensureChannelIndexes(platform.db);
  await ensureRequestIndexes(platform.db);
  await ensureLoadIndexes(platform);
  await ensurePushedIndexes(platform.db);
  await ensureGrantIndexes(platform.db);
  await ensureSendIndexes(platform.db);
  await ensureCertificateIndexes(platform.db);
  await ensureReportIndexes(platform.db);
}
