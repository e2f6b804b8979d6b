import { balanceOf, starLevel } from "../../src/ledger/index.ts";
import { dayMs } from "../../src/platform/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import { blockTime, findPerson, type Person, setAvailability, type WeeklyWindow } from "../../src/station/index.ts";
import { openDispute } from "../../src/visit/index.ts";
import { volunteerWords as words } from "../texts/volunteer.ts";
import { policyWords } from "../texts/volunteer-policy.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { assignmentTo, type HelperState, lineOf, meant } from "./volunteer-state.ts";

/** Hours, points, stars and what the next star takes. */
export async function accountOf(deps: BotDeps, person: Person): Promise<string> {
  const balance = await balanceOf(deps, person.id);
  const settings = deps.settings(person.stationId);
  const star = starLevel(balance.creditedMinutes, settings);
  const nextHours = settings.starLevels[star];
  const next = nextHours === undefined ? null : { hours: nextHours * 60 - balance.creditedMinutes, star: star + 1 };
  return words.account(balance, star, next);
}

/** 「我现在多少小时了」. */
export async function tellHours(deps: BotDeps, heard: Heard): Promise<Turn> {
  return { say: [await accountOf(deps, heard.person)] };
}

/** 「我能收红包吗」. */
export function tellPolicy(deps: BotDeps, heard: Heard): Turn {
  return { say: [policyWords(heard.understood.text, deps.settings(heard.person.stationId))] };
}

/** 「时长不对」: the credit of the last task is looked at by a person. */
export async function dispute(deps: BotDeps, heard: Heard, { lately }: HelperState): Promise<Turn> {
  const { withinDays } = deps.settings(heard.person.stationId).dispute;
  const since = heard.now.getTime() - withinDays * dayMs;
  const fitting = lately.filter((request) => {
    const isOver = request.status === "served" || request.status === "closed" || request.status === "disputed";
    return isOver && (request.servedAt?.getTime() ?? 0) >= since && assignmentTo(request, heard.person.id)?.checkOutAt !== undefined;
  });
  const found = await meant(deps, heard, "dispute", fitting, words.disputeNone);
  return "turn" in found ? found.turn : disputeThis(deps, heard, found.request);
}

export async function disputeThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  await openDispute(deps, request.id, { role: "volunteer", personId: heard.person.id }, heard.understood.masked);
  return { say: [words.disputeDone(request.code)], pending: null };
}

/** 「这周都没空」; tasks that fall into it are named, so that they are not forgotten. */
export async function block(deps: BotDeps, heard: Heard, { tasks }: HelperState): Promise<Turn> {
  const { slots, time } = heard.understood;
  const weekdays = time?.kind === "set" ? weekdaysIn(time.rrule) : [];
  if (weekdays.length > 0) return blockWeekly(deps, heard, weekdays);
  const start = slots.period?.start ?? (time && time.kind !== "duration" ? time.start : undefined);
  if (!start) return { say: [words.blockAsk], pending: { kind: "ask", act: "helper.block" } };
  const end = slots.period?.end ?? time?.end ?? new Date(start.getTime() + dayMs);
  const from = start > heard.now ? start : heard.now;
  if (end <= from) return { say: [words.blockAsk], pending: { kind: "ask", act: "helper.block" } };
  await blockTime(deps, heard.person.id, { from, to: end });
  const hit = tasks.filter(({ wish }) => wish.startAt && wish.startAt >= from && wish.startAt < end);
  const lastMoment = new Date(end.getTime() - 1);
  const said = end.getTime() - from.getTime() <= dayMs ? words.blockedDay(from, heard.now) : words.blocked(from, lastMoment, heard.now);
  const warning = hit.length > 0 ? [words.blockHits(hit.map((request) => lineOf(deps, request, heard.now)))] : [];
  return { say: [said, ...warning], pending: null };
}

const dayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const dayNames = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const everyDay = [1, 2, 3, 4, 5, 6, 7];

function weekdaysIn(rrule: string | undefined): number[] {
  const list = /BYDAY=([A-Z,]+)/.exec(rrule ?? "")?.[1]?.split(",") ?? [];
  return list.map((code) => dayCodes.indexOf(code) + 1).filter((weekday) => weekday > 0);
}

/** 「每周三没空」 takes those days out of the weekly hours; who named none has all days by day. */
async function blockWeekly(deps: BotDeps, heard: Heard, weekdays: readonly number[]): Promise<Turn> {
  const named = (await findPerson(deps, heard.person.id)).helper?.availability ?? [];
  const before = named.length > 0 ? named : everyDay.map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
  await setAvailability(
    deps,
    heard.person.id,
    before.filter(({ weekday }) => !weekdays.includes(weekday)),
  );
  return { say: [words.blockedWeekly(weekdays.map((weekday) => dayNames[weekday - 1]).join("、"))], pending: null };
}

/** 「周末都有空」 adds weekly hours; 「明天有空」 is only noted in passing, the gates ask the weekly hours. */
export async function free(deps: BotDeps, heard: Heard): Promise<Turn> {
  const { text } = heard.understood;
  const weekdays = freeDays(text);
  if (weekdays.length === 0) return { say: [words.addedOnce], pending: null };
  const { from, to, said } = partOfDay(text);
  const before = (await findPerson(deps, heard.person.id)).helper?.availability ?? [];
  const added = weekdays.map((weekday): WeeklyWindow => ({ weekday, from, to }));
  const kept = before.filter(
    (window) => !added.some((one) => one.weekday === window.weekday && one.from <= window.to && window.from <= one.to),
  );
  const touching = before.filter((window) => !kept.includes(window));
  await setAvailability(deps, heard.person.id, [...kept, ...added.map((window) => spanning(window, touching))]);
  return { say: [words.added(`${daysWords(weekdays)}${said}`)], pending: null };
}

/** A window widened by those it touches on the same day. */
function spanning(window: WeeklyWindow, others: readonly WeeklyWindow[]): WeeklyWindow {
  const same = others.filter(({ weekday }) => weekday === window.weekday);
  return {
    weekday: window.weekday,
    from: Math.min(window.from, ...same.map(({ from }) => from)),
    to: Math.max(window.to, ...same.map(({ to }) => to)),
  };
}

function freeDays(text: string): number[] {
  if (/每天|天天|都行|随时|啥时候都/.test(text)) return everyDay;
  if (/周末|双休/.test(text)) return [6, 7];
  if (/工作日|平时|周一到周?五|周一至周?五/.test(text)) return [1, 2, 3, 4, 5];
  const isWeekly = /每|都|一般|平常/.test(text);
  const named = [...text.matchAll(/(?:周|星期|礼拜)([一二三四五六日天])/g)].map(([, word = ""]) => "一二三四五六日天".indexOf(word) + 1);
  return isWeekly ? [...new Set(named.map((weekday) => Math.min(weekday, 7)))] : [];
}

function partOfDay(text: string): { from: number; to: number; said: string } {
  if (/上午|早上/.test(text)) return { from: 8 * 60, to: 12 * 60, said: "上午" };
  if (/下午/.test(text)) return { from: 12 * 60, to: 18 * 60, said: "下午" };
  if (/晚上|傍晚/.test(text)) return { from: 17 * 60, to: 20 * 60, said: "晚上" };
  return { from: 8 * 60, to: 18 * 60, said: "" };
}

function daysWords(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return "每天";
  if (weekdays.join() === "6,7") return "周末";
  return weekdays.map((weekday) => dayNames[weekday - 1]).join("、");
}

/** 「我的任务」 and 「有什么活」. */
export function list(deps: BotDeps, heard: Heard, { offers, tasks }: HelperState): Turn {
  const line = (request: ServiceRequest) => lineOf(deps, request, heard.now);
  return { say: [words.tasks(offers.map(line), tasks.map(line))] };
}
