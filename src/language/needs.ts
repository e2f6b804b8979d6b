import type { ServiceItem } from "../catalog/index.ts";
import { rankItems } from "./item-reader.ts";
import { findDest, findPlace } from "./places.ts";
import { parseTime } from "./time/parse-time.ts";
import type { TimeResult } from "./time/time-result.ts";
import type { ItemScore, LanguageContext, MissingField, Preference, UnderstoodNeed, Urgency, Where } from "./understanding.ts";
import { chooseTime, isSoon, onSameDay } from "./when.ts";
import { findConsent, findHeadcount, findWho, namesChild } from "./who.ts";

/** Under this share the top three are offered instead of one item. */
const sure = 0.3;

/** Where an item happens when no place is said: at the bound address, at a place that must be said, or nowhere of the resident's. */
const atHome = new Set(["EL01", "EL02", "EL03", "EL04", "EL05", "EL06", "EL07", "AF02", "RS01", "SR04", "CH02", "CH03", "SR02", "GV01"]);
const nowhere = new Set(["SR01", "SR05", "EL08", "CH01", "CH05", "CH06", "GV04", "GV05", "AF01", "AF04", "RS02", "RS03"]);
const ownBuilding = /家|屋|暖气|楼道|楼梯|单元|楼下|楼上|院|小区|隔壁|对门|门口|阳台|电梯|我们楼|俺楼/;
const homeIsLost =
  /没.{0,2}(?:地方|处|地儿)(?:可)?(?:住|去|睡|待)|(?:水|雨).{0,2}(?:泡|淹)|(?:挤|借住|暂住|住)在(?:亲戚|朋友|别人|人家|车|帐篷|学校|村委)|烧|着火|火灾|失火|淹|塌|冲(?:没|了|走)|赶出|撵出|露宿|无家|住哪|回不了家|外地|流落|车站|大街|桥/;
const ofOthers = /邻居|隔壁|对门|楼上|楼下|那家|他家|他们家|那户|有户|一户|村里有|村西|村东/;

function readWhere(text: string, item: ServiceItem | undefined, context: LanguageContext): Where | undefined {
  if (!item || nowhere.has(item.code)) return undefined;
  const place = findPlace(text, context.communities);
  const isClinic = place !== undefined && /(?:医院|卫生院|卫生室)/.test(place.text);
  if (place && !(isClinic && item.requires.includes("dest")))
    return { kind: "place", text: place.text, ...(place.communityId ? { communityId: place.communityId } : {}) };
  if (item.code === "SR03") return homeIsLost.test(text) ? undefined : { kind: "home" };
  if ((item.code === "SR02" || item.code === "EL03" || item.code === "CH02" || item.code === "CH03") && ofOthers.test(text))
    return undefined;
  if (atHome.has(item.code)) return { kind: "home" };
  if (item.code === "GV02" || item.code === "GV03")
    return ownBuilding.test(text) && !/路口|路上|马路|村口|河|井盖/.test(text) ? { kind: "home" } : undefined;
  return undefined;
}

const vagueGoods =
  /(?:买|捎|带|拿|取|抓|代购|代买)(?:回来)?(?:点|些|一下|个|几样|几个|一点|趟)?(?:儿)?(?:常用|日常|老人的|吃的)?(?:降压药|降糖药|感冒药|止疼药|心脏病药|胃药|常用药|药|东西|菜|吃的|日用品|生活用品)(?!店|房|片|膏)/;
const goods =
  /(?:买|捎|取|交|缴|充|寄|拿|换|带|代购|代办|办|抓|灌)(?:了|回|个|点|些|一下|下|一|两|几|[\d一二两三四五六七八九十]|斤|袋|盒|瓶|桶|份|颗){0,5}[\u4e00-\u9fa5]/;
const trouble =
  /坏|漏|滴|堵|断|不亮|不通|不转|不热|松|裂|掉|关不|打不|跳闸|没电|没水|不出水|装|换|锁不|拧不|冒|不响|响|憋|返水|钉|修|不制冷|不着|渗|老化|晃/;
const thing =
  /龙头|水管|马桶|灯|插座|插排|开关|电闸|锁|门|窗|下水|地漏|阀|水池|屋顶|房顶|墙|线路|电线|床|椅|凳|桌|柜|电视|冰箱|洗衣机|风扇|电饭锅|灶|热水器|扶手|晾衣|纱窗|轮椅|厕所|暖气|家电|抽屉|闸|保险丝|水电/;

const countedGoods =
  /(?<![送订])[\u4e00-\u9fa5](?:一|两|几|半|[三四五六七八九十\d]{1,2}) ?(?:颗|斤|袋|盒|瓶|包|把|条|桶|箱|根|棵|板|提|捆|打)|(?:一|两|几|半|[三四五六七八九十\d]{1,2}) ?(?:颗|斤|袋|盒|瓶|包|把|条|桶|箱|根|棵|板|提|捆)[\u4e00-\u9fa5]/;

/** What exactly is wanted, for items that cannot be sent out without it: goods with a name, a thing with a trouble. */
function readDetails(text: string, item: ServiceItem): string | undefined {
  const isTold =
    item.code === "EL07" ? thing.test(text) && trouble.test(text) : countedGoods.test(text) || (goods.test(text) && !vagueGoods.test(text));
  return isTold ? text.trim().replace(/^(?:个|一个)?人/, "") : undefined;
}

const secret = /别(?:告诉|让.{0,6}知道|说出去|声张|外传)|保密|不想(?:让|叫).{0,8}知道|不能让.{0,6}知道|悄悄|私下/;

/** 「别派男的」, 「上回那个大姐」. */
export function findPreference(text: string): Preference | undefined {
  const female =
    /(?:别|不要|不想要|不用)(?:给我)?(?:再)?(?:派|找|来|换|安排)?(?:个)?男|(?:要|派|找|换|来|最好(?:是)?|想要)(?:个|一个)?(?:女|大姐|阿姨|姑娘)|女(?:的|同志|志愿者)(?:来|吧|最好|行)/.test(
      text,
    );
  const male =
    /(?:别|不要|不想要)(?:给我)?(?:再)?(?:派|找|来)?(?:个)?女|(?:要|派|找|换|来|最好(?:是)?|想要)(?:个|一个)?(?:男|小伙|有劲|壮)|男(?:的|同志|志愿者)(?:来|吧|最好|行)/.test(
      text,
    );
  const last =
    /(?:上回|上次|原来|之前|还是|老)(?:来)?(?:的)?(?:那个|那位)(?:[\u4e00-\u9fa5]{0,2}(?:大姐|大哥|小伙子?|姑娘|阿姨|师傅|志愿者|小[\u4e00-\u9fa5]|人))?/.test(
      text,
    ) && !/别(?:再)?(?:派|让|叫)(?:上回|上次)|不(?:要|想要)(?:上回|上次)/.test(text);
  const gender = female ? ("female" as const) : male ? ("male" as const) : undefined;
  if (!gender && !last) return undefined;
  return { ...(gender ? { gender } : {}), ...(last ? { helper: "last" as const } : {}) };
}

const vulnerable = /老人|孩子|娃|[七八九]十(?:多)?[一二三四五六七八九]?(?:了|岁|多)|[789]\d(?:了|岁|多)|生病|病人|孕|残|瘫|卧床|独居/;
const cold = /冷|冻|降温|下雪|零下|才.{0,4}度|冰/;
const hazard = /井盖.{0,8}(?:没|丢|坏|翘)|电线.{0,8}(?:垂|掉|断|裸|耷)|要(?:倒|塌)|掉下来|砸|危房|漏电|冒火/;

/** emergency and broken promises are decided by the intent; here safety, then how soon it starts. */
function readUrgency(text: string, item: ServiceItem | undefined, time: TimeResult | undefined, now: Date): Urgency {
  const code = item?.code;
  if (code === "SR03" || code === "AF03") return "urgent";
  if (code === "GV03" && ((cold.test(text) && /不热|暖气|供暖|冰凉|停/.test(text) && vulnerable.test(text)) || hazard.test(text)))
    return "urgent";
  if (code === "GV03" || code === "AF04") return "soon";
  return isSoon(time, now) ? "soon" : "routine";
}

function missingOf(item: ServiceItem, found: Omit<UnderstoodNeed, "missing">, text: string): MissingField[] {
  return item.requires.filter((field) => {
    switch (field) {
      case "when":
        return !found.time;
      case "time":
        return (
          !found.time ||
          found.time.kind === "date" ||
          found.time.grain === "day_part" ||
          (!found.time.hasClock && !found.rrule) ||
          (!found.time.hasClock && found.rrule !== undefined)
        );
      case "where":
        return !found.where;
      case "dest":
        return !found.dest;
      case "details":
        return !found.details;
      case "headcount":
        return found.headcount === undefined;
      case "who":
        return item.flags.includes("minor") ? !namesChild(text, found.who) : !found.who;
      case "guardian_consent":
        return !found.guardianConsent;
      default:
        return true;
    }
  });
}

/** Reads one need from its words. `times` may be handed in when they are known. */
export function readNeed(
  text: string,
  context: LanguageContext,
  ranked: readonly ItemScore[] = rankItems(text, context.items),
  times: readonly TimeResult[] = parseTime(text, context.now),
): UnderstoodNeed {
  const best = ranked[0];
  const item = best && best.score >= sure ? context.items.find((one) => one.code === best.code) : undefined;
  const needsWhen = item?.requires.includes("when") ?? true;
  const time = chooseTime(times, text, context.now, !needsWhen);
  const where = readWhere(text, item, context);
  const dest = item?.requires.includes("dest") ? findDest(text) : undefined;
  const who = findWho(text);
  const headcount = findHeadcount(text);
  const details = item?.requires.includes("details") ? readDetails(text, item) : undefined;
  const preference = findPreference(text);
  const guardianConsent = findConsent(text);
  const found: Omit<UnderstoodNeed, "missing"> = {
    item: item && best ? { code: item.code, confidence: best.score } : null,
    top3: ranked.slice(0, 3),
    ...(time ? { time } : {}),
    ...(time?.rrule ? { rrule: time.rrule } : {}),
    ...(where ? { where } : {}),
    ...(dest ? { dest } : {}),
    ...(headcount === undefined ? {} : { headcount }),
    ...(details ? { details } : {}),
    ...(who ? { who } : {}),
    ...(guardianConsent ? { guardianConsent } : {}),
    ...(preference ? { preference } : {}),
    urgency: readUrgency(text, item, time, context.now),
    ...(item?.flags.includes("confidential") || secret.test(text) ? { confidential: true } : {}),
  };
  return { ...found, missing: item ? missingOf(item, found, text) : [] };
}

const also =
  /(?:顺便|顺带|顺道|捎带(?:脚)?|另外|还有(?!人|没|几|什么|啥|名额|多久|多远|一|别|吗|点)|再(?=(?:帮|给|替|找|派|来个|(?:约|请|叫|订|要|报|安排)(?:上)?(?:个|一|两|份|人|名|位)|教|陪|修|擦|取|买|捎|送|收拾|打扫)(?!一次|一遍|一回))|还想|还要|还得|还需要|也(?:想|要|得|帮)|以及|同时|再就是|再一个|二来|其次|然后(?:再)?(?:帮|给|去|还))/g;
const dayWord = "(?:明天|后天|大后天|周[一二三四五六日末]|下周[一二三四五六日])";
const partWord = "(?:上午|头晌|中午|晌午|下午|过晌|后晌|傍晚|晚上|今晚)";
/** 下午帮我买菜: another part of the day, and what is wanted then. */
const laterPart = new RegExp(
  `(?<=[\\u4e00-\\u9fa5])(?<!(?:今|明|后|前|每|号|日|周.|星期.|礼拜.)天?)[ ,，。;、]{0,2}(?=(?:${dayWord}${partWord}?|${partWord})(?:[一二两三四五六七八九十\\d]{1,3}点半?)?(?:再|还|又)?(?:来|派|找|叫|请|能|让|帮|陪|给|替|送|接|想|要|教)(?!不|没))`,
  "g",
);
/** Only behind a first time: 家里有东西坏了 后天上午来修 is one need. */
const sooner = /明天|后天|今天|明早|今晚|周[一二三四五六日末]|星期|礼拜|[号日]|早上|上午|头晌|中午|下午|\d ?点|[一二两三四五六七八九十]点/;
const cannotBoth =
  /忙不过来|顾不(?:上|过来)|分不开身|脱不开身|走不开|撞(?:一块|上|车)|冲突|两头(?:跑|忙)|赶不(?:及|过来|上)|错不开|没法分身/;

/** 帮我一下: help, but with what must be asked. */
const namesNothing = /^(?:来|快|请|能)?帮(?:帮)?(?:我|俺)?(?:一下|个忙|忙)?[吧呗啊呀吗不 ]{0,3}$/;

/** All needs of a message: split where people say 顺便, 另外, 还要 …, when the parts ask for different items. */
export function readNeeds(text: string, context: LanguageContext): UnderstoodNeed[] {
  if (namesNothing.test(text)) return [];
  const whole = rankItems(text, context.items);
  const torn = cannotBoth.test(text) ? tornNeed(text, context) : undefined;
  if (torn) return [torn];
  const parts = splitNeeds(text);
  if (parts.length < 2) return [readNeed(text, context, whole)];
  const ranked = parts.map((part) => rankItems(part, context.items));
  const codes = ranked.map((scores) => (scores[0] && scores[0].score >= 0.4 ? scores[0].code : undefined));
  const distinct = new Set(codes.filter((code) => code !== undefined));
  if (codes[0] === undefined || distinct.size < 2) return [readNeed(text, context, whole)];
  const needs: UnderstoodNeed[] = [];
  const seen = new Set<string>();
  parts.forEach((part, i) => {
    const code = codes[i];
    if (code === undefined || seen.has(code)) return;
    seen.add(code);
    const times = parseTime(part, context.now).map((time) => onSameDay(time, needs[0]?.time));
    needs.push(withSameWho(readNeed(part, context, ranked[i], times), part, needs[0]));
  });
  return inOneGo(needs, parts.at(-1) ?? "");
}

/** 「…顺便给捎袋面 今天能来不」: the last clause says when somebody is to come. */
function comesThen(lastPart: string, { text }: TimeResult): boolean {
  const clause = lastPart.split(/[ ,，。;、]/).at(-1) ?? "";
  return clause.includes(text) && clause !== lastPart.trim() && (clause === text || /来|上门|有空/.test(clause));
}

/** 「…再教教我视频 都明天上午来吧」: the time said last is meant for all. */
function inOneGo(needs: readonly UnderstoodNeed[], lastPart: string): UnderstoodNeed[] {
  const time = needs.at(-1)?.time;
  const isForAll =
    time !== undefined &&
    needs.slice(0, -1).every((need) => !need.time) &&
    (/都|一块|一起|一趟/.test(lastPart) || comesThen(lastPart, time));
  if (!isForAll) return [...needs];
  return needs.map((need) => ({
    ...need,
    time,
    missing: need.missing.filter((field) => field !== "when" && (field !== "time" || !time.hasClock)),
  }));
}

/** 再修修她家水管: she is who was spoken of before. */
function withSameWho(need: UnderstoodNeed, words: string, first: UnderstoodNeed | undefined): UnderstoodNeed {
  const isSame = first?.who !== undefined && !need.who && /[她他]/.test(words);
  return isSame ? { ...need, who: first.who } : need;
}

/** 赵大爷来电话: who it is for, no need of its own. */
const callIntro = /(?:来电话?|打(?:来|了)?(?:个)?电话|电话(?:里)?)(?:说|讲|要)?[ ,]{0,3}$/;

function splitNeeds(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  const later = [...text.matchAll(laterPart)].filter((m) => sooner.test(text.slice(0, m.index)));
  const cuts = [...text.matchAll(also), ...later].sort((a, b) => a.index - b.index);
  for (const m of cuts) {
    if (callIntro.test(text.slice(from, m.index))) continue;
    if (m.index - from >= 4 && text.length - m.index >= 5) {
      parts.push(text.slice(from, m.index));
      from = m.index + m[0].length;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** Two things at their own hours and 忙不过来: which of them is to be helped with must be asked. */
function tornNeed(text: string, context: LanguageContext): UnderstoodNeed | undefined {
  const times: readonly TimeResult[] = parseTime(text, context.now).filter((time) => time.kind !== "duration");
  const parts = text.split(/[ ,，。;、]{1,12}/).filter((part) => part.length >= 4);
  const codes = parts.map((part) => rankItems(part, context.items)[0]).filter((best) => best !== undefined && best.score >= 0.4);
  if (times.length < 2 || new Set(codes.map((best) => best?.code)).size < 2) return undefined;
  const first = parts.find((part) => (rankItems(part, context.items)[0]?.score ?? 0) >= 0.4) ?? text;
  const need = readNeed(first, context);
  return { ...need, missing: ["which_need"] };
}
