import { seededRandom } from "./random.ts";
import type { Example } from "./train.ts";

/** A line of a seed file: a wording with choices, under its label. */
export interface Template {
  readonly label: string;
  readonly words: string;
}

/**
 * Reads a seed file: `= label` opens a class, `@name {a|b}` at the line's start defines words, every other line is a wording.
 * `{a|b|}` is a choice (an empty one may be left out), `@name` uses a definition. Lines that begin with `# ` are remarks.
 */
export function readTemplates(file: string): Template[] {
  const defined = new Map<string, string>();
  const templates: Template[] = [];
  let label = "";
  for (const line of file.split("\n")) {
    const definition = /^@([a-z]+) (\{.*\})$/.exec(line);
    if (definition) defined.set(definition[1] ?? "", definition[2] ?? "");
    else if (line.startsWith("= ")) label = line.slice(2).trim();
    else if (line.trim() !== "" && !line.startsWith("# ") && label !== "") {
      const words = line.replace(/\{?@([a-z]+)\|?\}?/g, (whole, name: string) => expandName(whole, defined.get(name)));
      templates.push({ label, words });
    }
  }
  return templates;
}

function expandName(whole: string, choice: string | undefined): string {
  if (choice === undefined) return whole;
  if (whole.startsWith("{@") && whole.endsWith("|}")) return `${choice.slice(0, -1)}|}`;
  return whole.startsWith("{") && !whole.endsWith("}") ? `{${choice.slice(1, -1)}${whole.endsWith("|") ? "|" : ""}` : choice;
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
