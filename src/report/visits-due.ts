import { type Catalog, isHomeVisit } from "../catalog/index.ts";
import { dayMs } from "../platform/index.ts";
import type { Deps, Status } from "../request/index.ts";
import { findPeople, type Person, type StationSettings } from "../station/index.ts";
import { storedRequests } from "./collections.ts";
import { instantsOf, type Period } from "./period.ts";

/** How often somebody is visited (R14). */
export type VisitLevel = "high" | "key" | "general";

/** Somebody whose home visit falls due; no address and no phone. */
export interface VisitDue {
  readonly personId: string;
  readonly name: string;
  readonly communityId: string;
  readonly gridId: string;
  readonly level: VisitLevel;
  readonly lastVisitAt: Date | null;
  /** A due visit is a window, not a date: from here on it may be made … */
  readonly dueFrom: Date;
  /** … and by here it should have been. */
  readonly dueBy: Date;
  readonly isOverdue: boolean;
  /** The open request that will be it, if there is one. */
  readonly plannedCode: string | null;
  readonly plannedAt: Date | null;
}

type VisitDeps = Pick<Deps, "db" | "clock" | "cipher" | "catalog" | "settings">;

/** Tags of which one makes a person key and two high; any other tag makes general. [A]: a station without a plan of its own begins here. */
const riskTags = ["lives_alone_80", "dementia", "disabled", "child_in_difficulty"];
/** The last quarter of the time between two visits is the window. */
const windowShare = 0.25;
const stillToCome: readonly Status[] = [
  "collecting",
  "submitted",
  "queued",
  "proposed",
  "offered",
  "accepted",
  "in_progress",
  "suspended",
  "unfilled",
];

/**
 * Home visits whose window ends in the period, and those already overdue, the longest overdue first: people with risk tags (R15) at the
 * station's frequencies (R14). A visit is any service of an item that goes into the home. Who was never visited counts from when they were put on file.
 */
export async function visitsDue(deps: VisitDeps, stationId: string, period: Period): Promise<VisitDue[]> {
  const tagged = await findTagged(deps, stationId);
  const ids = tagged.map(({ id }) => id);
  const items = visitItems(deps.catalog);
  const [last, planned] = await Promise.all([lastVisits(deps, stationId, ids, items), plannedVisits(deps, stationId, ids, items)]);
  const now = deps.clock.now();
  const { $gte, $lt } = instantsOf(period);
  const { visits } = deps.settings(stationId);
  return tagged
    .map((person) => dueOf(person, visits, last.get(person.id) ?? null, planned.get(person.id) ?? null, now))
    .filter(({ dueBy, isOverdue }) => isOverdue || (dueBy >= $gte && dueBy < $lt))
    .toSorted((a, b) => a.dueBy.getTime() - b.dueBy.getTime() || (a.personId < b.personId ? -1 : 1));
}

interface Planned {
  readonly code: string;
  readonly startAt: Date | null;
}

function dueOf(person: Person, visits: StationSettings["visits"], lastVisitAt: Date | null, planned: Planned | null, now: Date): VisitDue {
  const level = levelOf(person);
  const days = { high: visits.highDays, key: visits.keyDays, general: visits.generalDays }[level];
  const since = lastVisitAt ?? person.createdAt;
  const dueBy = new Date(since.getTime() + days * dayMs);
  return {
    personId: person.id,
    name: person.name,
    communityId: person.communityId,
    gridId: person.gridId,
    level,
    lastVisitAt,
    dueFrom: new Date(dueBy.getTime() - days * dayMs * windowShare),
    dueBy,
    isOverdue: dueBy < now,
    plannedCode: planned?.code ?? null,
    plannedAt: planned?.startAt ?? null,
  };
}

function levelOf({ tags }: Pick<Person, "tags">): VisitLevel {
  const risks = new Set(tags.map(({ tag }) => tag).filter((tag) => riskTags.includes(tag))).size;
  return risks >= 2 ? "high" : risks === 1 ? "key" : "general";
}

async function findTagged(deps: VisitDeps, stationId: string): Promise<Person[]> {
  const ids = await deps.db
    .collection<{ _id: string }>("people")
    .find({ stationId, roles: "resident", "tags.0": { $exists: true } }, { projection: { _id: 1 } })
    .toArray();
  return findPeople(
    deps,
    ids.map(({ _id }) => _id),
  );
}

function visitItems(catalog: Catalog): string[] {
  return catalog
    .items()
    .filter((item) => item.workType === "visit" || isHomeVisit(item))
    .map(({ code }) => code);
}

async function lastVisits(
  { db }: VisitDeps,
  stationId: string,
  beneficiaryIds: readonly string[],
  items: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const found = await storedRequests(db)
    .aggregate<{ readonly _id: string; readonly at: Date }>([
      { $match: { stationId, beneficiaryId: { $in: beneficiaryIds }, itemCode: { $in: items } } },
      { $unwind: "$assignments" },
      { $match: { "assignments.status": { $in: ["checked_out", "credited"] } } },
      { $group: { _id: "$beneficiaryId", at: { $max: "$assignments.checkInAt" } } },
    ])
    .toArray();
  return new Map(found.map(({ _id, at }) => [_id, at]));
}

async function plannedVisits(
  { db }: VisitDeps,
  stationId: string,
  beneficiaryIds: readonly string[],
  items: readonly string[],
): Promise<ReadonlyMap<string, Planned>> {
  const found = await storedRequests(db)
    .find(
      { stationId, beneficiaryId: { $in: [...beneficiaryIds] }, itemCode: { $in: [...items] }, status: { $in: [...stillToCome] } },
      { projection: { code: 1, beneficiaryId: 1, "wish.startAt": 1 } },
    )
    .sort({ "wish.startAt": -1 })
    .toArray();
  return new Map(found.map(({ beneficiaryId, code, wish }) => [beneficiaryId, { code, startAt: wish.startAt ?? null }]));
}
