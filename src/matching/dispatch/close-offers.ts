import {
  type Actor,
  changeRequest,
  type Deps,
  findRequest,
  type Move,
  type Offer,
  type ServiceRequest,
  type Tell,
} from "../../request/index.ts";
import { type AskingPool, askingPoolOf, askNext, nextAsk } from "./next-ask.ts";
import { noteAsked } from "./pick.ts";
import { hasOpenOffer } from "./waves.ts";

/** What an answer, or its absence, makes of the offers. */
export interface Closing {
  readonly offers: readonly Offer[];
  readonly reason?: string;
  readonly tell?: readonly Tell[];
}

/** Ends offers and does what follows: others are asked, or waited for, or the coordinators decide. */
export async function closeOffers(
  deps: Deps,
  requestId: string,
  by: Actor,
  close: (offers: readonly Offer[], now: Date) => Closing,
): Promise<ServiceRequest> {
  const pool = await askingPoolOf(deps, await findRequest(deps, requestId));
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.status !== "offered") return null;
    const closing = close(request.offers, now);
    const isSame = closing.offers.every((offer, i) => offer === request.offers[i]);
    if (isSame && hasOpenOffer(closing.offers)) return null;
    return moveAfter(deps, { ...request, offers: closing.offers }, by, closing, pool, now);
  });
  await noteAsked(deps, next);
  return next.status === "proposed" && next.history.at(-1)?.event === "run_out" ? lookAgain(deps, next) : next;
}

/** The next ones are asked beside those who still think; or all are waited for; or nobody is left and the coordinators hear of it. */
function moveAfter(deps: Deps, request: ServiceRequest, by: Actor, closing: Closing, pool: AskingPool, now: Date): Move {
  const { offers, reason, tell = [] } = closing;
  const made = { by, ...(reason !== undefined && { reason }) };
  const next = nextAsk(deps, request, pool, now);
  if (next.kind === "ask") {
    const asked = askNext(deps, request, pool, next, now);
    return { event: "next_wave", ...made, change: asked.change, tell: [...asked.tell, ...tell] };
  }
  if (next.kind === "wait") {
    const event = by.role === "timer" ? "expire_offer" : "decline_offer";
    return { event, ...made, change: { offers, waveAt: next.waveAt }, tell };
  }
  const candidates = request.candidates.filter(({ personId }) => !offers.some(({ volunteerId }) => volunteerId === personId));
  return { event: "run_out", ...made, change: { offers, candidates, waveAt: undefined }, tell };
}

/** Nobody of the list is left: the matcher looks for others. */
async function lookAgain(deps: Deps, request: ServiceRequest): Promise<ServiceRequest> {
  return changeRequest(deps, request.id, (current, now) =>
    current.status === "proposed" && current.version === request.version
      ? { event: "refresh", by: { role: "system" }, change: { matchAt: now, round: 0, candidates: [], plan: undefined } }
      : null,
  );
}

/**
 * Nobody has said yes in the time answers take: the next ones are asked beside those who still think (R1 in the width, R2 in the rest),
 * or the search looks again later. Running it twice asks once.
 */
export async function widenSearch(deps: Deps, requestId: string): Promise<ServiceRequest> {
  const seen = await findRequest(deps, requestId);
  if (!isWaveDue(seen, deps.clock.now())) return seen;
  const pool = await askingPoolOf(deps, seen);
  const next = await changeRequest(deps, requestId, (request, now): Move | null => {
    if (!isWaveDue(request, now)) return null;
    const step = nextAsk(deps, request, pool, now);
    const by = { role: "timer" } as const;
    if (step.kind === "ask") return { event: "next_wave", by, ...askNext(deps, request, pool, step, now) };
    return { event: "remind", by, reason: "offered.widen", change: { waveAt: step.kind === "wait" ? step.waveAt : undefined } };
  });
  await noteAsked(deps, next);
  return next;
}

function isWaveDue({ status, waveAt }: ServiceRequest, now: Date): boolean {
  return status === "offered" && waveAt !== undefined && waveAt <= now;
}
