/** From a queued request to bound helpers: every change of it goes through here. */
export { boundHelpers } from "../../request/index.ts";
export { acceptOffer, answerCounter, counterOffer, declineOffer, expireOffers } from "./answer.ts";
export { agreeToTime, changeTime, refuseTime, waitingFor } from "./change-time.ts";
export { widenSearch } from "./close-offers.ts";
export { freeHelpers } from "./free-helpers.ts";
export { asSoonAsPossible, giveUpSearch, searchAgain, withdrawHelper } from "./leave.ts";
export { needOf } from "./need-of.ts";
export { nameHelper, type Pick, pickCandidates } from "./pick.ts";
export { proposeCandidates, refreshCandidates } from "./propose.ts";
