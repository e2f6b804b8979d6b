import { type Command, readCommand } from "./coordinator-commands.ts";
import type { Danger } from "./danger/danger.ts";
import { detectDanger, forbidsCalls } from "./danger/detect-danger.ts";
import { fold } from "./fold.ts";
import type { Intent } from "./intents.ts";
import { rankItems } from "./item-reader.ts";
import { classifierOf } from "./model/models.ts";
import { findPreference, readNeed, readNeeds } from "./needs.ts";
import { readNumber } from "./numbers.ts";
import { maskPersonal } from "./personal.ts";
import { spellPinyin } from "./pinyin.ts";
import { findPlace } from "./places.ts";
import { readReply } from "./replies.ts";
import { rankIntents } from "./resident-intent.ts";
import { findTarget, movedTime } from "./targets.ts";
import { parseTime } from "./time/parse-time.ts";
import type { TimeResult } from "./time/time-result.ts";
import type { LanguageContext, OpenRequest, Slots, Understanding, UnderstoodNeed } from "./understanding.ts";
import { readHelperMessage } from "./volunteer-messages.ts";
import { chooseTime, onSameDay } from "./when.ts";
import { findWho } from "./who.ts";

const coordinators = new Set(["coordinator", "supervisor"]);
const helpers = new Set(["volunteer", "social_worker"]);
/** 居民议事与民情收集: asking for it is giving an opinion. */
const opinion = "GV04";
/** 困境儿童个案与心理陪伴: who looks after a child that is beaten or neglected. */
const childCare = "CH02";
/** Where no rule of a role speaks, its model must be this sure. */
const modelIsSure = 0.45;
/** Needs are told in the first so many characters; danger is sought in all of them. */
const longestRead = 500;
const resentWithinMinutes = 10;
const hourMs = 3_600_000;

/**
 * What one message means. Pure and quick: no I/O, the moment comes with `context.now`. Order of the layers: danger, the answer that is
 * pending, commands of the role, then intent, item and slots by model and rules. Never throws.
 */
export function understand(text: string, context: LanguageContext): Understanding {
  const whole = spellPinyin(fold(text)).text.trim();
  const danger = detectDanger(whole, { role: context.role });
  const words = whole.slice(0, longestRead);
  const times = parseTime(text.slice(0, longestRead), context.now);
  const base = { text, masked: maskPersonal(text), danger, ...(forbidsCalls(whole) ? { wantsNoCall: true } : {}) };
  const reading: Reading = { words, times, danger, context };
  const read =
    readMedia(reading) ??
    readByState(reading) ??
    (coordinators.has(context.role) ? readCoordinator(reading) : helpers.has(context.role) ? readHelper(reading) : undefined) ??
    readResident(reading);
  const first = read.time ?? read.needs[0]?.time ?? times.find((time) => time.kind !== "duration");
  const preference = read.preference ?? findPreference(words);
  return { ...base, ...read, ...(first ? { time: first } : {}), ...(preference ? { preference } : {}) };
}

type Read = Omit<Understanding, "text" | "masked" | "danger"> & { readonly danger?: null };

interface Reading {
  readonly words: string;
  readonly times: readonly TimeResult[];
  readonly danger: Danger | null;
  readonly context: LanguageContext;
}

const plain = (intent: Intent, confidence: number, slots: Slots = {}): Read => ({ intent, confidence, needs: [], slots });

function readMedia({ words, context }: Reading): Read | undefined {
  if (/^\[?(?:语音|voice)(?:消息)?\]?[ \d"'秒:s″]*$/.test(words) && words.length > 1) return plain("media.voice", 1);
  const spot = /^\[(?:位置|定位|location)(?:消息|共享)?\] ?(.*)$/.exec(words);
  if (!spot) return undefined;
  const said = spot[1]?.trim() ?? "";
  const community = findPlace(said, context.communities)?.communityId;
  const where = { kind: "place", text: said, ...(community ? { communityId: community } : {}) } as const;
  return { ...plain("media.location", 1), needs: said === "" ? [] : [{ item: null, top3: [], where, urgency: "routine", missing: [] }] };
}

/** Danger, a text sent twice and the pending question come before all else. */
function readByState({ words, danger, context }: Reading): Read | undefined {
  const { dialogue, role } = context;
  const isStaff = coordinators.has(role) || helpers.has(role);
  if (danger && !isStaff) return readDanger(words, danger, context);
  if (dialogue?.recentSameTextMinutes !== undefined && dialogue.recentSameTextMinutes <= resentWithinMinutes) return plain("duplicate", 1);
  const isAsked = !isStaff || (dialogue?.awaiting !== undefined && dialogue.awaiting !== "offer" && dialogue.awaiting !== "pick");
  const reply = isAsked ? readReply(words, dialogue) : undefined;
  if (!reply) return undefined;
  const isConsent = reply.intent === "confirm.yes" && dialogue?.awaiting === "slot" && dialogue.slot === "guardian_consent";
  if (isConsent)
    return {
      ...reply,
      intent: "request.supplement",
      needs: [{ item: null, top3: [], guardianConsent: true, urgency: "routine", missing: [] }],
    };
  return { ...reply, needs: [] };
}

/** A welfare check is a visit within two hours; everything else is told to a person at once. */
function readDanger(words: string, danger: Danger, context: LanguageContext): Read {
  const now = instantResult(words, context.now);
  if (danger.kind === "welfare") {
    const scores = rankItems(words, context.items);
    const ranked = [
      { code: "EL03", score: 0.95 },
      ...scores
        .filter((one) => one.code !== "EL03")
        .slice(0, 2)
        .map((one) => ({ code: one.code, score: one.score * 0.05 })),
    ];
    const time: TimeResult = { ...now, kind: "range", end: new Date(context.now.getTime() + 2 * hourMs), grain: "hour" };
    const need = readNeed(words, context, ranked, [time]);
    return {
      intent: "request.create",
      confidence: 0.9,
      needs: [{ ...need, urgency: "urgent", missing: need.missing.filter((field) => field !== "when") }],
      slots: {},
      time,
    };
  }
  const place = findPlace(words, context.communities);
  const who = findWho(words);
  const intent = intentOfDanger(danger, words);
  const isChild = intent === "safeguard.report" && danger.kind === "child";
  const need: UnderstoodNeed = {
    item: isChild ? { code: childCare, confidence: 1 } : null,
    top3: isChild ? [{ code: childCare, score: 1 }] : [],
    time: now,
    ...(place
      ? { where: { kind: "place", text: place.text, ...(place.communityId ? { communityId: place.communityId } : {}) } as const }
      : {}),
    ...(who ? { who } : {}),
    urgency: "emergency",
    missing: place || danger.kind === "fraud" ? [] : ["where"],
  };
  return { intent, confidence: 1, needs: [need], slots: {}, time: now };
}

function instantResult(words: string, now: Date): TimeResult {
  return {
    kind: "datetime",
    text: words.slice(0, 0),
    index: 0,
    start: now,
    grain: "minute",
    approximate: false,
    hasDate: true,
    hasClock: true,
    assumptions: [],
    alternatives: [],
  };
}

const elder = /老人|婆婆|公公|奶奶|爷爷|老太|老头|大爷|大娘|老妈|老爸|他妈|她妈|他爸|她爸/;
const selfHurt = /(?:打|揍|掐|砍|踹|锁|杀|捅|堵|跟踪|尾随|威胁)(?:了|着|伤|死)?(?:我|俺)|我(?:被|让|怕|害怕|躲|锁)|救/;
const weapon = /刀|棍|斧|砍|捅|杀|血|快来|打起来|撬|抢/;

/** A child who may fall or drown needs rescue first. */
const peril = /(?:窗台|阳台|楼顶|天台|栏杆).{0,4}(?:外|上|边)|爬窗|冰窟窿|冰面|冰上|水里|井里|河里|掉下去|开水|昏|没气/;

function intentOfDanger(danger: Danger, words: string): Intent {
  if (danger.kind === "fraud") return "safety.fraud";
  if (danger.kind === "child") return peril.test(words) ? "emergency" : "safeguard.report";
  if (danger.kind === "violence" && elder.test(words) && !selfHurt.test(words) && !weapon.test(words)) return "safeguard.report";
  return "emergency";
}

function readCoordinator(reading: Reading): Read {
  const { words, context } = reading;
  const command = readCommand(words);
  if (command) return withCommand(command, reading);
  const best = classifierOf("coordinator")(words)[0];
  if (best && best.score >= modelIsSure) return withCommand({ intent: best.name as Intent, confidence: best.score, slots: {} }, reading);
  const needs = readNeeds(words, context);
  if (needs[0]?.item && words.length >= 6) return { intent: "request.create", confidence: 0.5, needs, slots: {} };
  return plain("smalltalk", 0.3);
}

function withCommand(command: Command, { words, times, context }: Reading): Read {
  const { intent, confidence, slots } = command;
  if (intent === "request.create") return { intent, confidence, slots, needs: readNeeds(command.rest ?? words, context) };
  if (intent === "request.reschedule") {
    const time = movedTime(words, times, undefined, context);
    return { intent, confidence, slots, needs: [], ...(time ? { time } : {}) };
  }
  if (intent === "request.supplement") return { intent, confidence, slots, needs: [readNeed(words, context, [])] };
  return { intent, confidence, slots, needs: [] };
}

const noTasks = /不接(?:单|活|任务)|(?:别|不要)(?:给我)?(?:再)?(?:派|排)|不排/;

function readHelper(reading: Reading): Read {
  const { words, times, danger, context } = reading;
  const command = readHelperMessage(words, context.dialogue);
  const best = classifierOf("volunteer")(words)[0];
  const heard = command?.intent ?? (best && best.score >= modelIsSure ? (best.name as Intent) : "smalltalk");
  // 「12月1号到5号考试,不接单」 where nothing was offered.
  const isBlock =
    heard === "offer.decline" &&
    context.dialogue?.awaiting !== "offer" &&
    noTasks.test(words) &&
    times.some((time) => time.hasDate && time.kind !== "duration");
  const said: Intent = isBlock ? "availability.block" : heard;
  // Before a closed door: their own way knows the task, and whether its silence is an alarm.
  const isAtDoor = danger?.kind === "welfare" && said.startsWith("visit.");
  const isAlarm = danger !== null && !isAtDoor && said !== "assignment.withdraw" && said !== "policy.ask";
  const intent = isAtDoor ? "visit.nobody_home" : isAlarm ? "visit.alarm" : said;
  const period = periodOf(times);
  const slots: Slots = { ...(command?.slots ?? {}), ...(/^availability|^offer\.counter|^hours/.test(intent) && period ? { period } : {}) };
  const confidence = command?.confidence ?? (best?.score ?? 0) * 0.8;
  return { intent, confidence, needs: [], slots, ...(isAtDoor ? { danger: null } : {}) };
}

function periodOf(times: readonly TimeResult[]): Slots["period"] {
  const time = times.find((one) => one.kind !== "duration" && one.grain !== "second");
  return time ? { start: time.start, end: time.end ?? new Date(time.start.getTime() + hourMs) } : undefined;
}

function readResident(reading: Reading): Read {
  const { words, times, context } = reading;
  const { dialogue } = context;
  if (!/[\p{L}\p{N}]/u.test(words)) return plain("smalltalk", 0);
  const namesItem = context.items.some(({ aliases }) => aliases.some((alias) => words.includes(alias)));
  const ranked = rankIntents(words, dialogue, namesItem);
  const { intent, score: confidence } = ranked[0] ?? { intent: "smalltalk" as const, score: 0 };
  const target = findTarget(words, times, context);
  const aimed = target ? { target: target.code } : {};
  switch (intent) {
    case "request.create": {
      const needs = readNeeds(words, context);
      if (needs.length === 1 && needs[0]?.item?.code === opinion) return { intent: "feedback.submit", confidence, needs, slots: {} };
      const itemShare = needs[0]?.item?.confidence ?? 0;
      return { intent, confidence: confidence * (0.3 + 0.7 * itemShare), needs, slots: {} };
    }
    case "request.supplement":
      return { intent, confidence, needs: [supplement(onItsDay(reading, target))], slots: {}, ...aimed };
    case "request.reschedule": {
      const time = movedTime(words, times, target, context);
      return { intent, confidence, needs: [], slots: {}, ...aimed, ...(time ? { time } : {}) };
    }
    case "feedback.submit":
      return { intent, confidence, needs: [readNeed(words, context, [{ code: opinion, score: 0.9 }], [])], slots: {} };
    case "info.faq": {
      const scores = rankItems(words, context.items);
      const isClear = (scores[0]?.score ?? 0) >= 0.6;
      return { intent, confidence, needs: isClear ? [{ ...readNeed(words, context, scores, []), missing: [] }] : [], slots: {} };
    }
    case "rate":
      return { ...plain(intent, confidence, scoreSlots(words)), ...aimed };
    case "request.repeat": {
      const time = chooseTime(times, words, context.now);
      return { ...plain(intent, confidence), ...aimed, ...(time ? { time } : {}) };
    }
    case "request.cancel":
    case "request.status":
    case "report.late":
    case "report.no_show":
      return { ...plain(intent, confidence), ...aimed };
    default:
      return plain(intent, confidence);
  }
}

function scoreSlots(words: string): Slots {
  const reply = readReply(words, { awaiting: "rating" });
  return reply?.slots.score === undefined ? {} : { score: reply.slots.score };
}

/** 「九点半」 about something that has a day is on that day. */
function onItsDay(reading: Reading, target: OpenRequest | undefined): Reading {
  const { startAt } = target ?? {};
  if (!startAt) return reading;
  const day: TimeResult = { ...instantResult("", startAt), grain: "day" };
  return { ...reading, times: reading.times.map((time) => onSameDay(time, day)) };
}

/** What a later message adds: only fields it holds, read with the item the dialogue is about. */
function supplement({ words, times, context }: Reading): UnderstoodNeed {
  const code = context.dialogue?.itemCode;
  const need = readNeed(words, context, code ? [{ code, score: 1 }] : [], times);
  const slot = context.dialogue?.slot;
  const place = findPlace(words, context.communities);
  const { where: _where, ...rest } = need;
  const where = place
    ? ({ kind: "place", text: place.text, ...(place.communityId ? { communityId: place.communityId } : {}) } as const)
    : /(?:在|来|到|就)(?:我|俺)?家|家里/.test(words)
      ? ({ kind: "home" } as const)
      : undefined;
  const bare = readNumber(words.replace(/[个人位口份吧就]/g, ""));
  return {
    ...rest,
    ...(where ? { where } : {}),
    ...(slot === "dest" && !need.dest && words.length <= 20 ? { dest: words } : {}),
    ...(slot === "details" && !need.details ? { details: words } : {}),
    ...(slot === "headcount" && need.headcount === undefined && bare !== undefined && bare < 60 ? { headcount: bare } : {}),
    ...(slot === "where" && !where && words.length >= 3 && words.length <= 30 ? { where: { kind: "place", text: words } as const } : {}),
    ...(slot === "guardian_consent" && /^(?:同意|可以|行|是|对|好|嗯|我是)/.test(words) ? { guardianConsent: true } : {}),
  };
}
