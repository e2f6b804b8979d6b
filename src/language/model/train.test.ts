import { expect, test } from "vitest";
import { openModel } from "./classifier.ts";
import { correctionLine, readCorrections } from "./correction.ts";
import { readTemplates, sentences, vary } from "./seeds.ts";
import { openSyllables } from "./syllables.ts";
import { train } from "./train.ts";

const syllables = openSyllables("pei 陪配 yi 一医 yuan 院园 li 理里 fa 发 wo 我 qu 去 xiang 想 song 送 fan 饭范 mai 买 cai 菜");
const seeds = [
  "= EL01",
  "{我|俺}{想|要}去{医院|卫生院}",
  "陪我去{医院|看病}",
  "= EL05",
  "{想|要}{理发|剪头}",
  "给{我|老人}理发",
  "= EL04",
  "给{我|俺}送{饭|餐}",
  "{想|能}送饭吗",
].join("\n");
const examples = readTemplates(seeds).flatMap((template, i) => sentences(template, 8, i).flatMap((one) => [one, one]));

test("the same seeds give the same bytes", () => {
  expect(JSON.stringify(train(examples, syllables))).toBe(JSON.stringify(train(examples, syllables)));
});

test("a trained model knows its classes, and typos of the same sound", () => {
  const classify = openModel(train(examples, syllables), syllables);
  expect(classify("我想去医院")[0]?.name).toBe("EL01");
  expect(classify("想里发")[0]?.name).toBe("EL05");
  expect(classify("wo xiang qu yi yuan")[0]?.name).toBe("EL01");
  expect(classify("随便什么").reduce((sum, one) => sum + one.score, 0)).toBeCloseTo(1);
});

test("a seed line is expanded the same way every time, choices may be left out", () => {
  const [template] = readTemplates("= EL02\n帮我{买|捎}点{菜|}");
  expect(
    template &&
      sentences(template, 9, 1)
        .map((one) => one.text)
        .sort(),
  ).toEqual(["帮我买点", "帮我买点菜", "帮我捎点", "帮我捎点菜"].sort());
  const one = { label: "EL02", text: "帮我买菜" };
  expect(vary(one, 5, (char) => char)).toEqual(vary(one, 5, (char) => char));
});

test("a correction becomes a masked line that the next training reads", () => {
  const line = correctionLine({ text: "打我13812345678\t想剪头", label: "EL05" });
  expect(line).toBe("EL05\t打我138****5678 想剪头");
  expect(readCorrections(`${line}\nnonsense\nrequest.cancel\t不来了\n`)).toEqual([
    { label: "EL05", text: "打我138****5678 想剪头" },
    { label: "request.cancel", text: "不来了" },
  ]);
});
