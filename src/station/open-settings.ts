import { stationsCollection } from "./org.ts";
import type { StationDeps } from "./people.ts";
import { type StationSettings, settingsOf } from "./settings.ts";

const refreshMs = 5_000;

export interface OpenSettings {
  /** A station's settings as last read; the national defaults for a station that has none. */
  readonly of: (stationId: string) => StationSettings;
  refresh(): Promise<void>;
  stop(): void;
}

/** Reads all stations' settings now and again every few seconds, so that rules can be asked for without waiting. */
export async function openSettings(deps: StationDeps): Promise<OpenSettings> {
  const standard = settingsOf();
  let known = new Map<string, StationSettings>();
  const refresh = async (): Promise<void> => {
    const stored = await stationsCollection(deps).find({}).toArray();
    known = new Map(stored.map(({ _id, settings }) => [_id, settingsOf(settings)]));
  };
  await refresh();
  // While the store is away the last settings stay in force.
  const timer = setInterval(() => void refresh().catch(() => undefined), refreshMs).unref();
  return { of: (stationId) => known.get(stationId) ?? standard, refresh, stop: () => clearInterval(timer) };
}
