// The form the judges compare: a message line in, an expected line (plus danger and top3) out.
import type { ServiceCategory, ServiceItem } from "../../src/catalog/index.ts";
import type { LanguageContext, OpenRequest, TimeResult, Understanding, UnderstoodNeed } from "../../src/language/index.ts";
import { understand } from "../../src/language/index.ts";

export interface Message {
  readonly id?: string;
  readonly text?: string;
  readonly role?: string;
  readonly ref?: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

export interface Catalog {
  readonly categories: readonly ServiceCategory[];
  readonly items: readonly ServiceItem[];
}

const offsetMs = 8 * 3_600_000;
const iso = (at: Date): string => `${new Date(at.getTime() + offsetMs).toISOString().slice(0, 16)}+08:00`;
const day = (at: Date): string => iso(at).slice(0, 10);

/** An instant, an interval or a date, as the conventions write it. */
export function writeWhen(time: TimeResult | undefined): string | null {
  if (!time) return null;
  const isDays = !time.hasClock && (time.grain === "day" || time.grain === "week" || time.grain === "month");
  if (isDays && time.end && time.end.getTime() - time.start.getTime() > 86_400_000)
    return `${day(time.start)}/${day(new Date(time.end.getTime() - 1))}`;
  if (isDays) return day(time.start);
  if (time.end && time.end.getTime() !== time.start.getTime()) return `${iso(time.start)}/${iso(time.end)}`;
  return iso(time.start);
}

const writeWhere = (need: UnderstoodNeed | undefined): string | null =>
  need?.where ? (need.where.kind === "home" ? "@home" : need.where.text) : null;

function openOf(ctx: Message["ctx"]): OpenRequest[] {
  const list = Array.isArray(ctx?.open) ? (ctx.open as unknown[]) : [];
  return list.map((one): OpenRequest => {
    if (typeof one === "string") return { code: one, itemCode: "", status: "open" };
    const { id, code, item, when, state, status } = one as Record<string, unknown>;
    const start = typeof when === "string" ? new Date(when.split("/")[0] ?? "") : undefined;
    return {
      code: String(code ?? id ?? ""),
      itemCode: String(item ?? ""),
      status: String(status ?? state ?? "open"),
      ...(start && !Number.isNaN(start.getTime()) ? { startAt: start } : {}),
    };
  });
}

export function contextOf(message: Message, catalog: Catalog, communities: LanguageContext["communities"]): LanguageContext {
  const { ctx } = message;
  const parsed = new Date(message.ref ?? "2026-11-23T09:00:00+08:00");
  const now = Number.isNaN(parsed.getTime()) ? new Date("2026-11-23T09:00:00+08:00") : parsed;
  const same = ctx?.same_text_min ?? ctx?.recentSameTextMinutes;
  return {
    now,
    role: message.role ?? "resident",
    items: catalog.items,
    communities,
    ...(ctx
      ? {
          dialogue: {
            open: openOf(ctx),
            ...(typeof ctx.awaiting === "string" ? { awaiting: ctx.awaiting } : {}),
            ...(typeof ctx.item === "string" ? { itemCode: ctx.item } : {}),
            ...(typeof ctx.slot === "string" ? { slot: ctx.slot as never } : {}),
            ...(typeof same === "number" ? { recentSameTextMinutes: same } : {}),
          },
        }
      : {}),
  };
}

function needLine(need: UnderstoodNeed | undefined, catalog: Catalog): Record<string, unknown> {
  const item = catalog.items.find((one) => one.code === need?.item?.code);
  return {
    category: item?.category ?? null,
    item: item?.code ?? null,
    when: writeWhen(need?.time),
    where: writeWhere(need),
    dest: need?.dest ?? null,
    urgency: need?.urgency ?? "routine",
    missing: need?.missing ?? [],
    ...(need?.rrule ? { rrule: need.rrule } : {}),
    ...(need?.confidential ? { confidential: true } : {}),
  };
}

const brokenPromise = new Set(["report.late", "report.no_show", "complaint.conduct", "safeguard.report", "safety.fraud"]);

const timed: ReadonlySet<string> = new Set([
  "request.reschedule",
  "request.repeat",
  "offer.counter",
  "availability.add",
  "availability.block",
]);

export function expectedLine(message: Message, catalog: Catalog, communities: LanguageContext["communities"]): Record<string, unknown> {
  const text = typeof message.text === "string" ? message.text : "";
  const context = contextOf(message, catalog, communities);
  return lineOf(message, text, understand(text, context), catalog);
}

function lineOf(message: Message, text: string, heard: Understanding, catalog: Catalog): Record<string, unknown> {
  const first = heard.needs[0];
  const main = needLine(first, catalog);
  if (timed.has(heard.intent)) main.when = writeWhen(heard.time);
  if (brokenPromise.has(heard.intent)) main.urgency = "urgent";
  if (heard.intent === "emergency") main.urgency = "emergency";
  const { delayMinutes, codes: _codes, n, period, score, choice, ...slots } = heard.slots;
  const staffSlots = {
    ...slots,
    ...(n ? { n: n.length === 1 ? n[0] : n } : {}),
    ...(delayMinutes === undefined ? {} : { delay_min: delayMinutes }),
    ...(period ? { period: `${iso(period.start)}/${iso(period.end)}` } : {}),
  };
  return {
    id: message.id ?? null,
    text,
    intent: heard.intent,
    ...main,
    ...(heard.needs.length > 1 ? { more: heard.needs.slice(1).map((need) => needLine(need, catalog)) } : {}),
    ...(heard.target ? { target: heard.target } : {}),
    ...(score === undefined ? {} : { score }),
    ...(choice === undefined ? {} : { choice }),
    ...(heard.preference
      ? {
          preference: {
            ...(heard.preference.gender ? { gender: heard.preference.gender } : {}),
            ...(heard.preference.helper ? { volunteer: heard.preference.helper } : {}),
          },
        }
      : {}),
    ...(heard.wantsNoCall ? { no_call: true } : {}),
    ...(Object.keys(staffSlots).length > 0 ? { slots: staffSlots } : {}),
    confidence: Number(heard.confidence.toFixed(3)),
    danger: heard.danger?.kind ?? null,
    top3: (first?.top3 ?? []).map((one) => one.code),
  };
}
