/** A word to tap under the bot's last message. `isWhole` false: it is an example or needs something added, so it goes into the input. */
export interface QuickReply {
  readonly label: string;
  readonly text: string;
  readonly isWhole: boolean;
}

const most = 6;
const longestLabel = 14;
/** 「…」 is an answer to give after 说, 回, 或 …; after 叫, 取消, 是 … it only quotes. */
const offered = /([说回如或者请再、,，])「([^「」\n]{1,24})」/g;
const numbered = /^\s*(?:(\d)(?:\s*[.、．)）:：]\s*|\s+)|([①-⑨])\s*)(\S.*)$/;
const circled = "①②③④⑤⑥⑦⑧⑨";
/** What stands in an example for what the person knows. */
const openEnd = /\s*(?:[+＋]\s*\S*|…+|\.{3,}|原因|名字|情况|结果|怎么样)$/;
const codeWithMore = /[A-Z]\d{2,3}\s+(?!\d{1,2}$)\S/;
/** The long way to say one of the numbers: 确认 A37 1. */
const sameAsNumber = /^确认\s*[A-Z]\d{2,3}\s+\d$/;

/** 回1, 回 2, and all of 回1到5. */
const numberToSay = /回\s*(\d)(?:\s*到\s*(\d))?(?![\d点:：、])/g;

/** What the bot offers to be said: numbered choices, words in 「」 and numbers it asks for, each once. */
export function quickReplies(text: string): readonly QuickReply[] {
  const lines = withCues(text).split("\n");
  const choices = lines.map((line) => numbered.exec(line)).map((choice) => (choice ? numberOf(choice) : ""));
  const isMenu = choices.includes("1") && choices.includes("2");
  const replies = lines.flatMap((line, index) => {
    const number = isMenu ? choices[index] : "";
    if (number) return [choiceReply(number, numbered.exec(line)?.[3] ?? "")];
    const others = [...wordsIn(line), ...numbersIn(line)].sort((a, b) => a.at - b.at).map(({ reply }) => reply);
    return isMenu ? others.filter(({ text }) => !sameAsNumber.test(text)) : others;
  });
  return replies.filter((reply, index) => replies.findIndex(({ text }) => text === reply.text) === index).slice(0, most);
}

interface Found {
  readonly at: number;
  readonly reply: QuickReply;
}

function wordsIn(line: string): readonly Found[] {
  return [...line.matchAll(offered)].map(({ index: at, 1: cue, 2: word }) => ({ at, reply: wordReply(word as string, cue === "如") }));
}

function numbersIn(line: string): readonly Found[] {
  return [...line.matchAll(numberToSay)].flatMap(({ index: at, 1: from, 2: to }) => {
    const [first, last] = [Number(from), Number(to ?? from)];
    const numbers = Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => String(first + index));
    return numbers.map((number) => ({ at, reply: choiceReply(number, "") }));
  });
}

/** Words after 回我: and words side by side are offered as those after 回 are. */
function withCues(text: string): string {
  return text.replace(/[回说]我?[:：]\s*(?=「)/g, "回").replaceAll("」「", "」、「");
}

function numberOf([, digit, circle]: RegExpExecArray): string {
  return digit ?? String(circled.indexOf(circle as string) + 1);
}

function choiceReply(number: string, words: string): QuickReply {
  const first = words.split(/[,，。;；·:：\s(（]/)[0] ?? "";
  return { label: `${number} ${first.slice(0, longestLabel)}`.trim(), text: number, isWhole: true };
}

function wordReply(word: string, isExample: boolean): QuickReply {
  if (openEnd.test(word)) {
    const begun = word.replace(openEnd, "").trim();
    return { label: `${begun} …`, text: `${begun} `, isWhole: false };
  }
  return { label: word, text: word, isWhole: !isExample && !codeWithMore.test(word) };
}
