import type { Gender } from "../person.ts";
import type { Prng } from "./prng.ts";

const surnames = [
  ..."王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤管逄",
];
/** The first ones carry most people, as everywhere. */
const frequentSurnames = surnames.slice(0, 24);

const given: Readonly<Record<Gender, Readonly<Record<"old" | "middle" | "young", readonly string[]>>>> = {
  female: {
    old: "秀英 桂英 玉兰 桂兰 秀珍 凤英 玉珍 素珍 淑兰 桂香 秀芳 玉梅 淑珍 秀云 桂芝 凤兰 玉芬 月英 兰英 翠花 淑芬 秀花 爱莲 玉霞".split(
      " ",
    ),
    middle: "丽 艳 静 娟 霞 红 燕 玲 芳 梅 丽华 晓红 海燕 春梅 丽娜 建华 秀丽 海霞 爱华 文静 淑敏 晓丽 桂荣 雪梅 玉洁 立红".split(" "),
    young: "婷 悦 雨欣 佳怡 梦瑶 思雨 欣怡 雅静 诗涵 晓雯 子涵 梓萱 可欣 一诺 雨桐 语嫣 佳琪 心怡".split(" "),
  },
  male: {
    old: "德福 玉山 振华 长江 守义 兴旺 金山 世民 国栋 福林 明德 永福 宝山 连生 树林 德明 洪昌 玉堂 维新 存义 延年 学文".split(" "),
    middle: "伟 强 磊 军 勇 建军 志强 海涛 国强 立新 文斌 永刚 晓东 建伟 海波 卫东 振国 洪涛 学军 明辉 志刚 春生 庆华".split(" "),
    young: "浩 宇 鑫 俊杰 子轩 浩然 博文 宇航 天佑 明哲 一鸣 泽宇 嘉豪 文博 家乐 小磊 子墨 晨曦".split(" "),
  },
};

export interface FullName {
  readonly surname: string;
  readonly given: string;
}

/** A name as somebody of that age would have; `surname` fixes the family. */
export function drawName(prng: Prng, gender: Gender, age: number, surname?: string): FullName {
  const family = surname ?? prng.pick(prng.chance(0.7) ? frequentSurnames : surnames);
  return { surname: family, given: prng.pick(given[gender][age >= 60 ? "old" : age >= 30 ? "middle" : "young"]) };
}

/** What a resident is called by others. */
export function residentCalledAs({ surname, given }: FullName, gender: Gender, age: number): string {
  const isFemale = gender === "female";
  if (age < 18) return given.length > 1 ? given : `小${given}`;
  if (age < 45) return `${surname}${isFemale ? "女士" : "先生"}`;
  if (age < 62) return `${surname}${isFemale ? "阿姨" : "叔"}`;
  return `${surname}${isFemale ? "奶奶" : "大爷"}`;
}

/** What a volunteer is called by others. */
export function volunteerCalledAs({ surname, given }: FullName, gender: Gender, age: number, isHandy: boolean): string {
  if (isHandy) return `${surname}师傅`;
  if (age < 18) return `${surname}${given}同学`;
  if (age < 30) return `小${surname}`;
  if (age >= 60) return `${surname}${gender === "female" ? "阿姨" : "叔"}`;
  return `${surname}${gender === "female" ? "姐" : "哥"}`;
}
