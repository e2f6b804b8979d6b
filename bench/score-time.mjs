// Scores a Chinese time parser against JSONL cases.
//   TZ=UTC node score-time.mjs time-cases.dev.jsonl path/to/adapter.mjs [--show]
// The adapter exports  parse(text: string, ref: string) => Found[]   (ref is ISO 8601 with +08:00)
//   Found = { type: 'date'|'time'|'datetime'|'range'|'duration'|'set',
//             start?, end?: 'YYYY-MM-DD' | 'YYYY-MM-DDTHH:mm:ss+08:00' | 'HH:mm:ss',
//             seconds?: number (duration), every?: canonical set, see canonicalSet() }
// A case is exact when every expected item is found. Cases tagged `disputed` are not scored.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const isClock = (s) => /^\d\d:/.test(s ?? "");
const instant = (s) => s && Date.parse(s.length > 10 ? s : `${s}T00:00:00+08:00`);
const pad = (n) => String(n).padStart(2, "0");

/** Expected sets come as Microsoft timex or JioNLP steps; both become e.g. P1W#2@14:00 or P1D@08:00. */
export function canonicalSet(e) {
  if (typeof e.every === "string") return e.every;
  if (e.timex && !e.every) {
    const week = /^XXXX-WXX-(\d)(?:T(\d\d(?::\d\d)?))?/.exec(e.timex);
    if (week) return `P1W#${week[1]}${week[2] ? `@${week[2].length === 2 ? `${week[2]}:00` : week[2]}` : ""}`;
    const clock = /^T(\d\d(?::\d\d)?)$/.exec(e.timex);
    if (clock) return `P1D@${clock[1].length === 2 ? `${clock[1]}:00` : clock[1]}`;
    return e.timex;
  }
  if (!e.every) return null;
  const [unit] = Object.keys(e.every);
  const n = e.every[unit];
  const codes = { day: `P${n}D`, month: `P${n}M`, year: `P${n}Y`, hour: `PT${n}H`, minute: `PT${n}M`, second: `PT${n}S` };
  let s = unit === "day" && n === 7 ? "P1W" : codes[unit];
  const text = e.text ?? "";
  if (/工作日/.test(text)) s = "P1W#12345";
  if (!e.start) return s;
  if (s === "P1W") {
    const weekday = new Date(`${e.start.slice(0, 10)}T12:00:00+08:00`).getUTCDay() || 7;
    s += /周末/.test(text) ? "#67" : `#${weekday}`;
  }
  if (unit === "month") s += `#${e.start.slice(8, 10)}`;
  if (unit === "year") s += `#${e.start.slice(5, 10)}${e.start.slice(0, 10) === e.end.slice(0, 10) ? "" : `..${e.end.slice(5, 10)}`}`;
  if (e.start.slice(11, 19) !== "00:00:00") {
    s += `@${e.start.slice(11, 16)}`;
    if (e.end.slice(11, 13) !== e.start.slice(11, 13)) s += `-${e.end.slice(11, 16)}`;
  }
  return s;
}

const same = (a, b) => {
  if (a == null || b == null) return a == b;
  if (a === b) return true;
  if (isClock(a) || isClock(b)) {
    const clock = (x) => (isClock(x) ? x.slice(0, 8) : x.slice(11, 19));
    return clock(a) === clock(b);
  }
  return instant(a) === instant(b) && a.length > 10 === b.length > 10;
};

const sameEnd = (want, got) => {
  if (want.end == null) return true;
  if (got.end == null) return false;
  const ends = [want.end, ...(want.endAlts ?? [])];
  if (ends.some((x) => same(x, got.end))) return true;
  if (isClock(want.end) || isClock(got.end)) return false;
  return Math.abs(instant(got.end) - instant(want.end)) <= (want.unit === "date" ? 86_400e3 : 60e3);
};

// Sources disagree on the hours of a day part, so any window on the right date inside it counts.
const DAY_PARTS = [
  ["凌晨", 0, 6],
  ["早", 4, 12],
  ["黎明", 3, 7],
  ["白天", 5, 20],
  ["午", 0, 15],
  ["上午", 6, 12],
  ["中午", 10, 14],
  ["午后", 12, 18],
  ["下午", 12, 19],
  ["傍晚", 16, 20],
  ["晚", 16, 24.01],
  ["夜", 0, 28],
];

export function matches(want, got, { tags, ref, text }) {
  if (want.type === "duration") return got.type === "duration" && Math.abs(got.seconds - want.secs) <= Math.max(1, want.secs * 0.02);
  if (want.type === "set") {
    const a = canonicalSet(want);
    return got.type === "set" && a != null && a === canonicalSet(got);
  }
  if (tags.includes("daypart") && want.type !== "date") {
    if (!got.start) return false;
    const wantDate = (want.start ?? "").length > 8 ? want.start.slice(0, 10) : ref.slice(0, 10);
    const gotDate = isClock(got.start) ? ref.slice(0, 10) : got.start.slice(0, 10);
    if (wantDate !== gotDate || got.start.length === 10) return false;
    const hour = Number(isClock(got.start) ? got.start.slice(0, 2) : got.start.slice(11, 13));
    if ((want.start ?? "").length > 10 && Math.abs(hour - Number(want.start.slice(11, 13))) <= 2) return true;
    const part = DAY_PARTS.find(([word]) => (want.text || text).includes(word));
    return part ? hour >= part[1] && hour <= part[2] : false;
  }
  if (tags.includes("deadline") || want.mod) {
    const wantLimit = want.end || want.start;
    const gotLimit = want.end || (tags.includes("deadline") && want.mod !== "after") ? got.end || got.start : got.start || got.end;
    if (!gotLimit) return false;
    if (isClock(wantLimit) || isClock(gotLimit)) return same(wantLimit, gotLimit);
    const tolerance = wantLimit.length > 10 && gotLimit.length > 10 && !/天|日|周|星期|礼拜|月|年/.test(text) ? 3600e3 : 86_400e3;
    return [wantLimit, ...(want.endAlts ?? [])].some(
      (x) => Math.abs(instant(x) - instant(gotLimit)) <= (x.length > 10 && gotLimit.length === 10 ? 86_400e3 : tolerance),
    );
  }
  if (want.type === "range") {
    if (/未来|今后|接下来|之后/.test(text) && got.type === "range" && got.start && got.end && want.start && want.end && !isClock(got.start))
      return Math.abs(instant(want.start) - instant(got.start)) <= 86_400e3 && Math.abs(instant(want.end) - instant(got.end)) <= 86_400e3;
    if (want.unit === "date" && got.type === "date" && /(周|星期|礼拜|月)(之|以)?后$/.test(text))
      return instant(got.start) >= instant(want.start) && instant(got.start) <= instant(want.end);
    return got.type === "range" && same(want.start, got.start) && sameEnd(want, got);
  }
  if (want.type === "time") {
    if (!got.start || !["time", "datetime"].includes(got.type)) return false;
    const clock = (isClock(got.start) ? got.start : got.start.slice(11, 19)).slice(0, 5);
    return [want, ...(want.alts ?? [])].some((a) => a.start?.slice(0, 5) === clock);
  }
  return got.type === want.type && !!got.start && same(want.start, got.start);
}

async function main([casesFile, adapterFile, show]) {
  const { parse } = await import(pathToFileURL(resolve(adapterFile)).href);
  const cases = readFileSync(casesFile, "utf8")
    .trim()
    .split("\n")
    .map((l) => JSON.parse(l))
    .filter((c) => !c.tags.includes("disputed"));
  const tally = { exact: [0, 0], clean: [0, 0], crashes: 0, types: {}, lunar: [0, 0] };
  const add = (t, ok) => {
    t[1]++;
    if (ok) t[0]++;
  };
  const t0 = process.hrtime.bigint();
  for (const c of cases) {
    let got = [];
    try {
      got = parse(c.text, c.ref);
    } catch {
      tally.crashes++;
    }
    if (c.expected.length === 0) {
      add(tally.clean, got.length === 0);
      continue;
    }
    const used = new Set();
    const ok = c.expected.every((want) => {
      const i = got.findIndex((g, k) => !used.has(k) && matches(want, g, c));
      if (i >= 0) used.add(i);
      return i >= 0;
    });
    add(tally.exact, ok);
    add((tally.types[c.expected[0].type] ??= [0, 0]), ok);
    if (c.tags.includes("lunar-holiday")) add(tally.lunar, ok);
    if (!ok && show === "--show") console.log("✗", c.id, c.text, c.ref, JSON.stringify(c.expected), "GOT", JSON.stringify(got));
  }
  const us = Number(process.hrtime.bigint() - t0) / 1e3 / cases.length;
  const pct = ([a, b]) => `${b ? ((100 * a) / b).toFixed(1) : "-"} % (${a}/${b})`;
  console.log(
    Object.entries(tally.types)
      .map(([k, v]) => `${k} ${pct(v)}`)
      .join(" · "),
  );
  console.log(
    `lunar/holiday ${pct(tally.lunar)} · nothing-to-find ${pct(tally.clean)} · crashes ${tally.crashes} · ${us.toFixed(0)} µs/text`,
  );
  console.log(`exact ${pct(tally.exact)}`);
}
if (process.argv[1] === new URL(import.meta.url).pathname) await main(process.argv.slice(2));
