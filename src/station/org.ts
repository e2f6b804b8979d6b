import { type Collection, DomainError } from "../platform/index.ts";
import data from "./data/org.json" with { type: "json" };
import type { StationDeps } from "./people.ts";
import { type StationSettings, settingsOf } from "./settings.ts";
import { patched } from "./settings-patch.ts";

/** A circle on the map around a community. Degrees, WGS 84. */
export interface Area {
  readonly lat: number;
  readonly lon: number;
  readonly radiusMetres: number;
}

/** A community (社区/新村) and its grids (网格). */
export interface Community {
  readonly id: string;
  readonly name: string;
  /** What people call it: 蟠龙 for 蟠龙社区. */
  readonly shortNames: readonly string[];
  readonly gridIds: readonly string[];
  /** Where the station has drawn it on the map. */
  readonly area?: Area | undefined;
}

/** A volunteer team (队伍). */
export interface Team {
  readonly id: string;
  readonly name: string;
}

export interface Station {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly town: string;
  /** `stationRoom` of this station. */
  readonly roomId: string;
  readonly communities: readonly Community[];
  readonly teams: readonly Team[];
  readonly settings: StationSettings;
}

/** The group room of a station, which coordinators and supervisors share. */
export function stationRoom(stationId: string): string {
  return `${stationId}-room`;
}

/** A station as written down; its room follows from its id. */
export type StationRecord = Omit<Station, "settings" | "roomId">;

type StoredStation = Omit<StationRecord, "id"> & {
  readonly _id: string;
  /** Only what differs from the national defaults. */
  readonly settings: Record<string, unknown>;
  /** Rises with every change of the settings. */
  readonly settingsVersion?: number;
  readonly updatedAt: Date;
};

/** The station that ships with the product, as it stands before anybody changed it. */
export const demoStation: Omit<StationRecord, "teams"> = {
  ...data.station,
  communities: data.communities.map(({ id, name, shortNames, gridIds }) => ({ id, name, shortNames, gridIds })),
};

export function stationsCollection(deps: StationDeps): Collection<StoredStation> {
  return deps.db.collection<StoredStation>("stations");
}

/**
 * A station with its settings as they stand now.
 * @throws station.unknown-station, station.bad-settings
 */
export async function findStation(deps: StationDeps, stationId: string): Promise<Station> {
  const stored = await stationsCollection(deps).findOne({ _id: stationId });
  if (stored === null) throw new DomainError("station.unknown-station", { stationId });
  const { _id, settings, updatedAt: _, settingsVersion: __, ...station } = stored;
  return { id: _id, roomId: stationRoom(_id), ...station, settings: settingsOf(settings) };
}

/** Stores a station unless it is there already. */
export async function addStation(deps: StationDeps, { id, ...station }: StationRecord): Promise<void> {
  const $setOnInsert = { ...station, settings: {}, updatedAt: deps.clock.now() };
  await stationsCollection(deps).updateOne({ _id: id }, { $setOnInsert }, { upsert: true, writeConcern: { j: true } });
}

/**
 * Replaces what a station wants otherwise than the national defaults.
 * @throws station.bad-settings, station.unknown-station
 */
export async function saveSettings(deps: StationDeps, stationId: string, overrides: Record<string, unknown>): Promise<StationSettings> {
  const settings = settingsOf(overrides);
  const update = { $set: { settings: overrides, updatedAt: deps.clock.now() }, $inc: { settingsVersion: 1 } };
  const { matchedCount } = await stationsCollection(deps).updateOne({ _id: stationId }, update, { writeConcern: { j: true } });
  if (matchedCount === 0) throw new DomainError("station.unknown-station", { stationId });
  return settings;
}

/** What a station wants otherwise than the national defaults, as it wrote it down. @throws station.unknown-station */
export async function overridesOf(deps: StationDeps, stationId: string): Promise<Readonly<Record<string, unknown>>> {
  const stored = await stationsCollection(deps).findOne({ _id: stationId });
  if (stored === null) throw new DomainError("station.unknown-station", { stationId });
  return stored.settings;
}

/**
 * Changes some settings of a station; of two who change others at once both count.
 * @throws station.bad-settings, station.unknown-station
 */
export async function changeSettings(deps: StationDeps, stationId: string, patch: Record<string, unknown>): Promise<StationSettings> {
  for (;;) {
    const stored = await stationsCollection(deps).findOne({ _id: stationId });
    if (stored === null) throw new DomainError("station.unknown-station", { stationId });
    const overrides = patched(stored.settings, patch);
    const settings = settingsOf(overrides);
    const { matchedCount } = await stationsCollection(deps).updateOne(
      { _id: stationId, settingsVersion: stored.settingsVersion ?? { $exists: false } },
      { $set: { settings: overrides, updatedAt: deps.clock.now() }, $inc: { settingsVersion: 1 } },
      { writeConcern: { j: true } },
    );
    if (matchedCount === 1) return settings;
  }
}

/** Changes how a station is called. @throws station.unknown-station */
export async function renameStation(
  deps: StationDeps,
  stationId: string,
  names: Partial<Pick<StationRecord, "name" | "shortName" | "town">>,
): Promise<void> {
  const $set = { ...names, updatedAt: deps.clock.now() };
  const { matchedCount } = await stationsCollection(deps).updateOne({ _id: stationId }, { $set }, { writeConcern: { j: true } });
  if (matchedCount === 0) throw new DomainError("station.unknown-station", { stationId });
}

/** The community with this id, or null. */
export function communityOf(station: Pick<Station, "communities">, communityId: string): Community | null {
  return station.communities.find(({ id }) => id === communityId) ?? null;
}

/** The community a text names by its full or short name, the longest name first; null when it names none. */
export function findCommunity(station: Pick<Station, "communities">, text: string): Community | null {
  const names = station.communities.flatMap((community) => [community.name, ...community.shortNames].map((name) => ({ name, community })));
  names.sort((a, b) => b.name.length - a.name.length);
  return names.find(({ name }) => text.includes(name))?.community ?? null;
}
