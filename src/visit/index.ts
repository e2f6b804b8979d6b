/** Service on the spot: coming, being late, not coming, check-in and check-out, credit, rating, dispute. */
export { closeAbsent, declareNoShow, noteCall, reportNobodyHome } from "./absence.ts";
export { arrivalOf, type Position } from "./arrival.ts";
export { checkIn, confirmComing, reportLate, sayLate } from "./check-in.ts";
export { autoCheckOut, checkOut, leaveEarly, verifyVisit } from "./check-out.ts";
export { isVulnerable, mayReadContact, passwordWord } from "./contact.ts";
export { creditHelpers } from "./credit.ts";
export { type Decision, decideDispute, openDispute } from "./dispute.ts";
export { makeDoorCode } from "./door-code.ts";
export { complainAbout, openFollowUp, rateService, type Stars, servedBy } from "./rate.ts";
export { cancelService, raiseAlarm, suspendAllUntil, suspendService } from "./stop.ts";
