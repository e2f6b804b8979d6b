import { isDomainError } from "../src/platform/index.ts";

/** HTTP status of every refusal; a code that is missing here is a fault of ours and answers 500. */
export const statusOfCode: Readonly<Record<string, number>> = {
  "http.invalid": 400,
  "http.not-found": 404,
  "http.method-not-allowed": 405,
  "http.too-large": 413,
  "http.store-away": 503,
  "sim.unknown-person": 404,
  "sim.unknown-room": 404,
  "sim.unknown-request": 404,
  "sim.not-in-room": 403,
};

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
  409: "Somebody else was faster",
  413: "Too large",
  500: "Our fault",
  503: "Try again in a moment",
};

/** What a caller may know of `error`. Whatever is not a refusal in the table answers 500 and says nothing about the inside. */
export function problemOf(error: unknown): Problem {
  if (isDomainError(error)) {
    const status = statusOfCode[error.code];
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
