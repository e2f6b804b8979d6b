import { seededRandom } from "./random.ts";
import type { Example } from "./train.ts";

/** A line of a seed file: a wording with choices, under its label. */
export interface Template {
  readonly label: string;
  readonly words: string;
}

const definition = /^@([a-z]+) = (\{.*\})$/;
/** Definitions inside definitions, this deep. */
const deepest = 4;

/**
 * Reads a seed file: `= label` opens a class, `@name = {a|b}` defines words, every other line is a wording.
 * `{a|b|}` is a choice (an empty one may be left out), `@name` stands for a definition, wherever it is defined. Choices may hold
 * choices. Lines that begin with `# ` are remarks.
 */
export function readTemplates(file: string): Template[] {
  const lines = file.split("\n");
  const defined = new Map<string, string>();
  for (const line of lines) {
    const [, name = "", words = ""] = definition.exec(line) ?? [];
    if (name !== "") defined.set(name, words);
  }
  const spell = (words: string, depth = 0): string =>
    depth > deepest ? words : words.replace(/@([a-z]+)/g, (whole, name: string) => spell(defined.get(name) ?? whole, depth + 1));
  const templates: Template[] = [];
  let label = "";
  for (const line of lines) {
    if (line.startsWith("= ")) label = line.slice(2).trim();
    else if (line.trim() !== "" && !line.startsWith("# ") && label !== "" && !definition.test(line))
      templates.push({ label, words: spell(line) });
  }
  return templates;
}

const choice = /\{([^{}]*)\}/;

/** Up to `count` different sentences of a template, the same ones every time. */
export function sentences(template: Template, count: number, seed: number): Example[] {
  const random = seededRandom(seed);
  const found = new Set<string>();
  for (let tries = 0; tries < count * 3 && found.size < count; tries++) {
    let text = template.words;
    for (let m = choice.exec(text); m; m = choice.exec(text)) {
      const options = (m[1] ?? "").split("|");
      text = text.slice(0, m.index) + (options[Math.floor(random() * options.length)] ?? "") + text.slice(m.index + m[0].length);
    }
    found.add(text.replace(/ {2,}/g, " ").trim());
  }
  return [...found].filter((text) => text !== "").map((text) => ({ label: template.label, text }));
}

const openings = [
  "",
  "",
  "",
  "那个",
  "喂 你好",
  "你好",
  "您好 ",
  "麻烦问一下",
  "我想问一下",
  "请问",
  "哎 ",
  "小王啊",
  "社工你好 ",
  "嗯那个",
  "同志 ",
];
const endings = ["", "", "", "", "谢谢", " 谢谢啦", "行不", "呗", "呢", "哈", " 急", "啊", "吧", " 麻烦了"];

/** The same sentence as somebody else might send it: with fillers, without spaces, with a character of the same sound. */
export function vary(example: Example, seed: number, alike: (char: string) => string): Example {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  let text = `${pick(openings)}${example.text}${pick(endings)}`;
  if (random() < 0.4) text = text.replace(/ /g, "");
  if (random() < 0.35) {
    const at = Math.floor(random() * text.length);
    text = text.slice(0, at) + alike(text.charAt(at)) + text.slice(at + 1);
  }
  return { label: example.label, text };
}

const places = [
  "",
  "",
  "",
  "",
  "3号楼2单元",
  "在12号楼1单元401 ",
  "我们小区 ",
  "我是网格员 ",
  "网格上报 ",
  "我是志愿者 ",
  "我是他邻居 ",
  "你好我是社区的 ",
  "俺是村东头的 ",
  "站里吗 ",
];
const joints = [" ", " ", ",", "。", "", " 还有", " 对了 "];

/** Two things in one message, from somewhere, by somebody: `one` keeps its label, whatever calm thing stands beside it. */
export function join(one: Example, calm: readonly Example[], seed: number): Example {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const other = random() < 0.6 ? (pick(calm)?.text ?? "") : "";
  const [before, after] = random() < 0.5 ? [other, one.text] : [one.text, other];
  const joint = other === "" ? "" : pick(joints);
  return { label: one.label, text: `${pick(places)}${before}${joint}${after}` };
}
