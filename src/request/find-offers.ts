import type { Db } from "../platform/index.ts";
import { requestsOf } from "./request-document.ts";
import type { Offer } from "./service-request.ts";

/** How a question was answered, and when. */
export type AnsweredRow = Pick<Offer, "status" | "offeredAt" | "answeredAt">;

/** Offers of a station's requests since `createdAfter`, the latest requests first: what is learned from how its helpers answer. */
export async function findOffersSince(
  deps: { readonly db: Db },
  stationId: string,
  createdAfter: Date,
  limit: number,
): Promise<readonly AnsweredRow[]> {
  const found = await requestsOf(deps.db)
    .find({ stationId, createdAt: { $gte: createdAfter } })
    .sort({ createdAt: -1 })
    .limit(limit)
    .project<{ offers: readonly AnsweredRow[] }>({ "offers.status": 1, "offers.offeredAt": 1, "offers.answeredAt": 1 })
    .toArray();
  return found.flatMap(({ offers }) => offers ?? []);
}
