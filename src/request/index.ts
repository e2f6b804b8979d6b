/** The service request and its life. The only writer of its document: everything else hands in moves. */
export { amendments } from "./amendments.ts";
export { apply, isOpen, type Move, type Tell } from "./apply.ts";
export { lastingWish, samePeople } from "./ask-again.ts";
export { cancelRequest, releaseAll, voidOffers } from "./cancel.ts";
export { readCode } from "./code.ts";
export type { Deps } from "./deps.ts";
export { type Alarm, claimEmergency, type EmergencyOutcome, escalatableStatuses, escalateRequest, settleEmergency } from "./escalate.ts";
export * from "./find.ts";
export { type AnsweredRow, findOffersSince } from "./find-offers.ts";
export { findPageOf, type PageOfOwn, type RequestRow } from "./find-page.ts";
export { findPastTasksOf, openTasksOf } from "./find-tasks-page.ts";
export { refuseIfOther } from "./first-mover.ts";
export { forgetOldRequests } from "./forget.ts";
export { forgetPerson } from "./forget-person.ts";
export { boundHelpers, servedHelpers } from "./guards.ts";
export {
  type ActorRole,
  type EventName,
  isTerminal,
  type Status,
  statuses,
  transitions,
} from "./lifecycle.ts";
export { missingOf, urgencyOf } from "./missing.ts";
export { moveWish, type NewTime } from "./move-wish.ts";
export { type Detail, noteDetail, tellDetail } from "./note-detail.ts";
export { type NoticeKind, noticeKinds } from "./notice-kind.ts";
export { type Filling, fillRequest, type Opening, openRequest, requestIdOf } from "./open.ts";
export { relayNow } from "./relay.ts";
export { requestFields } from "./request-document.ts";
export { plannedMinutes, type Schedule, scheduleOf } from "./schedule.ts";
export { findCancelledInSeries, openNextInSeries } from "./series.ts";
export type * from "./service-request.ts";
export { changeRequest, type Decide, ensureRequestIndexes, findRequest } from "./store.ts";
export { handOver, isSameNeed, mergeRequest, submitRequest, withFlag, withoutFlag } from "./submit.ts";
export { liftRequest, suspendRequest } from "./suspend.ts";
export { type Timer, type TimerName, timerNames, timersOf } from "./timers.ts";
export { approveRequest, bounceReferral, completeReferral, declineRequest, referRequest, retryAndApprove, retryRequest } from "./triage.ts";
