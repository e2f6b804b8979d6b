import type { Folded } from "./fold.ts";

/** Words that times, dangers and the commonest needs are made of, for people who type pinyin without choosing characters. */
const words =
  "mingtian明天 jintian今天 houtian后天 dahoutian大后天 zuotian昨天 zaoshang早上 shangwu上午 zhongwu中午 xiawu下午 bangwan傍晚 wanshang晚上 lingchen凌晨 mingzao明早 jinwan今晚 mingwan明晚 " +
  "xingqi星期 libai礼拜 xiazhou下周 zhouyi周一 zhouer周二 zhousan周三 zhousi周四 zhouwu周五 zhouliu周六 zhouri周日 zhoumo周末 dianzhong点钟 dianban点半 fenzhong分钟 xiaoshi小时 " +
  "jiuming救命 jiujiuwo救救我 zhaohuo着火 meiqi煤气 shuaidao摔倒 liuxue流血 qibulai起不来 chuanbushangqi喘不上气 xiongkou胸口 touyun头晕 bieda别打 dianhua电话 zoudiu走丢 bujianle不见了 meihuilai没回来 zhaobudao找不到 nainai奶奶 yeye爷爷 laogong老公 laopo老婆 erzi儿子 xiongkouteng胸口疼 buxingle不行了 louqi漏气 dawo打我 yundao晕倒 zisha自杀 buxianghuo不想活 buxianghuole不想活了 piaoqian骗钱 beipian被骗 zhuanzhang转账 kuailairen快来人 " +
  "yiyuan医院 kanbing看病 nayao拿药 maiyao买药 maicai买菜 shouji手机 weixin微信 lifa理发 songfan送饭 fangxue放学 haizi孩子 laoren老人 baba爸爸 mama妈妈 bangwo帮我 peiwo陪我 quxiao取消 gaidao改到 rengong人工 zhiyuanzhe志愿者 fuwu服务 xiexie谢谢 nihao你好";
const table = new Map(
  words.split(" ").map((entry) => {
    const cut = entry.search(/[\u4e00-\u9fa5]/);
    return [entry.slice(0, cut), entry.slice(cut)] as const;
  }),
);
const longest = Math.max(...[...table.keys()].map((key) => key.length));
const numerals: Readonly<Record<string, string>> = {
  yi: "一",
  er: "二",
  liang: "两",
  san: "三",
  si: "四",
  wu: "五",
  liu: "六",
  qi: "七",
  ba: "八",
  jiu: "九",
  shi: "十",
  shiyi: "十一",
  shier: "十二",
  ri: "日",
  tian: "天",
};
const beforeDian = /^(shiyi|shier|yi|er|liang|san|si|wu|liu|qi|ba|jiu|shi) ?(?=dian)/;
const afterWeek = /^(yi|er|san|si|wu|liu|ri|tian)(?![a-z])/;
const latin = /[a-z]{3}/;

/** Writes words typed in pinyin as characters (mingtian shangwu 9dian → 明天上午9点). Other letters stay. */
export function spellPinyin(folded: Folded): Folded {
  if (!latin.test(folded.text)) return folded;
  const { text } = folded;
  let out = "";
  const at: number[] = [];
  let index = 0;
  const put = (word: string, from: number): void => {
    out += word;
    for (let i = 0; i < word.length; i++) at.push(folded.at[from] ?? 0);
  };
  while (index < text.length) {
    const hit = /[a-z]/.test(text.charAt(index)) ? wordAt(text, index, out) : undefined;
    if (hit) {
      put(hit.word, index);
      index = hit.end;
      if (text[index] === " " && /[a-z\d]/.test(text.charAt(index + 1))) index += 1;
    } else {
      put(text.charAt(index), index);
      index += 1;
    }
  }
  at.push(folded.at[text.length] ?? 0);
  return { text: out, at };
}

function wordAt(text: string, from: number, before: string): { readonly word: string; readonly end: number } | undefined {
  const rest = text.slice(from, from + longest + 4);
  const number = beforeDian.exec(rest) ?? (/(?:星期|礼拜|下周|周)$/.test(before) ? afterWeek.exec(rest) : null);
  if (number) return { word: numerals[number[1] ?? ""] ?? "", end: from + number[0].length };
  if (/^dian/.test(rest) && /[\d一二三四五六七八九十两]$/.test(before)) {
    const half = /^dian ?ban(?![a-z])/.exec(rest);
    return half ? { word: "点半", end: from + half[0].length } : { word: "点", end: from + 4 };
  }
  let key = "";
  let best: { readonly word: string; readonly end: number } | undefined;
  for (let i = from; i < text.length && key.length < longest; i++) {
    const char = text.charAt(i);
    if (char === " " && key !== "") continue;
    if (!/[a-z]/.test(char)) break;
    key += char;
    const word = table.get(key);
    if (word !== undefined) best = { word, end: i + 1 };
  }
  return best;
}
