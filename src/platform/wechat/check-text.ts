import { z } from "zod";
import { isDomainError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Answer, Call } from "./ask-wechat.ts";

/** WeChat reads at most this much at once. */
const longestText = 2_500;
const sceneNumbers = { profile: 1, comment: 2, forum: 3, diary: 4 } as const;
/** Where the text is going to stand. */
export type TextScene = keyof typeof sceneNumbers;

/**
 * What WeChat thinks of a text. `unchecked` never counts as `pass`: a person of the station reads it; `because` says why WeChat did not.
 * `label`: 100 harmless, 10001 advertising, 20001 politics, 20002 porn, 20003 abuse, 20006 crime, 20008 fraud, 20012 vulgar, 20013 copyright,
 * 21000 other.
 */
export type TextVerdict =
  | { readonly verdict: "pass" | "review" | "risky"; readonly label: number; readonly traceId: string | undefined }
  | { readonly verdict: "unchecked"; readonly because: Unchecked };

/** `not_visiting`: WeChat checks only for people who had the mini-program open in the last two hours. */
export type Unchecked = "not_set_up" | "not_visiting" | "too_long" | "too_often" | "away" | "refused";

const checked = z.object({
  result: z.object({ suggest: z.enum(["pass", "review", "risky"]), label: z.number() }),
  trace_id: z.string().optional(),
});

export interface CheckTextDeps {
  /** Asks with the app's access token. */
  readonly ask: (call: Call) => Promise<Answer>;
  readonly log: Log;
}

/** Never rejects for what WeChat does or leaves undone. */
export async function checkTextOf(deps: CheckTextDeps, openId: string | undefined, text: string, scene: TextScene): Promise<TextVerdict> {
  if (openId === undefined) return unchecked("not_visiting");
  if (text.length > longestText) return unchecked("too_long");
  const body = { version: 2, openid: openId, scene: sceneNumbers[scene], content: text };
  try {
    return readVerdict(deps.log, await deps.ask({ method: "POST", path: "/wxa/msg_sec_check", body }));
  } catch (error) {
    if (isDomainError(error, "wechat.away")) return unchecked("away");
    if (isDomainError(error, "wechat.too-often")) return unchecked("too_often");
    if (isDomainError(error, "wechat.refused")) return unchecked("refused");
    throw error;
  }
}

function readVerdict(log: Log, { errcode, rid, fields }: Answer): TextVerdict {
  if (errcode === 40003 || errcode === 43104 || errcode === 61010) return unchecked("not_visiting");
  if (errcode === 45009 || errcode === 45011) return unchecked("too_often");
  if (errcode === 45002) return unchecked("too_long");
  const parsed = checked.safeParse(fields);
  if (errcode !== 0 || !parsed.success) {
    log.error({ errcode, rid }, "wechat does not check a text");
    return unchecked("refused");
  }
  const { result, trace_id } = parsed.data;
  return { verdict: result.suggest, label: result.label, traceId: trace_id };
}

export const unchecked = (because: Unchecked): TextVerdict => ({ verdict: "unchecked", because });
