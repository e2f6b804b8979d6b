import type { DayPart } from "./time-result.ts";

/** The hours a part of the day stands for, in minutes after midnight. A station may move them. */
export const partHours: Readonly<Record<DayPart, readonly [number, number]>> = {
  dawn: [0, 360],
  early: [360, 540],
  morning: [480, 720],
  noon: [660, 780],
  daytime: [480, 1080],
  afternoon: [780, 1050],
  dusk: [1020, 1140],
  evening: [1080, 1260],
  night: [1320, 1440],
};

/** What people call the parts of the day, dialect included. Longer words come first. */
export const partWords: readonly (readonly [string, DayPart])[] = [
  ["大清早", "early"],
  ["大晌午", "noon"],
  ["一大早", "early"],
  ["后半夜", "dawn"],
  ["下半夜", "dawn"],
  ["前半夜", "night"],
  ["一早", "early"],
  ["大早", "early"],
  ["清早", "early"],
  ["清晨", "early"],
  ["早晨", "early"],
  ["早上", "early"],
  ["早间", "early"],
  ["早起", "early"],
  ["起早", "early"],
  ["凌晨", "dawn"],
  ["黎明", "dawn"],
  ["拂晓", "dawn"],
  ["上午", "morning"],
  ["头晌", "morning"],
  ["头午", "morning"],
  ["前晌", "morning"],
  ["上晌", "morning"],
  ["午前", "morning"],
  ["上半天", "morning"],
  ["中午", "noon"],
  ["晌午", "noon"],
  ["正午", "noon"],
  ["午间", "noon"],
  ["晌晚", "dusk"],
  ["下午", "afternoon"],
  ["过晌", "afternoon"],
  ["过午", "afternoon"],
  ["后晌", "afternoon"],
  ["下晌", "afternoon"],
  ["午后", "afternoon"],
  ["下半天", "afternoon"],
  ["傍晚", "dusk"],
  ["傍黑", "dusk"],
  ["擦黑", "dusk"],
  ["黄昏", "dusk"],
  ["晚上", "evening"],
  ["晚间", "evening"],
  ["夜晚", "evening"],
  ["夜间", "evening"],
  ["黑下", "evening"],
  ["黑天", "evening"],
  ["晚夕", "evening"],
  ["夜里", "night"],
  ["半夜", "night"],
  ["深夜", "night"],
  ["午夜", "night"],
  ["子夜", "night"],
  ["白天", "daytime"],
];

/** Without a part of the day an hour is read inside these hours (minutes): 三点 is 15:00. */
export const serviceHours: readonly [number, number] = [420, 1260];

/** 月底 = the last seven days; 月初 = the first five. */
export const monthEdgeDays = { start: 5, end: 7 } as const;
