import type { Tell } from "./apply.ts";
import type { Deps } from "./deps.ts";
import { boundHelpers } from "./guards.ts";
import { missingOf, urgencyOf } from "./missing.ts";
import type { Actor, ServiceRequest, Wish } from "./service-request.ts";
import { changeRequest } from "./store.ts";

/** What somebody found out after the request was handed in, as a coordinator who called back. */
export interface Detail {
  readonly itemCode?: string;
  readonly wish: Partial<Wish>;
  /** As it was said, for the history. */
  readonly said: string;
}

/**
 * Adds what was found out to a request that is no longer being collected; what is missing is counted anew, the status stays.
 * @throws request.not-allowed while it is collected (fillRequest) and once service has begun
 * @throws catalog.unknown-item
 */
export async function noteDetail(
  deps: Deps,
  requestId: string,
  by: Actor,
  { itemCode: newItem, wish, said }: Detail,
): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    const itemCode = newItem ?? request.itemCode;
    const item = itemCode === null ? null : deps.catalog.item(itemCode);
    const next = { ...request.wish, ...wish };
    return {
      event: "note_detail",
      by,
      reason: said,
      tell: tellDetail(request, said),
      change: {
        itemCode,
        wish: next,
        people: newItem === undefined ? request.people : Math.max(item?.minPeople ?? 1, 1),
        missing: missingOf(item, next),
        urgency: urgencyOf(next.startAt, now, request.urgency === "urgent"),
      },
    };
  });
}

/** Who is bound learns what was added; as long as nobody is, or when it is about who comes, the coordinators do. */
export function tellDetail(request: ServiceRequest, said: string, isAboutHelper = false): readonly Tell[] {
  const isBound = boundHelpers(request).length > 0;
  return [{ kind: isBound && !isAboutHelper ? "helper.detail" : "desk.detail", data: { said } }];
}
