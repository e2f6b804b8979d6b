/** From what a person said to what a request holds: for chat and HTTP alike. */
export { answerPerson, type DeskAnswer } from "./answer-person.ts";
export { beneficiaryOf } from "./beneficiary.ts";
export { type Caller, findCaller } from "./find-caller.ts";
export { nudgeHelpers } from "./nudge.ts";
export { type Asked, openNeed, withLastHelper } from "./open-need.ts";
export { type PassedOn, passOn } from "./pass-on.ts";
export { raiseDanger } from "./raise-danger.ts";
export { supplementRequest } from "./supplement.ts";
export { handInCall, type PhoneCall, type TakenCall, takeCall } from "./take-call.ts";
export { tellBound } from "./tell-bound.ts";
export { slotWish, timeAnswer, timeWish, wishOf } from "./wish.ts";
