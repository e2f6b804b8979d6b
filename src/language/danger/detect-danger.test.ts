import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { detectBySigns } from "./detect-by-signs.ts";
import { detectDanger } from "./detect-danger.ts";

const lines = readFileSync(new URL("../seeds/danger.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("\t") as [string, string]);
const calm = lines.filter(([kind]) => kind === "-").map(([, text]) => text);
const dangers = lines.filter(([kind]) => kind !== "-");

test.each(dangers)("%s: %s", (kind, text) => {
  expect(detectDanger(text)?.kind).toBe(kind);
});

test.each(calm)("no danger: %s", (text) => {
  expect(detectDanger(text)).toBeNull();
});

test("a fire that is out needs shelter, not the fire brigade", () => {
  expect(detectDanger("前天家里失火了 已经扑灭 现在没地方住")).toBeNull();
  expect(detectDanger("家里失火了 快来人")?.call).toBe("119");
});

test.each([
  ["油烟机光响不吸烟", "油烟机着火了 火苗老高"],
  ["我家八哥会喊救命 邻居听见别当真", "鹦鹉飞了 我妈追出去摔断腿 爬不起来"],
  ["看了个警察抓骗子的电影 真解气", "看了个电影出来 老伴胸口疼得直冒冷汗"],
  ["昨晚那集女主角喝毒药死了没 我看一半睡着了", "俺去赶上集 回来摔断腿了 爬不起来"],
  ["那被骗的两千块警察给追回来了，锦旗想请你们帮着写", "钱追回来了 老伴气得心口疼 直冒冷汗"],
  ["那被骗的两千块警察给追回来了", "上回的钱追回来了 刚才又叫骗子哄着转了两万"],
  ["上礼拜家里失火全烧光了 一家人没地方住", "上礼拜刚搬来 厨房着火了 快烧光了"],
  ["对不起 我明天不能来了", "对不起 今晚我不能再拖累你们了 药都备好了"],
  ["说好昨天下午两点来 等到天黑也没见个人影", "说好六点来接孩子 孩子没影了 到处找不着"],
])("%s is calm; %s is not", (calmOne, danger) => {
  expect(detectDanger(calmOne)).toBeNull();
  expect(detectDanger(danger)).not.toBeNull();
});

test("the number to call fits the kind", () => {
  expect(detectDanger("老伴晕倒了叫不醒")?.call).toBe("120");
  expect(detectDanger("我不想活了")?.call).toBe("12356");
  expect(detectDanger("他拿刀要杀我")?.call).toBe("110");
  expect(detectDanger("让我转账到安全账户")?.call).toBe("96110");
});

test.each(["他又打我了 别打电话", "我老公打我 不方便接电话", "他在家打我 别给我回电话 发信息就行"])("call-backs stay off: %s", (text) => {
  expect(detectDanger(text)).toMatchObject({ kind: "violence", noCall: true });
});

test("a request to be called is no ban on calls", () => {
  expect(detectDanger("我妈摔倒起不来了 快给我打电话")).toMatchObject({ kind: "medical", noCall: false });
});

test("advertising is not danger", () => {
  expect(detectDanger("【贷款】急用钱 三分钟转账到账 加V")).toBeNull();
});

test("the model adds what the rules do not say, and never speaks about short small talk", () => {
  const text = "保姆老是虐待那个大爷";
  expect(detectBySigns("继父总欺负那女孩")).toBeUndefined();
  expect(detectDanger(text)).not.toBeNull();
  for (const word of ["好", "在吗", "谢谢", "1", "嗯嗯", "👍"]) expect(detectDanger(word)).toBeNull();
});

test("the words that were seen go to the person who is paged", () => {
  expect(detectDanger("俺娘摔倒了 头上直流血")?.evidence.join(" ")).toContain("摔倒");
});

test.each([
  ["it has learnt from", "../seeds/danger-heard.tsv"],
  ["others wrote, nothing is learnt from", "../testdata/outside-dangers.tsv"],
])("of the sentences %s hardly any is missed and few alarm in vain", (_whose, file) => {
  const heard = readFileSync(new URL(file, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t") as [string, string]);
  const share = (kept: typeof heard, isRight: (text: string) => boolean) => kept.filter(([, text]) => isRight(text)).length / kept.length;
  const isSeen = (text: string) => detectDanger(text) !== null;
  expect(
    share(
      heard.filter(([kind]) => kind !== "-"),
      isSeen,
    ),
  ).toBeGreaterThan(0.98);
  expect(
    share(
      heard.filter(([kind]) => kind === "-"),
      (text) => !isSeen(text),
    ),
  ).toBeGreaterThan(0.97);
});
