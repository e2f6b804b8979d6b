import { randomBytes } from "node:crypto";
import type { Errcode } from "./errcodes.ts";
import type { WorldClock } from "./world-clock.ts";

const lifeMs = 7_200_000;
const overlapMs = 300_000;
const forcedApartMs = 30_000;

export interface Issued {
  readonly value: string;
  readonly expiresAt: number;
  /** From when on it is refused although it has not expired. */
  voidAt: number;
}

/** The two kinds of token do not know each other: making one anew leaves the other alone. */
export interface Tokens {
  /** `/cgi-bin/token`: a new one each time; the one before stays good for five minutes. */
  issuePlain(): Issued;
  /** `/cgi-bin/stable_token`: the same one until its last five minutes; `isForced` voids it at once, but not twice within 30 s. */
  issueStable(isForced: boolean): Issued;
  /** Why a call with this token is refused; undefined when it is good. */
  refusalOf(value: string | null): Errcode | undefined;
  /** Every token is refused from now on. With `stillIssued` the stable one is handed out all the same, until it is forced. */
  voidAll(how: { readonly stillIssued: boolean }): void;
}

export function openTokens(clock: WorldClock): Tokens {
  const all = new Map<string, Issued>();
  let plain: Issued | undefined;
  let stable: Issued | undefined;
  let forcedAt = Number.NEGATIVE_INFINITY;

  const issue = (): Issued => {
    const expiresAt = clock.now() + lifeMs;
    const issued = { value: `97_${randomBytes(96).toString("base64url")}`, expiresAt, voidAt: expiresAt };
    all.set(issued.value, issued);
    return issued;
  };
  return {
    issuePlain: () => {
      if (plain) plain.voidAt = Math.min(plain.voidAt, clock.now() + overlapMs);
      plain = issue();
      return plain;
    },
    issueStable: (isForced) => {
      const now = clock.now();
      const isYoung = stable !== undefined && stable.expiresAt - now > overlapMs;
      const mayForce = isForced && now - forcedAt >= forcedApartMs;
      if (stable && isYoung && !mayForce) return stable;
      if (stable && mayForce) stable.voidAt = now;
      if (mayForce) forcedAt = now;
      stable = issue();
      return stable;
    },
    refusalOf: (value) => {
      if (!value) return 41001;
      const issued = all.get(value);
      if (!issued) return 40001;
      const now = clock.now();
      if (now >= issued.expiresAt) return 42001;
      return now >= issued.voidAt ? 40001 : undefined;
    },
    voidAll: ({ stillIssued }) => {
      for (const issued of all.values()) issued.voidAt = Math.min(issued.voidAt, clock.now());
      if (!stillIssued) stable = undefined;
    },
  };
}
