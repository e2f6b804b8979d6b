import type { Db } from "../platform/index.ts";
import { requestsOf } from "./request-document.ts";

/**
 * Forgets the words requests began with, and those of alarms, when chat texts are no longer kept; then the requests themselves (R17).
 * The ledger keeps its entries. Safe to repeat.
 */
export async function forgetOldRequests(
  deps: { readonly db: Db },
  stationId: string,
  limits: { readonly wordsBefore: Date; readonly requestsBefore: Date },
): Promise<void> {
  const requests = requestsOf(deps.db);
  await requests.updateMany({ stationId, createdAt: { $lt: limits.wordsBefore }, said: { $ne: "" } }, { $set: { said: "" } });
  await requests.updateMany(
    { stationId, createdAt: { $lt: limits.wordsBefore }, "escalation.said": { $exists: true, $ne: "" } },
    { $set: { "escalation.said": "" } },
  );
  await requests.deleteMany({ stationId, isOpen: false, updatedAt: { $lt: limits.requestsBefore } });
}
