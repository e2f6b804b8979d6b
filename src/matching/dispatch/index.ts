/** From a queued request to bound helpers: every change of it goes through here. */
export { acceptOffer, answerCounter, counterOffer, declineOffer, expireOffers } from "./answer.ts";
export { agreeToTime, changeTime, type NewTime, refuseTime, waitingFor } from "./change-time.ts";
export { asSoonAsPossible, freeHelpers, giveUpSearch, searchAgain, withdrawHelper } from "./leave.ts";
export { boundHelpers, needOf } from "./need-of.ts";
export { nameHelper, type Pick, pickCandidates } from "./pick.ts";
export { proposeCandidates, refreshCandidates } from "./propose.ts";
