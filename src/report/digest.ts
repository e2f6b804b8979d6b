import { civil, civilDate } from "../platform/index.ts";
import type { Deps, ServiceRequest } from "../request/index.ts";
import { communityOf, type Station } from "../station/index.ts";
import { deskLists } from "./desk-lists.ts";

/** The morning list of coordinators: a number, and one line for each request — code, item, community, time. */
export interface Digest {
  readonly open: number;
  readonly today: readonly string[];
  readonly atRisk: readonly string[];
  readonly unfilled: readonly string[];
  readonly needsCall: readonly string[];
  readonly overdue: readonly string[];
}

/** What coordinators read at the beginning of a day. No names, addresses or health in it (R18). */
export async function digestOf(
  deps: Pick<Deps, "db" | "cipher" | "clock" | "catalog">,
  station: Pick<Station, "id" | "communities">,
): Promise<Digest> {
  const { open, today, atRisk, unfilled, needsCall, overdue } = await deskLists(deps, station.id);
  const lines = (requests: readonly ServiceRequest[]) => requests.map((request) => lineOf(deps, station, request));
  return {
    open: open.length,
    today: lines(today),
    atRisk: lines(atRisk),
    unfilled: lines(unfilled),
    needsCall: lines(needsCall),
    overdue: lines(overdue),
  };
}

function lineOf(
  { clock, catalog }: Pick<Deps, "clock" | "catalog">,
  station: Pick<Station, "communities">,
  request: ServiceRequest,
): string {
  const community = communityOf(station, request.communityId);
  const item = request.itemCode === null ? undefined : catalog.item(request.itemCode).name;
  const words = [request.code, item, community?.shortNames[0] ?? community?.name, timeOf(request.wish, clock.now())];
  return words.filter((word) => word !== undefined).join(" ");
}

/** `09:00`, on another day `11-24 09:00`; the day alone while the hour is open. */
function timeOf({ startAt, isTimeOpen }: ServiceRequest["wish"], now: Date): string | undefined {
  if (!startAt) return undefined;
  const { hour, minute } = civil(startAt);
  const date = civilDate(startAt) === civilDate(now) ? [] : [civilDate(startAt).slice(5)];
  const clock = isTimeOpen ? [] : [`${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`];
  return [...date, ...clock].join(" ") || undefined;
}
