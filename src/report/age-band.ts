import { choose } from "./choose.ts";

/** Age groups of statistics, the first age of each; what the ministry asks about (一老一少) can be read from them. */
export const ageBands = [
  { key: "0-13", from: 0 },
  { key: "14-17", from: 14 },
  { key: "18-59", from: 18 },
  { key: "60-69", from: 60 },
  { key: "70-79", from: 70 },
  { key: "80+", from: 80 },
] as const;

export type AgeBand = (typeof ageBands)[number]["key"] | "unknown";

/**
 * The age group at the moment in `timeField`, as an expression of an aggregation; `unknown` without a birth date.
 * @param birthDate path of a `YYYY-MM-DD`
 */
export function ageBandExpression(birthDate: string, timeField: string): Record<string, unknown> {
  const day = { $dateToString: { date: timeField, format: "%Y-%m-%d", timezone: "+08:00" } };
  const year = (date: unknown) => ({ $toInt: { $substrBytes: [date, 0, 4] } });
  const monthAndDay = (date: unknown) => ({ $substrBytes: [date, 5, 5] });
  const age = {
    $subtract: [{ $subtract: [year(day), year(birthDate)] }, { $cond: [{ $lt: [monthAndDay(day), monthAndDay(birthDate)] }, 1, 0] }],
  };
  const bands = ageBands.toReversed().map(({ key, from }) => [{ $gte: [age, from] }, key] as const);
  const isKnown = { $regexMatch: { input: { $ifNull: [birthDate, ""] }, regex: "^\\d{4}-\\d{2}-\\d{2}$" } };
  return { $cond: [isKnown, choose(bands, "unknown"), "unknown"] };
}

/** The age group on a civil day. */
export function ageBandOn(day: string, birthDate: string): AgeBand {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return "unknown";
  const age = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);
  return ageBands.findLast(({ from }) => age >= from)?.key ?? "unknown";
}
