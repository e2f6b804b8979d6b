import type { KeyObject } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { type Clock, DomainError } from "../platform/index.ts";

/** How long an access token is good; whoever has a session gets the next by refreshing it. */
export const accessMinutes = 15;
const issuer = "yimi";

/** Short tokens that name a session and nothing else: neither roles nor station, which are read anew at each call. */
export interface Tokens {
  sign(sessionId: string): Promise<string>;
  /**
   * The session a token names.
   * @throws access.token-refused for a forged, expired or foreign token
   */
  read(token: string): Promise<string>;
}

export function openTokens(key: KeyObject, clock: Clock): Tokens {
  return {
    sign: (sessionId) => {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT()
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(issuer)
        .setSubject(sessionId)
        .setIssuedAt(now)
        .setExpirationTime(now + accessMinutes * 60)
        .sign(key);
    },
    read: async (token) => {
      const options = { algorithms: ["HS256"], issuer, currentDate: clock.now(), requiredClaims: ["sub", "exp"] };
      const { payload } = await jwtVerify(token, key, options).catch(() => {
        throw new DomainError("access.token-refused");
      });
      return String(payload.sub);
    },
  };
}
