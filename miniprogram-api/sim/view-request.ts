import type { Catalog } from "../../src/catalog/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";

/** A request as the simulator and tests see it: its state and how it came there. */
export function viewRequest(request: ServiceRequest) {
  return {
    code: request.code,
    status: request.status,
    item: request.itemCode,
    startAt: request.wish.startAt ?? null,
    offers: request.offers.map(({ volunteerId, status }) => ({ volunteerId, status })),
    assignments: request.assignments.map(({ volunteerId, status, creditedMinutes }) => ({ volunteerId, status, creditedMinutes })),
    rating: request.rating,
    history: request.history.map(({ at, event, from, to, by, reason }) => ({
      at,
      event,
      from,
      to,
      by,
      ...(reason !== undefined && { reason }),
    })),
  };
}

/** A line of the list of requests. */
export function viewRequestLine(request: ServiceRequest, catalog: Catalog) {
  const item = catalog.items().find(({ code }) => code === request.itemCode);
  return {
    code: request.code,
    status: request.status,
    item: request.itemCode,
    itemName: item?.name ?? null,
    startAt: request.wish.startAt ?? null,
    updatedAt: request.updatedAt,
  };
}
