const words: Readonly<Record<string, string>> = {
  never: "没在微信里说过话",
  closed: "太久没说话,微信不让发",
  spent: "这一轮能发的条数用完了",
  reserved: "这一轮能发的条数用完了",
  gone: "微信解绑了",
  unreachable: "微信连不上",
  not_arrived: "微信通知没送到",
  chat: "没有微信",
};

/** Why no message reached somebody, as a coordinator reads it before phoning; empty where nothing is known. */
export function unreachedWords(why: readonly string[]): string {
  return [...new Set(why.flatMap((reason) => words[reason] ?? []))].join("、");
}
