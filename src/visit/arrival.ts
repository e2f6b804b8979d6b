import { DomainError, type FieldCipher } from "../platform/index.ts";
import type { Arrival, ServiceRequest } from "../request/index.ts";
import type { Area } from "../station/index.ts";
import { isDoorCodeOf } from "./door-code.ts";

/** Degrees, WGS 84. Looked at once and not kept (R17). */
export interface Position {
  readonly lat: number;
  readonly lon: number;
}

/**
 * How sure it is that a helper is where they say (T22). A position counts where the station has drawn the community on the map: inside it,
 * or no further than its `withinMetres` away.
 * @throws visit.wrong-door-code for a code of another door
 * @throws visit.too-far with {metres} for a position elsewhere
 */
export function arrivalOf(
  deps: { readonly cipher: FieldCipher },
  request: Pick<ServiceRequest, "code" | "beneficiaryId">,
  told: { readonly doorCode?: string | undefined; readonly position?: Position | undefined },
  { area, withinMetres }: { readonly area: Area | undefined; readonly withinMetres: number },
): Arrival {
  const { code, beneficiaryId } = request;
  if (told.doorCode !== undefined) {
    if (!isDoorCodeOf(deps, beneficiaryId, told.doorCode)) throw new DomainError("visit.wrong-door-code", { code });
    return "door_code";
  }
  if (!told.position || !area) return "unchecked";
  const metres = Math.round(metresBetween(told.position, area) - area.radiusMetres);
  if (metres > withinMetres) throw new DomainError("visit.too-far", { code, metres });
  return "position";
}

const earthRadiusMetres = 6_371_000;

/** Over the flat map of a town: right to a few metres in ten kilometres. */
function metresBetween(one: Position, other: Position): number {
  const radians = Math.PI / 180;
  const north = (one.lat - other.lat) * radians;
  const east = (one.lon - other.lon) * radians * Math.cos(((one.lat + other.lat) / 2) * radians);
  return earthRadiusMetres * Math.hypot(north, east);
}
