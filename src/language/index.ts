/** Chinese text → meaning. Pure: no I/O, no clock of its own. */
export type { Danger, DangerContext, DangerKind } from "./danger/danger.ts";
export { detectDanger } from "./danger/detect-danger.ts";
export type { Intent } from "./intents.ts";
export { correctionLine } from "./model/correction.ts";
export { findPersonal, maskPersonal, type PersonalKind, type PersonalSpan } from "./personal.ts";
export { type Complete, refine } from "./refine.ts";
export { parseTime, type TimeOptions } from "./time/parse-time.ts";
export type { DayPart, Grain, TimeKind, TimeResult, TimeSpan } from "./time/time-result.ts";
export { understand } from "./understand.ts";
export type {
  DialogueContext,
  ItemScore,
  KnownPlace,
  LanguageContext,
  MissingField,
  OpenRequest,
  Preference,
  Slots,
  Understanding,
  UnderstoodNeed,
  Urgency,
  Where,
  Who,
} from "./understanding.ts";
