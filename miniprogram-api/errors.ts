import { type DomainError, isDomainError } from "../src/platform/index.ts";

/** Every refusal by the HTTP status it answers; a code that is missing here is a fault of ours and answers 500. */
const codesByStatus: Readonly<Record<number, readonly string[]>> = {
  // not understood
  400: [
    "http.invalid",
    "http.key-missing",
    "catalog.bad-item",
    "ledger.fractional",
    "request.merge-into-itself",
    "request.reason-missing",
    "station.bad-person",
    "station.bad-settings",
    "visit.bad-stars",
    "visit.wrong-door-code",
    "wechat.bad-code",
    "wechat.text-refused",
  ],
  // not known who
  401: ["access.token-missing", "access.token-refused", "access.refresh-refused"],
  // not for this person
  403: [
    "access.approval-needed",
    "access.not-your-role",
    "access.own-approval",
    "access.role-lost",
    "access.step-up-needed",
    "http.not-allowed",
    "sim.not-in-room",
    "matching.own-match",
    "matching.not-allowed-helper",
    "request.wrong-actor",
    "visit.own-hours",
    "wechat.person-blocked",
  ],
  // not there
  404: [
    "access.approval-unknown",
    "access.ticket-unknown",
    "http.not-found",
    "sim.unknown-person",
    "sim.unknown-request",
    "sim.unknown-room",
    "catalog.unknown-item",
    "certificate.unknown",
    "channel.unknown-binding",
    "ledger.unknown-entry",
    "request.unknown",
    "station.unknown-ask",
    "station.unknown-person",
    "station.unknown-station",
  ],
  // not with this method
  405: ["http.method-not-allowed"],
  // not in the state things are in now
  409: [
    "access.approval-answered",
    "certificate.no-hours",
    "channel.binding-decided",
    "channel.binding-over",
    "ledger.conflicting-entry",
    "ledger.too-few-points",
    "matching.day-full",
    "matching.double-booked",
    "matching.no-counter",
    "matching.no-such-candidate",
    "matching.no-time-change",
    "matching.nobody-left",
    "matching.not-askable",
    "matching.not-offered",
    "matching.not-on-task",
    "matching.taken",
    "matching.team-changed",
    "request.appealed-already",
    "request.changed-meanwhile",
    "request.code-taken",
    "request.consent-missing",
    "request.dispute-too-late",
    "request.incomplete",
    "request.no-candidates",
    "request.not-allowed",
    "request.not-everyone-out",
    "request.not-silent",
    "request.offer-still-open",
    "request.person-busy",
    "request.rescheduled-too-often",
    "request.start-passed",
    "request.team-incomplete",
    "request.too-many-open",
    "station.already-helps",
    "station.answered-already",
    "station.identity-taken",
    "station.last-role",
    "station.member-missing",
    "station.not-a-helper",
    "station.person-exists",
    "station.station-decides",
    "station.too-many-asks",
    "visit.nobody-home-missing",
    "visit.not-checked-in",
    "visit.not-on-task",
    "visit.return-trip",
    "visit.too-early",
    "visit.too-far",
    "visit.too-early-for-no-show",
    "visit.wait-first",
  ],
  // not as the caller saw it
  412: ["request.not-as-seen"],
  // too much at once
  413: ["http.too-large"],
  // not JSON
  415: ["http.not-json"],
  // the same key for something else
  422: ["http.key-reused"],
  // too fast
  429: ["channel.too-many-bindings", "http.too-often", "wechat.too-often"],
  // not at this station
  501: ["wechat.not-set-up"],
  // somebody we depend on said no
  502: ["wechat.refused"],
  // not now
  503: ["http.store-away", "wechat.away"],
};

export const statusOfCode: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByStatus).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)] as const)),
);

/** An error as a caller reads it: RFC 9457 `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly requestId?: string;
  /** Who has it, or changed it last, as they are called. */
  readonly by?: readonly string[];
}

export type Language = "en" | "zh";

const titles: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  400: { en: "The request is not understood", zh: "没看懂这次请求" },
  401: { en: "Sign in first", zh: "请先登录" },
  403: { en: "Not allowed", zh: "您不能这样做" },
  404: { en: "Not found", zh: "没找到" },
  405: { en: "Not possible here", zh: "这里不能这样做" },
  409: { en: "Not possible as things stand", zh: "现在这样办不了" },
  412: { en: "It has changed since you saw it", zh: "您看过之后有人改了" },
  413: { en: "Too large", zh: "内容太大" },
  415: { en: "Send JSON", zh: "请用JSON格式" },
  422: { en: "This key was used for something else", zh: "这个编号用过了" },
  429: { en: "Too many at once", zh: "太快了,请稍等" },
  500: { en: "Our fault", zh: "是我们的问题" },
  501: { en: "Not set up here", zh: "本站还没有开通" },
  502: { en: "Refused by WeChat", zh: "微信没有同意" },
  503: { en: "Try again in a moment", zh: "请过一会儿再试" },
};

export function titleOf(status: number, language: Language): string {
  return titles[status]?.[language] ?? "Refused";
}

/** What a caller may know of `error`. Whatever is not a refusal in the table answers 500 and says nothing about the inside. */
export function problemOf(error: unknown, language: Language = "en"): Problem {
  if (isDomainError(error)) {
    const status = statusOfCode.get(error.code);
    const detail = detailOf(error);
    if (status !== undefined) return problem(error.code, status, language, detail);
  }
  if (isStoreAway(error)) return problem("http.store-away", 503, language);
  return problem("http.fault", 500, language);
}

/** Ids of the people a refusal is about: who holds it now, or who changed it last. */
export function whoOf(error: unknown): readonly string[] {
  if (!isDomainError(error)) return [];
  const { heldBy, lastBy } = error.details;
  const held = Array.isArray(heldBy) ? heldBy : [];
  return (held.length > 0 ? held : [lastBy]).filter((id): id is string => typeof id === "string");
}

/** Words of a refusal that say what is wrong, of those made to be read by callers. */
function detailOf({ details }: DomainError): string | undefined {
  if (typeof details.detail === "string") return details.detail;
  if (typeof details.words === "string") return details.words;
  return Array.isArray(details.missing) ? `missing: ${details.missing.join(", ")}` : undefined;
}

function problem(code: string, status: number, language: Language, detail?: string): Problem {
  return { type: `urn:yimi:error:${code}`, title: titleOf(status, language), status, code, ...(detail !== undefined && { detail }) };
}

function isStoreAway(error: unknown): boolean {
  return error instanceof Error && /^Mongo(Network|ServerSelection|NotConnected|Topology|Pool|WaitQueue)/.test(error.name);
}
