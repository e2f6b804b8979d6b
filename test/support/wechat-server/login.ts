import { randomBytes } from "node:crypto";
import { refuse } from "./errcodes.ts";
import type { People, Person } from "./people.ts";
import type { Answer, Exchange, Route } from "./route.ts";
import type { World } from "./world.ts";
import type { WorldClock } from "./world-clock.ts";

const codeLifeMs = 5 * 60_000;

export interface Logins {
  /** What `wx.login` does in the mini-program: it is open now, and a code goes to the station's server. */
  begin(openid?: string): { readonly code: string; readonly openid: string };
  /** Whose code this is; a code is good once and for five minutes. */
  look(code: string): { readonly person: Person; readonly isUsed: boolean } | undefined;
  /** Uses the code up and answers the key of the session. */
  use(code: string): string;
}

export function openLogins(clock: WorldClock, people: People): Logins {
  const codes = new Map<string, { readonly person: Person; readonly issuedAt: number; isUsed: boolean }>();
  return {
    begin: (openid) => {
      const person = people.visit(openid);
      const code = randomBytes(24).toString("base64url");
      codes.set(code, { person, issuedAt: clock.now(), isUsed: false });
      return { code, openid: person.openid };
    },
    look: (code) => {
      const found = codes.get(code);
      return found && clock.now() < found.issuedAt + codeLifeMs ? found : undefined;
    },
    use: (code) => {
      const found = codes.get(code);
      if (!found) throw new Error("only a code that was looked up can be used");
      found.isUsed = true;
      found.person.sessionKey = randomBytes(16).toString("base64");
      return found.person.sessionKey;
    },
  };
}

export const loginRoutes: readonly Route[] = [{ method: "GET", path: "/sns/jscode2session", handle: code2session }];

/** Success carries no `errcode`. */
function code2session({ app, logins, limits }: World, { query }: Exchange): Answer {
  if (!query.get("appid")) return refuse(41002);
  if (query.get("appid") !== app.appId) return refuse(40013);
  if (!query.get("secret")) return refuse(41004);
  if (query.get("secret") !== app.secret) return refuse(40125);
  if (query.get("grant_type") !== "authorization_code") return refuse(40002);
  const code = query.get("js_code");
  if (!code) return refuse(41008);
  const login = logins.look(code);
  if (!login) return refuse(40029);
  const { openid, unionid, isBlocked } = login.person;
  if (limits.isOver("loginPerMinute", openid)) return refuse(45011);
  if (login.isUsed) return refuse(40163);
  if (isBlocked) return refuse(40226);
  return { session_key: logins.use(code), openid, ...(unionid !== undefined && { unionid }) };
}
