import { dayMs } from "../platform/index.ts";
import type { HelperLoad } from "./helper.ts";
import type { HelperKey } from "./load-document.ts";
import { ensureDocument, type LoadDeps, loadsCollection } from "./loads.ts";

/** How long questions, answers and no-shows are remembered (R13 looks back 60 days). */
const rememberedDays = 60;
/** How many counted events one helper's document remembers. */
const seenEvents = 500;

/** Notes that the helper is being asked; repeating the same offer counts once. */
export async function recordAsked(
  deps: LoadDeps,
  helper: HelperKey,
  { requestId, offeredAt, expiresAt }: HelperLoad["openOffers"][number],
): Promise<void> {
  await count(deps, helper, `asked:${requestId}:${offeredAt.getTime()}`, {
    openOffers: append(keep("$openOffers", { $gt: ["$$this.expiresAt", offeredAt] }), { requestId, offeredAt, expiresAt }),
    askedAt: append(keepRecent("$askedAt", "$$this", deps), offeredAt),
  });
}

/** Notes how an offer ended: the question is no longer open, and a yes is counted once. */
export async function recordAnswered(
  deps: LoadDeps,
  helper: HelperKey,
  requestId: string,
  answer: "accepted" | "declined" | "expired" | "voided",
): Promise<void> {
  const now = deps.clock.now();
  await loadsCollection(deps).updateOne(
    { _id: helper.personId, "openOffers.requestId": requestId },
    { $pull: { openOffers: { requestId } }, $set: { updatedAt: now } },
  );
  if (answer !== "accepted") return;
  await count(deps, helper, `accepted:${requestId}`, { acceptedAt: append(keepRecent("$acceptedAt", "$$this", deps), now) });
}

/** Notes a no-show a person has confirmed; `weight` 1, or 0.5 for a late withdrawal (R13). Counted once for each request. */
export async function recordNoShow(deps: LoadDeps, helper: HelperKey, requestId: string, weight: number): Promise<void> {
  const noShow = { at: deps.clock.now(), weight };
  await count(deps, helper, `no-show:${requestId}`, { noShows: append(keepRecent("$noShows", "$$this.at", deps), noShow) });
}

/** Notes the stars of a rated service, once for each request; four and five say that the beneficiary likes the helper. */
export async function recordRating(
  deps: LoadDeps,
  helper: HelperKey,
  { requestId, beneficiaryId, stars }: { readonly requestId: string; readonly beneficiaryId: string; readonly stars: number },
): Promise<void> {
  const others = keep("$likedBy", { $ne: ["$$this", { $literal: beneficiaryId }] });
  await count(deps, helper, `rating:${requestId}`, {
    stars: { sum: { $add: ["$stars.sum", stars] }, count: { $add: ["$stars.count", 1] } },
    likedBy: stars >= 4 ? append(others, beneficiaryId) : others,
  });
}

/** Notes that a service took place, once for each request (R8 counts visits). */
export async function recordVisit(deps: LoadDeps, helper: HelperKey, requestId: string, beneficiaryId: string): Promise<void> {
  const field = `visitsTo.${beneficiaryId}`;
  await count(deps, helper, `visit:${requestId}`, { [field]: { $add: [{ $ifNull: [`$${field}`, 0] }, 1] } });
}

/** Applies the change unless this event was counted before, in one write. */
async function count(deps: LoadDeps, helper: HelperKey, event: string, change: Record<string, unknown>): Promise<void> {
  await ensureDocument(deps, helper);
  const seen = { $slice: [append("$seen", event), -seenEvents] };
  await loadsCollection(deps).updateOne({ _id: helper.personId, seen: { $ne: event } }, [
    { $set: { ...change, seen, updatedAt: deps.clock.now() } },
  ]);
}

function append(list: unknown, item: unknown) {
  return { $concatArrays: [list, [{ $literal: item }]] };
}

function keep(list: string, condition: unknown) {
  return { $filter: { input: list, cond: condition } };
}

function keepRecent(list: string, time: string, { clock }: LoadDeps) {
  return keep(list, { $gte: [time, new Date(clock.now().getTime() - rememberedDays * dayMs)] });
}
