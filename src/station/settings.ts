import { z } from "zod";
import { DomainError } from "../platform/index.ts";

const minutes = (standard: number) => z.int().min(0).default(standard);
const hours = (standard: number) => z.number().min(0).default(standard);
const days = (standard: number) => z.int().min(0).default(standard);
const count = (standard: number) => z.int().min(0).default(standard);
const atLeastOne = (standard: number) => z.int().min(1).default(standard);
/** Minutes after midnight, station time. */
const clockTime = (hour: number, minute = 0) =>
  z
    .int()
    .min(0)
    .max(24 * 60)
    .default(hour * 60 + minute);
const isOn = (standard: boolean) => z.boolean().default(standard);
const ascending = (list: readonly number[]) => list.every((value, i) => i === 0 || value > (list[i - 1] ?? 0));
const ascendingList = (standard: number[]) =>
  z.array(z.number().min(0)).min(1).refine(ascending, "must rise from one value to the next").default(standard);
const group = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.strictObject(shape).prefault({} as never);
const wave = (ttlMinutes: number, atOnce: number) => group({ ttlMinutes: atLeastOne(ttlMinutes), atOnce: atLeastOne(atOnce) });

export const settingsSchema = z.strictObject({
  /** R1, R2, T13, T14, T17: how volunteers are asked. */
  offers: group({
    /** How long an offer stays open and how many helpers are asked at once (R1); quiet hours never count. */
    urgent: wave(10, 5),
    soon: wave(30, 3),
    routine: wave(240, 1),
    /** Silence is replaced after the time answers usually take at this station; off: only when the time to answer is over (R1). */
    isSilenceReplaced: isOn(true),
    /** Rounds without a yes before the coordinator is alerted (T17). */
    maxRounds: atLeastOne(3),
    /** Minutes without a candidate after which the search widens: grid → community → town → phone list (T13). */
    widenAfterMinutes: ascendingList([5, 15, 30]),
    /** Offers one helper gets in a day (R2). */
    maxPerDay: atLeastOne(3),
    /** Rest between two offers to the same helper (R2). */
    coolDownMinutes: minutes(180),
    /** Offers a helper has to think about at one time (R2). */
    maxOpen: atLeastOne(1),
    /** How far a long task may end after the hours a helper has named, at most half of it. */
    overrunMinutes: minutes(120),
    /** Accepted tasks of one helper in a day (R2). */
    maxTasksPerDay: atLeastOne(2),
    /** Silence of the coordinator after which the supervisor is told, or the first candidate picked when `isAutoPickOn` and the item is low-risk (T14). */
    autoPickAfterMinutes: minutes(15),
    isAutoPickOn: isOn(false),
  }),

  /** When many requests wait at once (storm, festival, morning), they are given their helpers together. */
  batch: group({
    /** From so many requests waiting for helpers or for a coordinator's pick. */
    from: atLeastOne(8),
    /** So long after a batch what comes gathers for the next, so that the coordinators read few messages. */
    gatherMinutes: atLeastOne(1),
  }),

  /** R2: nobody is written to from `from` to `to`, except about what is urgent or escalated. */
  quietHours: group({ from: clockTime(21), to: clockTime(7) }).refine(({ from, to }) => to - from < 24 * 60, "must leave part of the day"),

  /** R19: when the desk is open on a working day (调休 included). */
  workingHours: group({ from: clockTime(8, 30), to: clockTime(17, 30) }).refine(({ from, to }) => from < to, "must open before it closes"),

  /** Triage deadlines (审单); after them the supervisor is told. */
  triage: group({
    urgentMinutes: minutes(15),
    soonMinutes: minutes(30),
    /** Working minutes (R19). */
    routineWorkingMinutes: minutes(240),
    /** Low-risk items of a known resident pass without a coordinator (T11). */
    isAutoOn: isOn(false),
    /** A deadline rests this long at most while the resident owes an answer (R20). */
    waitForResidentHours: hours(24),
  }),

  /** Questions a request may cost the resident, and what follows silence (T02–T06). */
  collecting: group({
    maxQuestions: atLeastOne(3),
    nudgeAfterMinutes: minutes(10),
    needsCallAfterMinutes: minutes(30),
    lapseAfterHours: hours(24),
    /** The same text again within this time is the same request (T06). */
    duplicateWithinMinutes: minutes(10),
    /** Open requests one resident may have. */
    maxOpenPerResident: atLeastOne(5),
  }),

  /** R3. */
  reminders: group({
    /** Hours before the start at which the helper is reminded; the last one asks for an answer. */
    volunteerHoursBefore: z.array(z.number().positive()).min(1).default([24, 2]),
    /** No answer to the last reminder within this time puts the task on the at-risk list. */
    answerWithinMinutes: minutes(30),
    residentEveningAt: clockTime(19),
    residentBeforeMinutes: minutes(60),
    ratingAskAfterMinutes: minutes(30),
    ratingRepeatAfterHours: hours(20),
    /** Silence after the service closes it without a rating (T29). */
    closeAfterHours: hours(72),
    /** The morning list of coordinators. */
    digestAt: clockTime(8, 30),
  }),

  /** T23. */
  lateness: group({ askAfterMinutes: minutes(15), noShowAfterMinutes: minutes(30) }),
  /** T24: how long a helper waits at a closed door, and how often somebody calls. */
  nobodyHome: group({ waitMinutes: minutes(15), calls: count(2) }),
  /** T22: how far from the address a check-in may be. */
  checkIn: group({ withinMetres: count(300) }),
  /** T25, T26: after the planned end. */
  checkOut: group({ askAfterMinutes: minutes(15), autoAfterMinutes: minutes(120) }),
  /** T38, T55: a request nobody took is handed to the coordinator before the start, or at this share of the lead if the lead is short. */
  unfilled: group({ beforeStartMinutes: minutes(120), leadShare: z.number().min(0).max(1).default(0.5), closeAfterDays: days(7) }),
  /** T20, T37. */
  changes: group({
    maxReschedules: count(2),
    /** A cancel this shortly before the start credits a helper who was on the way. */
    onTheWayWithinMinutes: minutes(60),
    onTheWayCreditMinutes: minutes(30),
  }),
  /** How long after check-out a helper may still see address and phone. */
  contact: group({ hoursAfterCheckOut: hours(24) }),

  /** R4: points out of 100 for each part of the match score. */
  scoreWeights: group({
    sameGrid: count(30),
    sameCommunity: count(20),
    sameTown: count(10),
    skill: count(20),
    lastLiked: count(20),
    availability: count(10),
    fairness: count(15),
    reliability: count(5),
  }),

  /** R5. */
  hours: group({
    /** Less than this is no credit unless the coordinator says so. */
    minCreditMinutes: minutes(15),
    /** 6 minutes = 0.1 h. */
    roundDownToMinutes: atLeastOne(6),
    /** Credit beyond the plan that needs no approval. */
    overPlannedMinutes: minutes(30),
    maxPerDayMinutes: minutes(480),
    certificateRoundMinutes: atLeastOne(30),
    /** Late entry needs a reason and a second approver. */
    lateEntryDays: days(7),
  }),

  /** R6. */
  points: group({
    perHour: count(10),
    nightFactor: z.number().min(1).default(1.5),
    nightFrom: clockTime(21),
    nightTo: clockTime(7),
    expireMonths: atLeastOne(24),
    expiryNoticeDays: days(30),
    referralBonus: count(0),
  }),

  /** R7: hours of credit at which each star begins. */
  starLevels: ascendingList([100, 300, 600, 1000, 1500]),

  /** R8. */
  homeVisit: group({
    people: atLeastOne(2),
    /** Credited hours that make a volunteer the experienced one of two. */
    experiencedHours: hours(20),
    /** From this visit on one person may go alone, if low-risk and both agree. */
    soloFromVisit: atLeastOne(3),
    notBefore: clockTime(7, 30),
    notAfter: clockTime(20),
  }),

  /** R9. */
  minors: group({
    /** Adults present when a child is served. */
    adultsPresent: atLeastOne(2),
    minHelperAge: count(14),
    adultAge: count(18),
    /** A minor helper's day ends here. */
    notAfter: clockTime(20),
  }),

  /** R10: the most one order may cost, with a photo of the receipt. */
  money: group({ maxOrderYuan: count(200) }),
  /** R11: what accompanying somebody to hospital needs. */
  escort: group({ needsEmergencyContact: isOn(true), plansReturnTrip: isOn(true) }),
  /** R12: trainings and insurance are looked at again this long before the task. */
  expiry: group({ checkDaysBefore: days(1) }),

  /** R13: helpers; always confirmed by a person. */
  noShow: group({
    pauseAt: atLeastOne(2),
    withinDays: days(60),
    pauseDays: days(14),
    reviewAt: atLeastOne(3),
    lateWithdrawMinutes: minutes(120),
    lateWithdrawWeight: z.number().min(0).max(1).default(0.5),
  }),
  /** R13: residents are called, never banned. */
  residentNoShow: group({ callAt: atLeastOne(3), withinDays: days(90) }),

  /** R14: home-visit plan. */
  visits: group({ highDays: days(7), keyDays: days(30), generalDays: days(90), afterChangeHours: hours(24) }),
  /** R15. */
  riskTags: group({ reviewDays: days(180) }),

  /** R17: how long what is kept; a station sets what its law asks. */
  retention: group({
    chatDays: days(180),
    voiceDays: days(30),
    locationDays: days(30),
    requestYears: count(3),
    personFileYears: count(10),
  }),

  /** T30–T32. */
  dispute: group({ withinDays: days(7), decisionWorkingDays: days(5), maxAppeals: count(1) }),
  /** Who is reached in an emergency, minutes after the alarm; and the call afterwards (T49). */
  escalation: group({ pageMinutes: minutes(2), phoneMinutes: minutes(5), supervisorMinutes: minutes(10), followUpHours: hours(24) }),
  /** T08–T10. */
  referral: group({ chaseWorkingDays: days(3), maxBounces: count(2), followUpDays: days(7) }),
});

/** Every number of rules R1–R24 that a station may set otherwise. Clock times are minutes after midnight; other units are in the names. */
export type StationSettings = z.output<typeof settingsSchema>;
/** What a station writes down: only what differs from the national default. */
export type SettingsOverrides = z.input<typeof settingsSchema>;

/**
 * The settings of a station: the national defaults with its own changes over them.
 * @throws station.bad-settings with `fields` [{field, problem}], all wrong ones at once
 */
export function settingsOf(overrides: unknown = {}): StationSettings {
  const read = settingsSchema.safeParse(overrides);
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path, message }) => ({ field: path.join("."), problem: message }));
  throw new DomainError("station.bad-settings", { fields });
}
