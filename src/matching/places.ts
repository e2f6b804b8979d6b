import type { Booking, Helper } from "./helper.ts";
import type { Need } from "./need.ts";

/** A coarse position: metres east and north of the town centre. Nobody's door is stored here. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Place {
  readonly communityId: string;
  readonly gridId: string;
}

/** Invented centres of the demo town's communities, spread over some 9 × 8 km. */
const communityCentres: Readonly<Record<string, Point>> = {
  PL01: { x: 0, y: 0 },
  PL02: { x: 1400, y: 300 },
  PL03: { x: 3900, y: -1800 },
  PL04: { x: 2700, y: 1200 },
  PL05: { x: -1500, y: 500 },
  PL06: { x: -700, y: 1700 },
  PL07: { x: 4300, y: 300 },
  PL08: { x: -2600, y: 1800 },
  PL09: { x: 3100, y: -500 },
  PL10: { x: 800, y: -1400 },
  PL11: { x: -900, y: -1500 },
  PL12: { x: -2700, y: -600 },
  PL13: { x: 1100, y: 2000 },
  PL14: { x: -4000, y: 400 },
  PL15: { x: 2300, y: -2700 },
  PL16: { x: -2300, y: -2500 },
  PL17: { x: 400, y: 3500 },
  PL18: { x: 2600, y: 3100 },
  PL19: { x: -1700, y: 3400 },
  PL20: { x: -4200, y: -2200 },
};

/** Grids G1–G5 lie around the centre of their community. */
const gridOffsets: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 350, y: 0 },
  { x: 0, y: 350 },
  { x: -350, y: 0 },
  { x: 0, y: -350 },
];

/** Where a grid lies, or nothing when the town is not on the map. */
export function pointOf({ communityId, gridId }: Place): Point | undefined {
  const centre = communityCentres[communityId];
  const offset = gridOffsets[Number(gridId.slice(gridId.lastIndexOf("G") + 1)) - 1];
  return centre && offset && { x: centre.x + offset.x, y: centre.y + offset.y };
}

export function metresBetween(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** How far, as people say it: 同网格, 同社区, 约1.8公里; nothing when unknown. */
export function distanceWords({ person }: Helper, need: Need): string | undefined {
  if (person.gridId === need.gridId) return "同网格";
  if (person.communityId === need.communityId) return "同社区";
  const [home, door] = [pointOf(person), pointOf(need)];
  return home && door && `约${(metresBetween(home, door) / 1000).toFixed(1)}公里`;
}

export type Nearness = "grid" | "community" | "town";

export function nearnessOf(place: Place | Booking, need: Need): Nearness {
  if (place.gridId === need.gridId) return "grid";
  return place.communityId === need.communityId ? "community" : "town";
}
