import { addMinutes } from "../../platform/index.ts";
import { type AnsweredRow, type Deps, findOffersSince } from "../../request/index.ts";
import { nextLoudTime, type StationSettings } from "../../station/index.ts";
import { type AnsweredOffer, answersFrom, type StationAnswers } from "../wave/answer-odds.ts";

/** From how far back, and from how many requests at most, a station learns how its helpers answer. */
const learnedDays = 28;
const learnedRequests = 150;

/** How this station's helpers have lately answered: what its waves go by. */
export async function stationAnswers(deps: Deps, stationId: string): Promise<StationAnswers> {
  const since = addMinutes(deps.clock.now(), -learnedDays * 24 * 60);
  const offers = await findOffersSince(deps, stationId, since, learnedRequests);
  const settings = deps.settings(stationId);
  return answersFrom(offers.flatMap((offer) => answerOf(offer, settings) ?? []));
}

/** A question that is over; one that was taken back before an answer, or waits for one, tells nothing. */
function answerOf({ status, offeredAt, answeredAt }: AnsweredRow, settings: StationSettings): AnsweredOffer | undefined {
  if (status === "expired") return { offeredAt, isYes: false };
  if ((status !== "accepted" && status !== "declined") || !answeredAt) return undefined;
  // What is asked at night is read in the morning.
  const readAt = nextLoudTime(offeredAt, settings);
  return { offeredAt: readAt < answeredAt ? readAt : offeredAt, answeredAt, isYes: status === "accepted" };
}
