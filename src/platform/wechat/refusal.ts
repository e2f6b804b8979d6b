import { DomainError } from "../errors.ts";
import type { Answer } from "./ask-wechat.ts";

/** What WeChat's refusal means for us. Those that need a person to look at the settings end as `wechat.refused`. */
export function refusalOf({ errcode, rid }: Answer): DomainError {
  const details = { errcode, rid };
  switch (errcode) {
    case 40029: // invalid or expired
    case 40163: // used before
      return new DomainError("wechat.bad-code", details);
    case 40226:
      return new DomainError("wechat.person-blocked", details);
    case 45009: // this day
    case 45011: // this minute
      return new DomainError("wechat.too-often", details);
    default:
      return new DomainError("wechat.refused", details);
  }
}

/** The token does not count any more, whatever the clock says. */
export function isTokenRefused({ errcode }: Answer): boolean {
  return errcode === 40001 || errcode === 40014 || errcode === 42001;
}
