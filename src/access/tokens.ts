import type { KeyObject } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { type Clock, createRecent, DomainError } from "../platform/index.ts";

/** How long an access token is good; whoever has a session gets the next by refreshing it. */
export const accessMinutes = 15;
const issuer = "yimi";
/** A phone shows its token again with each call: what was found good is remembered, so that only its end is looked at. */
const recentTokens = 5_000;

/** Whom a token names: a session, and the person it was opened for, so that both can be read at once. */
export interface Named {
  readonly sessionId: string;
  readonly personId: string;
}

/** Short tokens that name a session and nothing of what it may do: roles and station are read anew at each call. */
export interface Tokens {
  sign(named: Named): Promise<string>;
  /**
   * Whom a token names.
   * @throws access.token-refused for a forged, expired or foreign token
   */
  read(token: string): Promise<Named>;
}

export function openTokens(key: KeyObject, clock: Clock): Tokens {
  const recent = createRecent<{ readonly named: Named; readonly endsAt: number }>(recentTokens);
  return {
    sign: ({ sessionId, personId }) => {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ person: personId })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(issuer)
        .setSubject(sessionId)
        .setIssuedAt(now)
        .setExpirationTime(now + accessMinutes * 60)
        .sign(key);
    },
    read: async (token) => {
      const known = recent.get(token);
      if (known && clock.now().getTime() < known.endsAt) return known.named;
      const options = { algorithms: ["HS256"], issuer, currentDate: clock.now(), requiredClaims: ["sub", "exp", "person"] };
      const { payload } = await jwtVerify(token, key, options).catch(() => {
        throw new DomainError("access.token-refused");
      });
      const named = { sessionId: String(payload.sub), personId: String(payload.person) };
      recent.set(token, { named, endsAt: Number(payload.exp) * 1000 });
      return named;
    },
  };
}
