/** A word to tap under the bot's last message. `isWhole` false: it needs something added, so it goes into the input instead. */
export interface QuickReply {
  readonly label: string;
  readonly text: string;
  readonly isWhole: boolean;
}

const most = 6;
const quoted = /「([^「」\n]{1,24})」/g;
const numbered = /^\s*(?:(\d)\s*[.、．)）:：]|([①-⑨]))\s*(\S.*)$/;
const openEnd = /\s*(?:[+＋]\s*\S*|…+|\.{3,}|原因|×+|某某)\s*$/;
const longestLabel = 14;

/** What the bot offers to be said: words in 「」 and numbered choices, in the order in which they are read. */
export function quickReplies(text: string): readonly QuickReply[] {
  const found = new Map<string, QuickReply>();
  for (const line of text.split("\n")) {
    const choice = numbered.exec(line);
    if (choice) add(found, choiceReply(choice));
    else for (const [, word] of line.matchAll(quoted)) add(found, wordReply(word as string));
  }
  return [...found.values()].slice(0, most);
}

function add(found: Map<string, QuickReply>, reply: QuickReply): void {
  if (reply.text !== "" && !found.has(reply.text)) found.set(reply.text, reply);
}

function choiceReply([, digit, circled, words]: RegExpExecArray): QuickReply {
  const number = digit ?? String("①②③④⑤⑥⑦⑧⑨".indexOf(circled as string) + 1);
  const first = (words as string).split(/[,,。;;·::\s((]/)[0] ?? "";
  return { label: `${number} ${first.slice(0, longestLabel)}`.trim(), text: number, isWhole: true };
}

function wordReply(word: string): QuickReply {
  const isOpen = openEnd.test(word);
  const text = word.replace(openEnd, "").trim();
  return { label: isOpen ? `${text} …` : text, text: isOpen ? `${text} ` : text, isWhole: !isOpen };
}
