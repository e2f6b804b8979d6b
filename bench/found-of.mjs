// Turns the results of parseTime into the form score-time.mjs compares: one Found for each result, the first reading only.
const offset = 8 * 3_600_000;
const iso = (at) => `${new Date(at.getTime() + offset).toISOString().slice(0, 19)}+08:00`;
const day = (at) => iso(at).slice(0, 10);
const dayNumber = { MO: 1, TU: 2, WE: 3, TH: 4, FR: 5, SA: 6, SU: 7 };

/** FREQ=WEEKLY;BYDAY=TU at 14:00 becomes P1W#2@14:00, the canonical set of the scorer. */
function every(result) {
  const rule = Object.fromEntries(result.rrule.split(";").map((part) => part.split("=")));
  const interval = Number(rule.INTERVAL ?? 1);
  const clock = result.hasClock ? `@${iso(result.start).slice(11, 16)}` : "";
  const until = result.hasClock && result.end && result.end.getTime() !== result.start.getTime() ? `-${iso(result.end).slice(11, 16)}` : "";
  const tail = clock + until;
  switch (rule.FREQ) {
    case "SECONDLY":
      return `PT${interval}S`;
    case "MINUTELY":
      return `PT${interval}M`;
    case "HOURLY":
      return `PT${interval}H`;
    case "DAILY":
      return `P${interval}D${tail}`;
    case "WEEKLY":
      return `P${interval}W${
        rule.BYDAY
          ? `#${rule.BYDAY.split(",")
              .map((code) => dayNumber[code])
              .join("")}`
          : ""
      }${tail}`;
    case "MONTHLY":
      if (result.text.includes("半年")) return "P0.5Y";
      return `P${interval}M${rule.BYMONTHDAY ? `#${rule.BYMONTHDAY.padStart(2, "0")}` : ""}${tail}`;
    default: {
      if (!rule.BYMONTH) return `P${interval}Y`;
      const months = rule.BYMONTH.split(",");
      const from = `${months[0].padStart(2, "0")}-${(rule.BYMONTHDAY ?? "1").padStart(2, "0")}`;
      if (rule.BYMONTHDAY) return `P1Y#${from}${tail}`;
      const last = months[months.length - 1];
      const days = new Date(Date.UTC(2021, Number(last), 0)).getUTCDate();
      return `P1Y#${from}..${last.padStart(2, "0")}-${days}${tail}`;
    }
  }
}

function foundOf(result) {
  if (result.kind === "duration") return { type: "duration", seconds: result.seconds };
  if (result.kind === "set") return { type: "set", every: every(result) };
  if (result.kind === "date") return { type: "date", start: day(result.start) };
  if (result.kind !== "range") return { type: "datetime", start: iso(result.start) };
  const isDays = !result.hasClock && ["day", "week", "month", "year"].includes(result.grain) && !result.open;
  const form = isDays ? day : iso;
  const start = result.open === "before" ? undefined : form(result.start);
  return { type: "range", start, end: result.end && form(result.end) };
}

/** The public suites read hours without a part of the day as on a 24-hour clock; a station reads them inside its service hours. */
export const adapt = (parseTime) => (text, ref) => parseTime(text, new Date(ref), { bareHours: "literal" }).map(foundOf);
