// The two npm packages that read Chinese times, in the form score-time.mjs compares.
import Recognizers from "@microsoft/recognizers-text-date-time";
import * as chrono from "chrono-node";

export interface FoundTime {
  readonly type: string;
  readonly start?: string;
  readonly end?: string;
  readonly seconds?: number;
  readonly every?: string;
  readonly timex?: string;
}

const pad = (n: number): string => String(n).padStart(2, "0");

const model = new Recognizers.DateTimeRecognizer(Recognizers.Culture.Chinese).getDateTimeModel();

/** A moment whose local fields are the civil fields at +08:00, whatever the zone of the process: the package reads local fields. */
const localOf = (ref: string): Date => {
  const at = new Date(new Date(ref).getTime() + 8 * 3_600_000);
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds());
};

const instant = (value: string | undefined): string | undefined =>
  value && /^\d{4}-\d\d-\d\d \d\d:/.test(value) ? `${value.replace(" ", "T")}+08:00` : value;

export function microsoft(text: string, ref: string): FoundTime[] {
  return model.parse(text, localOf(ref)).flatMap((result): FoundTime[] => {
    const values = (result.resolution?.values ?? []) as readonly Record<string, string>[];
    const value = result.typeName.includes("time") && !result.typeName.includes("date") ? values[0] : values[values.length - 1];
    if (!value) return [];
    const kind = result.typeName.replace(/^datetimeV2\./, "");
    if (kind === "duration") return [{ type: "duration", seconds: Number(value.value) }];
    if (kind === "set") return [{ type: "set", ...(value.timex ? { timex: value.timex } : {}) }];
    if (kind.endsWith("range")) {
      const start = instant(value.start);
      const end = instant(value.end);
      return [{ type: "range", ...(start ? { start } : {}), ...(end ? { end } : {}) }];
    }
    const start = instant(value.value);
    return start ? [{ type: kind, start }] : [];
  });
}

export function chronoZh(text: string, ref: string): FoundTime[] {
  const write = (parts: chrono.ParsedComponents): string => {
    const day = `${parts.get("year")}-${pad(parts.get("month") ?? 1)}-${pad(parts.get("day") ?? 1)}`;
    if (!parts.isCertain("hour")) return day;
    return `${day}T${pad(parts.get("hour") ?? 0)}:${pad(parts.get("minute") ?? 0)}:${pad(parts.get("second") ?? 0)}+08:00`;
  };
  return chrono.zh.hans.parse(text, localOf(ref)).map((one) => {
    const start = write(one.start);
    return one.end ? { type: "range", start, end: write(one.end) } : { type: start.length > 10 ? "datetime" : "date", start };
  });
}
