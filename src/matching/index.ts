/** From a queued request to the right people: gates, score, ranking, and what each helper is already bound to. */
export { type BatchProposal, proposeBatch } from "./batch/propose-batch.ts";
export { contextOf, explainNone, findCandidates, findHelpersById, loadHelpers, type MatchDeps } from "./candidates.ts";
export * from "./dispatch/index.ts";
export { type GateCode, type GateRefusal, gateKinds, type MatchContext } from "./gate.ts";
export { gatesOf, mayAccept, mayBeAsked, mayBeNamed } from "./gates.ts";
export type { Booking, Helper, HelperLoad } from "./helper.ts";
export { recordAnswered, recordAsked, recordNoShow, recordRating, recordVisit } from "./load-events.ts";
export { type BookingRequest, ensureLoadIndexes, findLoads, reserve, unreserve } from "./loads.ts";
export type { Need, Urgency } from "./need.ts";
export { type Candidate, rankCandidates } from "./rank.ts";
export { type LoadRow, rebuildLoads } from "./rebuild-loads.ts";
export { type FollowedRoster, followRoster, type RosterProgress } from "./roster/follow.ts";
export type { ScorePart } from "./score.ts";
export { seatsOf, teamRefusals } from "./team.ts";
export { type AnsweredOffer, answerOdds, answersFrom, type StationAnswers } from "./wave/answer-odds.ts";
export { nextWave, searchEndsAt, type WaveHistory, type WaveMove } from "./wave/next-wave.ts";
export { type WhyNone, whyNone } from "./why-none.ts";
