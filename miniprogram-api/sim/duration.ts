import { dayMs, hourMs, minuteMs } from "../../src/platform/index.ts";

const pattern = /^P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/;
const unitsMs = [7 * dayMs, dayMs, hourMs, minuteMs, 1_000];

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds (`PT1H`, `P1DT30M`); null when it is none or zero. */
export function readDuration(text: string): number | null {
  const parts = pattern.exec(text);
  if (!parts) return null;
  const ms = unitsMs.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
  return ms > 0 ? ms : null;
}
