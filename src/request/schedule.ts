import type { ServiceItem } from "../catalog/index.ts";
import { addMinutes } from "../platform/index.ts";
import type { ServiceRequest } from "./service-request.ts";

/** When a request is served. A window (明天上午) may begin any time up to `latestStartAt`; an exact time has both the same. */
export interface Schedule {
  readonly startAt: Date;
  readonly latestStartAt: Date;
  /** Until when a helper is bound. */
  readonly endAt: Date;
  /** Planned length. */
  readonly minutes: number;
}

/** The schedule of a request, or null while its day is unknown. `minutes` is the item's planned length. */
export function scheduleOf(request: Pick<ServiceRequest, "wish">, minutes: number): Schedule | null {
  const { startAt, endAt } = request.wish;
  if (!startAt) return null;
  const plainEnd = addMinutes(startAt, minutes);
  if (!endAt || endAt <= plainEnd) return { startAt, latestStartAt: startAt, endAt: plainEnd, minutes };
  return { startAt, latestStartAt: addMinutes(endAt, -minutes), endAt, minutes };
}

/** The planned length of a request: its item's, or an hour while the item is unknown (an emergency has none). */
export function plannedMinutes(item: ServiceItem | null): number {
  return item?.minutes ?? 60;
}
