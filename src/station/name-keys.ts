import { createRequire } from "node:module";
import type * as PinyinPro from "pinyin-pro";
import type { Gender, Person } from "./person.ts";

const require = createRequire(import.meta.url);

const doubleSurnames = ["欧阳", "司马", "上官", "诸葛", "司徒", "夏侯", "尉迟", "皇甫", "慕容", "令狐"];
const titles: Readonly<Record<string, Gender | null>> = {
  大姐: "female",
  姐姐: "female",
  阿姨: "female",
  大娘: "female",
  大妈: "female",
  奶奶: "female",
  女士: "female",
  嫂子: "female",
  姐: "female",
  姨: "female",
  嫂: "female",
  大哥: "male",
  大叔: "male",
  大爷: "male",
  叔叔: "male",
  爷爷: "male",
  先生: "male",
  哥: "male",
  叔: "male",
  伯: "male",
  师傅: null,
  老师: null,
  社工: null,
  主任: null,
  同志: null,
  同学: null,
  医生: null,
  大夫: null,
  工: null,
};

/** What a person may be found by: full name, 称呼, given name, its sound. */
export function nameKeysOf({ name, calledAs }: Pick<Person, "name" | "calledAs">): string[] {
  const surname = surnameOf(name);
  return [...new Set([name, calledAs, name.slice(surname.length), `姓${surname}`, soundOf(name)])].filter((key) => key !== "");
}

/** One thing to look for: a key and, where the 称呼 tells it, the gender. */
export interface NameGuess {
  readonly key: string;
  readonly gender?: Gender;
}

/**
 * What somebody may mean by a name, the surest first: as written (张敏, 张姐, 敏), surname with a 称呼 (张大姐, 小张, 老张),
 * then what sounds the same (张民 for 张敏).
 */
export function guessesOf(text: string): NameGuess[] {
  const said = text.replace(/[\s，。,.!！]/g, "");
  if (said === "") return [];
  const guesses: NameGuess[] = [{ key: said }];
  const title = Object.keys(titles).find((ending) => said.length > ending.length && said.endsWith(ending));
  if (title !== undefined) {
    const called = said.slice(0, -title.length);
    const gender = titles[title];
    const withGender = gender ? { gender } : {};
    guesses.push({ key: called, ...withGender });
    guesses.push({ key: `姓${called.replace(/^[小老]/, "")}`, ...withGender });
  } else if (/^[小老]./.test(said)) {
    guesses.push({ key: `姓${said.slice(1)}` }, { key: said.slice(1) });
  }
  if (said.length >= 2) guesses.push({ key: soundOf(said) });
  return guesses;
}

function surnameOf(name: string): string {
  return doubleSurnames.find((surname) => name.startsWith(surname) && name.length > 2) ?? name.slice(0, 1);
}

/** The dictionary of sounds weighs 20 MB: it is loaded with the first name that is written or looked for, and then kept. */
export function soundOf(name: string): string {
  const { pinyin } = require("pinyin-pro") as typeof PinyinPro;
  return pinyin(name, { toneType: "none", type: "array", surname: "head" }).join(" ");
}
