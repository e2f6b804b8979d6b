import type { Catalog } from "../catalog/index.ts";
import type { Queues } from "../outbox/index.ts";
import type { Clock, Db, FieldCipher, Log } from "../platform/index.ts";
import type { StationSettings } from "../station/index.ts";

/** What the domain needs from outside; chosen in `src/app.ts`. */
export interface Deps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalog: Catalog;
  readonly settings: (stationId: string) => StationSettings;
  readonly queues: Queues;
  /** The version of the request the caller last saw: the first change must find it, each one moves it on. */
  readonly seen?: { version: number };
}
