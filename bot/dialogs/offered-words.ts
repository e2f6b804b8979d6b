import type { Intent } from "../../src/language/index.ts";

const code = String.raw`(\s*[A-Za-z]\d{2,3})?`;
const end = String.raw`\s*[吧了呀啊。!!~]*$`;

/**
 * The words our own messages offer in 「」: what the bot says may be answered, it understands, whatever a model makes of it.
 * Whole messages only, so that nothing a person means otherwise is caught.
 */
const offered: readonly (readonly [RegExp, Intent])[] = [
  [new RegExp(`^(我?要?)?(取消|不用来了|退了)${code}${end}`, "u"), "request.cancel"],
  [new RegExp(`^[A-Za-z]\\d{2,3}\\s*(取消|不用来了)${end}`, "u"), "request.cancel"],
  [new RegExp(`^(进度|到哪了|办得怎么样了?|我的单)${code}${end}`, "u"), "request.status"],
  [new RegExp(`^(有啥服务|有什么服务|都有啥|服务清单)[??]?${end}`, "u"), "info.catalog"],
  [new RegExp(`^(转)?(人工|社工)${end}`, "u"), "handoff.human"],
  [new RegExp(`^老样子${end}`, "u"), "request.repeat"],
  [new RegExp(`^(还)?没(来|到)${code}${end}`, "u"), "report.late"],
  [/^(没解决|没办好|没弄好)/u, "rate"],
];

/** The intent of a word we offered, or null. */
export function offeredIntent(text: string): Intent | null {
  const said = text.normalize("NFKC").trim();
  return offered.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}
