import { isDomainError } from "../src/platform/index.ts";

/** Every refusal by the HTTP status it answers; a code that is missing here is a fault of ours and answers 500. */
const codesByStatus: Readonly<Record<number, readonly string[]>> = {
  // not understood
  400: [
    "http.invalid",
    "catalog.bad-item",
    "ledger.fractional",
    "request.merge-into-itself",
    "request.reason-missing",
    "station.bad-person",
    "station.bad-settings",
    "visit.bad-stars",
    "wechat.bad-code",
  ],
  // not for this person
  403: [
    "sim.not-in-room",
    "matching.own-match",
    "matching.not-allowed-helper",
    "request.wrong-actor",
    "visit.own-hours",
    "wechat.person-blocked",
  ],
  // not there
  404: [
    "http.not-found",
    "sim.unknown-person",
    "sim.unknown-request",
    "sim.unknown-room",
    "catalog.unknown-item",
    "ledger.unknown-entry",
    "request.unknown",
    "station.unknown-person",
    "station.unknown-station",
  ],
  // not with this method
  405: ["http.method-not-allowed"],
  // not in the state things are in now
  409: [
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
    "request.rescheduled-too-often",
    "request.start-passed",
    "request.team-incomplete",
    "station.identity-taken",
    "station.not-a-helper",
    "station.person-exists",
    "visit.nobody-home-missing",
    "visit.not-checked-in",
    "visit.not-on-task",
    "visit.return-trip",
    "visit.too-early",
    "visit.too-early-for-no-show",
    "visit.wait-first",
  ],
  // too much at once
  413: ["http.too-large"],
  // too fast
  429: ["wechat.too-often"],
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
}

const titles: Readonly<Record<number, string>> = {
  400: "The request is not understood",
  403: "Not allowed",
  404: "Not found",
  405: "Not possible here",
  409: "Not possible as things stand",
  413: "Too large",
  429: "Too many at once",
  500: "Our fault",
  501: "Not set up here",
  502: "Refused by WeChat",
  503: "Try again in a moment",
};

/** What a caller may know of `error`. Whatever is not a refusal in the table answers 500 and says nothing about the inside. */
export function problemOf(error: unknown): Problem {
  if (isDomainError(error)) {
    const status = statusOfCode.get(error.code);
    const detail = typeof error.details.detail === "string" ? error.details.detail : undefined;
    if (status !== undefined) return problem(error.code, status, detail);
  }
  if (isStoreAway(error)) return problem("http.store-away", 503);
  return problem("http.fault", 500);
}

export function problem(code: string, status: number, detail?: string): Problem {
  const title = titles[status] ?? "Refused";
  return { type: `urn:yimi:error:${code}`, title, status, code, ...(detail !== undefined && { detail }) };
}

function isStoreAway(error: unknown): boolean {
  return error instanceof Error && /^Mongo(Network|ServerSelection|NotConnected|Topology|Pool|WaitQueue)/.test(error.name);
}
