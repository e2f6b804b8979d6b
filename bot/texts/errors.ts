import type { RequiredField } from "../../src/catalog/index.ts";
import type { DomainError } from "../../src/platform/index.ts";
import type { ActorRole, Status } from "../../src/request/index.ts";
import { findPeople, type Person } from "../../src/station/index.ts";
import type { BotDeps } from "../turn.ts";
import { deskStatusWords, fieldWords, roleWords } from "./desk-words.ts";
import type { ErrorCode } from "./error-codes.ts";
import { clockWords, dayWords, statusWords } from "./words.ts";

/** A refusal as its reader may know it. */
interface Refusal {
  /** `A37`, or 这一单 where the code is unknown. */
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly status: Status | undefined;
  readonly isDesk: boolean;
  readonly now: Date;
  /** Who this is about, as the reader may hear it; empty when nobody is known. */
  readonly who: string;
  /** Who moved it last, when that was one of the staff and not the reader. */
  readonly lastBy: string;
}

const askStaff = "可以说「转人工」,社工来帮您。";

/** The state as the reader knows it, and what comes next. */
function standing({ code, status, isDesk }: Refusal): string {
  if (!status) return isDesk ? `${code} 现在办不了这一步。` : `${code} 现在没法这样办。${askStaff}`;
  if (isDesk) return `${code} 现在是「${deskStatusWords[status].word}」,${deskStatusWords[status].next(code)}。`;
  return `${code} ${statusWords[status].word},${statusWords[status].next}。`;
}

/** What a coordinator has found done already by another one. */
const doneByOther: Readonly<Partial<Record<string, (r: Refusal) => string>>> = {
  pick: (r) => (r.status === "offered" ? `${r.code} ${r.lastBy}刚刚已经派好了,等志愿者回话。` : ""),
  refresh: (r) => (r.status === "offered" || r.status === "queued" ? `${r.code} ${r.lastBy}刚刚已经处理了。` : ""),
  approve: (r) => `${r.code} ${r.lastBy}已经审过了。`,
  decline: (r) => `${r.code} ${r.lastBy}已经处理过了。`,
  refer: (r) => `${r.code} ${r.lastBy}已经处理过了。`,
  merge: (r) => `${r.code} ${r.lastBy}已经处理过了。`,
};

function notAllowed(refusal: Refusal): string {
  const { code, status, isDesk, who, lastBy, details } = refusal;
  const other = isDesk && lastBy !== "" ? (doneByOther[String(details.event)]?.(refusal) ?? "") : "";
  if (isDesk) return `${other}${standing(refusal)}`;
  if (details.role === "volunteer" && who !== "" && status === "accepted") return `${code} ${who}已经接了,谢谢您愿意来。`;
  return standing(refusal);
}

function missingWords(details: Readonly<Record<string, unknown>>): string {
  const missing = Array.isArray(details.missing) ? (details.missing as (RequiredField | "item")[]) : [];
  return missing.map((field) => fieldWords[field]).join("、");
}

const atWords = (at: unknown, now: Date): string => (at instanceof Date ? `${dayWords(at, now)}${clockWords(at)}` : "");

const sentences: Readonly<Record<ErrorCode, (r: Refusal) => string>> = {
  "access.approval-answered": () => "这件事另一位同事已经答复过了。",
  "access.approval-needed": () => "带电话的名单要另一位同事先同意,同意后一天内有效。",
  "access.approval-unknown": () => "没有这个申请,或者已经过期了。请重新申请。",
  "access.own-approval": () => "自己的申请要请另一位同事来同意。",
  "access.not-your-role": () => "您没有这个身份。要加身份请跟社工站说一声。",
  "access.refresh-refused": () => "登录已经过期,请重新登录。",
  "access.ticket-unknown": () => "这个登录码过期了,或者不是您的。请看屏幕上的新码,再回一次「登录」和四位数字。",
  "access.token-refused": () => "登录已经过期,请重新登录。",
  "bot.not-your-role": ({ isDesk }) =>
    isDesk ? "这一步要督导来办,请跟督导说一声。" : "这件事要社工站的同事来办。您有需要直接跟我说,或者回「转人工」。",
  "bot.nothing-fits": ({ details }) => `现在没有${String(details.what ?? "")}的单。想看全部请说「今天还有几单」。`,
  "catalog.unknown-item": ({ isDesk }) =>
    isDesk ? "服务清单里没有这一项。请换个说法,或在清单里先加上。" : `这项服务站里暂时没有。${askStaff}`,
  "catalog.bad-item": () => "这项服务填得不全,还没存上。请补齐再试。",
  "certificate.no-hours": () => "这段时间还没有能开证明的时长。满半小时就可以开。",
  "certificate.unknown": () => `没找到这份证明。${askStaff}`,
  "channel.binding-decided": () => "这次绑定已经有人定过了。还要改的话,请重新「绑定 姓名」。",
  "channel.binding-over": () => "这次绑定已经结束。还要绑的话,请重新「绑定 姓名」。",
  "channel.too-many-bindings": () => "这会儿扫码的人太多,请过几分钟再试。",
  "channel.unknown-binding": () => "没有这次绑定。请看看四位数对不对,或重新「绑定 姓名」。",
  "ledger.conflicting-entry": ({ code }) => `${code} 的时长之前已经记过了,没有重复记。要改请说「有异议 ${code} 原因」。`,
  "ledger.fractional": () => "时长要是整分钟,请再说一遍,比如「90分钟」。",
  "ledger.too-few-points": ({ details }) => `积分不够,现在有 ${String(details.points ?? 0)} 分。可以换少一点的。`,
  "ledger.unknown-entry": () => "没找到这一笔时长。请说一下是哪一单,我再查。",
  "matching.double-booked": ({ details, now, isDesk }) => {
    const other = `${String(details.code ?? "另一单")}${details.startAt ? `(${atWords(details.startAt, now)})` : ""}`;
    return isDesk ? `这位那个时间已经接了 ${other},请换一位。` : `您那个时间已经接了 ${other},两单碰上了。这单先不记您,谢谢。`;
  },
  "matching.day-full": ({ details, isDesk }) =>
    isDesk
      ? `这位那天已有 ${String(details.tasks ?? "几")} 单,请换一位。`
      : `您那天已经有 ${String(details.tasks ?? "几")} 单了,别累着。这单先请别人。`,
  "matching.no-counter": ({ code }) => `${code} 现在没有要您答复的时间。`,
  "matching.no-such-candidate": ({ code, details }) =>
    `${code} 只有 ${String(details.count ?? 0)} 位人选。请回卡片上的号,或「换一批 ${code}」。`,
  "matching.no-time-change": ({ code, isDesk }) =>
    isDesk ? `${code} 没有人提出改时间。要改请说「改 ${code} 周四下午两点」。` : `${code} 没有要改的时间,还按原来的来。`,
  "matching.nobody-left": ({ code }) => `${code} 这几位现在都不能派了。回「换一批 ${code}」或「派给 ${code} 名字」。`,
  "matching.not-allowed-helper": ({ code, details, who, isDesk }) =>
    isDesk
      ? `${who || "这位"}不能派 ${code}:${String(details.words ?? "条件不合")}。请换一位,或「换一批 ${code}」。`
      : `${code} 这次不能派给您:${String(details.words ?? "条件不合")}。谢谢您愿意来,有合适的再找您。`,
  "matching.not-askable": ({ code, details, who }) =>
    `${who || "这位"}刚刚不能派了:${String(details.words ?? "条件变了")}。请挑别人,或「换一批 ${code}」。`,
  "matching.not-offered": ({ code, status, isDesk, ...rest }) => {
    if (isDesk) return standing({ code, status, isDesk, ...rest });
    if (status === "cancelled") return `${code} 居民已经取消了,谢谢您。`;
    if (status === "offered" || status === "proposed" || status === "queued") return `${code} 没有问到您这里。有合适的单我会找您。`;
    return `${code} 已经不用接了,谢谢您愿意来。`;
  },
  "matching.not-on-task": ({ code, isDesk }) => (isDesk ? `${code} 不在这位手上。` : `${code} 现在不在您手上,不用再管了。`),
  "matching.own-match": ({ code }) => `自己不能派给自己。请挑别人,或请另一位同事来确认 ${code}。`,
  "matching.taken": ({ code, who, isDesk }) =>
    isDesk ? `${code} ${who || "别人"}已经接了。` : `${code} ${who || "别人"}已经接了,谢谢您愿意来。`,
  "matching.team-changed": ({ code }) => `${code} 刚刚又有人加入。请再回一次。`,
  "request.appealed-already": ({ code, isDesk }) =>
    isDesk ? `${code} 督导已经复议过,不能再提了。` : `${code} 已经复议过一次,就按那个结果。${askStaff}`,
  "request.changed-meanwhile": ({ code }) => `${code} 刚刚正有人在改。请过一会儿再说一遍。`,
  "request.code-taken": () => "这会儿单子太多,请过一分钟再说一遍。",
  "request.consent-missing": ({ code }) => `转介要先问过居民。居民同意了请回「同意转 ${code} 民政办」。`,
  "request.dispute-too-late": ({ code, isDesk }) =>
    isDesk ? `${code} 过了提异议的七天,改不了了。` : `${code} 过了七天,时长已经定了。${askStaff}`,
  "request.incomplete": ({ code, details, isDesk }) =>
    isDesk
      ? `${code} 还差:${missingWords(details)}。问清后回「${code} 补充 …」,再回「通过 ${code}」。`
      : `还差一点:${missingWords(details)}。请告诉我。`,
  "request.merge-into-itself": ({ code }) => `${code} 不能并到自己。请写两个号,比如「合并 ${code} 到 A35」。`,
  "request.no-candidates": ({ code, isDesk }) =>
    isDesk ? `${code} 还没有人选。回「派给 ${code} 名字」可以点名。` : `${code} 还在找人,找到马上告诉您。`,
  "request.not-allowed": notAllowed,
  "request.not-as-seen": ({ code }) => `${code} 刚刚有人改过。请看看新的样子,再说一遍。`,
  "request.not-everyone-out": ({ code }) => `${code} 还有人没签退。都回「完事 ${code}」才算办完。`,
  "request.not-silent": ({ code }) => `${code} 还在和居民说话,先等一等。`,
  "request.person-busy": ({ details }) =>
    `还有没办完的单子${Array.isArray(details.codes) ? `(${details.codes.join("、")})` : ""},先办完或取消,再来注销。`,
  "request.offer-still-open": ({ code }) => `${code} 还有人没回话,等他们答了再说。`,
  "request.reason-missing": ({ code, isDesk }) =>
    isDesk ? `${code} 请带上原因再说一遍,对方会看到。` : `请说一下 ${code} 的原因,一句话就行。`,
  "request.rescheduled-too-often": ({ code, isDesk }) =>
    isDesk ? `${code} 改期次数用完了。可以先取消,再「代报」一单。` : `${code} 已经改过好几次了。${askStaff}`,
  "request.start-passed": ({ code, isDesk }) =>
    isDesk ? `${code} 的时间已经过了。回「改 ${code} 周四下午两点」定个新时间。` : "这个时间已经过了,请说一个以后的时间。",
  "request.team-incomplete": ({ code }) => `${code} 人还没齐,再等一位就定了。`,
  "request.unknown": () => "没找到这一单。请把号发给我,比如 A37。",
  "request.unknown-code": ({ code, isDesk }) =>
    isDesk ? `没有 ${code} 这一单。请看看号对不对,或说「今天还有几单」。` : `没找到 ${code}。请看看号对不对。`,
  "request.wrong-actor": ({ code, details, isDesk }) => {
    const allowed = Array.isArray(details.allowed) ? (details.allowed as ActorRole[]) : [];
    const people = [...new Set(allowed.map((role) => roleWords[role]))].filter((word) => word !== "系统").join("或");
    return isDesk ? `${code} 这一步要${people || "别的同事"}来办。` : `${code} 这一步不归您这边办。${askStaff}`;
  },
  "station.already-helps": () => "您已经在志愿者名册里了,不用再报名。有合适的单我会找您。",
  "station.answered-already": () => `这件事已经答复过了。${askStaff}`,
  "station.bad-person": () => "这位的资料没填对,还没存上。请看看名字、电话和住址。",
  "station.bad-settings": () => "这个设置不合规矩,没有改。请看看数字再试。",
  "station.last-role": () => "每个人至少要留一个身份,这个是最后一个,不能去掉。",
  "station.identity-taken": () => `这个微信已经绑了别的人。${askStaff}`,
  "station.member-missing": () => "还不知道是哪一位家人。请站里先核对名册,再来绑定。",
  "station.not-a-helper": ({ who }) => `${who || "这位"}还没登记成志愿者。请先登记,再派单。`,
  "station.person-exists": () => "这位已经在册了,不用再加。",
  "station.station-decides": () => `这要社工站来定。${askStaff}`,
  "station.too-many-asks": () => `已经有好几位家人在等答复了,请先等一等。${askStaff}`,
  "station.unknown-ask": () => `没找到这个绑定申请。${askStaff}`,
  "station.unknown-person": ({ isDesk }) => (isDesk ? "名册里没有这位。请先登记,或换个写法。" : `我这里还没有您的资料。${askStaff}`),
  "station.unknown-station": () => "没找到这个社工站。请告诉值班的同事。",
  "visit.bad-stars": () => "请回 1 到 5,5 是最满意。",
  "visit.nobody-home-missing": ({ code }) => `${code} 志愿者还没说没人开门。请先问清楚,再回「关单 ${code}」。`,
  "visit.not-checked-in": ({ code, isDesk }) =>
    isDesk ? `${code} 这位还没签到。先回「到了 ${code} 名字」。` : `${code} 您还没签到。到了请先回「到了」。`,
  "visit.not-on-task": ({ code, isDesk }) => (isDesk ? `${code} 这位没有接这一单。请看看名字。` : `${code} 不在您手上,不用您去了。`),
  "visit.own-hours": ({ code }) => `自己的时长不能自己核。请另一位同事回「核时 ${code} 60分钟」。`,
  "visit.return-trip": ({ code }) => `${code} 人送回家了吗?送到家请回「到家了 ${code}」。`,
  "visit.too-early": ({ code, details, now }) => `${code} 是${atWords(details.startAt, now) || "以后"}的,到门口再回「到了」。`,
  "visit.too-early-for-no-show": ({ code, details }) =>
    `${code} 还早,再等 ${String(details.minutes ?? 0)} 分钟。先打个电话问问;到时还没来再回「没去 ${code}」。`,
  "visit.too-far": ({ code }) => `${code} 您好像还没到附近。到门口再签到;地图不准的话,回「到了」就行。`,
  "visit.wait-first": ({ code, details }) => {
    const minutes = Number(details.minutes ?? 0);
    const calls = Number(details.calls ?? 0);
    const parts = [minutes > 0 ? `再等 ${minutes} 分钟` : "", calls > 0 ? `再打 ${calls} 个电话` : ""].filter((part) => part !== "");
    return `${code} 先别关:${parts.join(",")}。打完回「打过电话 ${code} 怎么样」,再回「关单 ${code}」。`;
  },
  "visit.wrong-door-code": ({ code }) => `${code} 这不是那一家的门牌码。请看看门牌,或直接回「到了」。`,
  "wechat.away": () => "微信那边暂时没有回应,请过一会儿再试。",
  "wechat.bad-code": () => "这次登录没成功。请关掉小程序,再打开一次。",
  "wechat.not-set-up": ({ isDesk }) =>
    isDesk ? "站里还没有接上小程序,请管理员填好小程序的设置。" : `站里还没有开通小程序登录。${askStaff}`,
  "wechat.person-blocked": ({ isDesk }) => (isDesk ? "微信拦下了这位的登录,要本人在微信里处理。" : `微信拦下了这次登录。${askStaff}`),
  "wechat.refused": ({ isDesk }) => (isDesk ? "微信没有答应,请管理员看一下小程序的设置。" : `微信那边没有办成。${askStaff}`),
  "wechat.too-often": () => "试得太快了,请过一分钟再试。",
};

const isDeskRole = (person: Person): boolean => person.roles.some((role) => role === "coordinator" || role === "supervisor");

/** A helper by what they are called, one of the staff by name; residents are never named to others. */
function called(person: Person): string {
  if (isDeskRole(person)) return person.name;
  return person.helper || person.roles.includes("receiver") ? person.calledAs : "";
}

const idsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : typeof value === "string" ? [value] : [];

/**
 * A refusal of the domain as its reader can use it: what stands, who has it, what to answer next. In a room nobody is named (R18).
 */
export async function errorWords(
  error: DomainError,
  { deps, person, now, isRoom = false }: { deps: BotDeps; person: Person; now: Date; isRoom?: boolean },
): Promise<string> {
  const { details } = error;
  const about = [...idsIn(details.personId), ...idsIn(details.heldBy)].filter((id) => id !== person.id);
  const last = idsIn(details.lastBy).filter((id) => id !== person.id);
  const people = isRoom ? [] : await findPeople(deps, [...about, ...last]);
  const wordsOf = (ids: readonly string[]) =>
    people
      .filter(({ id }) => ids.includes(id))
      .map(called)
      .filter((word) => word !== "")
      .join("、");
  const isStaffLast = people.some(
    ({ id, roles }) => last.includes(id) && roles.some((role) => role === "coordinator" || role === "supervisor"),
  );
  const refusal: Refusal = {
    code: typeof details.code === "string" ? details.code : "这一单",
    details,
    status: details.status as Status | undefined,
    isDesk: isDeskRole(person),
    now,
    who: wordsOf(about),
    lastBy: isRoom && last.length > 0 ? "有同事" : isStaffLast ? wordsOf(last) : "",
  };
  return sentenceOf(error.code, refusal);
}

function sentenceOf(code: string, refusal: Refusal): string {
  const sentence = Object.hasOwn(sentences, code) ? sentences[code as ErrorCode] : undefined;
  return sentence ? sentence(refusal) : `这一步没办成。${askStaff}`;
}
