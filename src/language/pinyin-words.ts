import { openSyllables, type Syllables } from "./model/syllables.ts";
import weights from "./model/weights.json" with { type: "json" };

/** Readings that the table of sounds, with one for each character, leaves out. */
const otherReadings =
  "de的得地 le了 hai还 dou都 zhe着这 zhao着 hang行 dei得 jiao觉 zhang长 chang长 zhong重 chong重 huan还 sheng省 me么 na那 nei那 zhei这 shei谁 shui谁 yue乐 le乐 kuai会 ai艾";
/** Words that times, dangers and the commonest needs are made of, for people who type pinyin without choosing characters. */
const spelled =
  "mingtian明天 jintian今天 houtian后天 dahoutian大后天 zuotian昨天 zaoshang早上 shangwu上午 zhongwu中午 xiawu下午 bangwan傍晚 wanshang晚上 lingchen凌晨 mingzao明早 jinwan今晚 mingwan明晚 " +
  "xingqi星期 libai礼拜 xiazhou下周 zhouyi周一 zhouer周二 zhousan周三 zhousi周四 zhouwu周五 zhouliu周六 zhouri周日 zhoumo周末 dianzhong点钟 dianban点半 fenzhong分钟 xiaoshi小时 " +
  "jiuming救命 jiujiuwo救救我 zhaohuo着火 meiqi煤气 shuaidao摔倒 liuxue流血 qibulai起不来 chuanbushangqi喘不上气 xiongkou胸口 touyun头晕 bieda别打 dianhua电话 zoudiu走丢 bujianle不见了 meihuilai没回来 zhaobudao找不到 nainai奶奶 yeye爷爷 laogong老公 laopo老婆 erzi儿子 xiongkouteng胸口疼 buxingle不行了 louqi漏气 dawo打我 yundao晕倒 zisha自杀 buxianghuo不想活 buxianghuole不想活了 piaoqian骗钱 beipian被骗 zhuanzhang转账 kuailairen快来人 " +
  "yiyuan医院 kanbing看病 nayao拿药 maiyao买药 maicai买菜 shouji手机 weixin微信 lifa理发 songfan送饭 fangxue放学 haizi孩子 laoren老人 baba爸爸 mama妈妈 bangwo帮我 peiwo陪我 quxiao取消 gaidao改到 rengong人工 zhiyuanzhe志愿者 fuwu服务 xiexie谢谢 nihao你好";
export const knownWords = spelled.split(" ").map((entry) => {
  const cut = entry.search(/[\u4e00-\u9fa5]/);
  return { letters: entry.slice(0, cut), chars: entry.slice(cut) };
});

/** Words of time and need that the grams of the models, which read times elsewhere, hardly hold. */
const frequent = [
  ...knownWords.map(({ chars }) => chars),
  ..."一二三四五六日天".split("").flatMap((day) => [`星期${day}`, `礼拜${day}`, `周${day}`, `下周${day}`]),
  ...["一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"].flatMap((hour) => [
    `午${hour}点`,
    `晚上${hour}点`,
    `${hour}点半`,
  ]),
  ...["明", "后", "今"].flatMap((day) => ["上午", "下午", "中午", "早上", "晚上"].map((part) => `${day}天${part}`)),
  ...["陪我", "去", "来", "能", "送", "帮我", "有人"].flatMap((verb) => [`上午${verb}`, `下午${verb}`]),
  ..."交电费 交水费 打扫 修一下 接孩子 灯坏了 灯不亮 锁坏了 水管漏水 马桶堵了".split(" "),
];
const frequentRarity = 5;
/** As rare as anything that was never seen. */
const unseen = 14;
const unigramShare = 0.05;
const kept = 8;
/** Characters tried for a syllable, the most frequent ones; rarer ones nobody writes to a station. */
const mostCandidates = 14;
/** Nobody types more in one breath; longer runs are noise. */
const mostSyllables = 60;

interface Language {
  readonly syllables: Syllables;
  readonly candidates: ReadonlyMap<string, readonly string[]>;
  /** Negative logarithm of how often a run of one to three characters stands in a sentence; `unseen` when it does not. */
  rarity(run: string): number;
}

let language: Language | undefined;

/** What the models were trained on is the language people write to a station in: their grams tell which characters follow each other. */
function openLanguage(): Language {
  const rarities = new Map<string, number>();
  for (const head of [weights.items, weights.resident, weights.volunteer, weights.danger]) {
    const idf = Buffer.from(head.idf, "base64");
    for (const [row, gram] of head.grams.split("\n").entries()) {
      if (gram.startsWith("'")) continue;
      const rarity = (idf[row] ?? 0) / 16;
      rarities.set(gram, Math.min(rarities.get(gram) ?? unseen, rarity));
    }
  }
  for (const word of frequent.flatMap((one) => [one, `^${one}`])) {
    for (let from = 0; from < word.length; from++) {
      for (let size = 2; size <= 3 && from + size <= word.length; size++) {
        const run = word.slice(from, from + size);
        rarities.set(run, Math.min(rarities.get(run) ?? unseen, frequentRarity));
      }
    }
  }
  const candidates = new Map<string, string>();
  const parts = weights.syllables.split(" ");
  for (let i = 0; i + 1 < parts.length; i += 2) candidates.set(parts[i] ?? "", parts[i + 1] ?? "");
  for (const [, syllable = "", chars = ""] of otherReadings.matchAll(/([a-z]{1,6})(\p{Script=Han}{1,9})/gu))
    candidates.set(syllable, (candidates.get(syllable) ?? "") + chars);
  const rarity = (run: string): number => rarities.get(run) ?? unseen;
  const table = [...candidates].map(([syllable, chars]) => `${syllable} ${chars}`).join(" ");
  const known = [...candidates].map(([syllable, chars]) => {
    const frequentFirst = [...new Set(chars)].sort((a, b) => rarity(a) - rarity(b));
    return [syllable, frequentFirst.slice(0, mostCandidates)] as const;
  });
  return { syllables: openSyllables(table), candidates: new Map(known), rarity };
}

interface Path {
  readonly chars: string;
  readonly cost: number;
}

/**
 * Chooses characters for syllables typed without any (chu fang shui guan → 厨房水管): the likeliest run by the character grams of what
 * residents write, found with a beam. Undefined when a word of the letters is no pinyin.
 * @param letters lower case, words parted by spaces
 */
export function chooseCharacters(letters: string): { readonly chars: string; readonly at: readonly number[] } | undefined {
  language ??= openLanguage();
  const { syllables, candidates, rarity } = language;
  const cut: string[] = [];
  const at: number[] = [];
  for (const word of letters.matchAll(/[a-z]{1,40}/g)) {
    const split = syllables.split(word[0]);
    if (!split || cut.length + split.length > mostSyllables) return undefined;
    let from = word.index;
    for (const syllable of split) {
      cut.push(syllable);
      at.push(from);
      from += syllable.length;
    }
  }
  let paths: Path[] = [{ chars: "", cost: 0 }];
  for (const syllable of cut) {
    const next: Path[] = [];
    for (const { chars, cost } of paths) {
      for (const char of candidates.get(syllable) ?? []) next.push({ chars: chars + char, cost: cost + costOf(char, chars, rarity) });
    }
    paths = next.sort((a, b) => a.cost - b.cost).slice(0, kept);
  }
  const [best] = paths;
  return best && best.chars.length === cut.length ? { chars: best.chars, at } : undefined;
}

/** −ln of the chance of a character after the two before it, smoothed by shorter runs. */
function costOf(char: string, before: string, rarity: Language["rarity"]): number {
  const one = before.at(-1) ?? "^";
  const two = before.slice(-2);
  const alone = Math.exp(-rarity(char));
  const afterOne = Math.exp(Math.min(0, rarity(one === "^" ? "" : one) - rarity(one + char)));
  const isSeen = rarity(one + char) < unseen;
  const afterTwo = two.length === 2 && rarity(two + char) < unseen ? Math.exp(Math.min(0, rarity(two) - rarity(two + char))) : 0;
  return -Math.log(unigramShare * alone + (isSeen ? 0.45 * afterOne : 0) + 0.5 * afterTwo + 1e-7);
}
