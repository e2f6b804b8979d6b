import { readNumber } from "./numbers.ts";
import type { Who } from "./understanding.ts";

const family =
  "婆婆|公公|岳母|岳父|丈母娘|老丈人|姥姥|姥爷|姥娘|外婆|外公|奶奶|爷爷|妈妈|爸爸|老妈|老爸|老娘|老爹|母亲|父亲|妈|娘|爸|爹|老伴|老头子|老太婆|老公|老婆|媳妇|丈夫|爱人|男人|对象|儿媳妇?|女婿|儿子|闺女|女儿|孙子|孙女|外孙女?|侄子|侄女|孩子|娃|小孩|大舅|舅舅|舅妈|姑姑|姑妈|姨|叔叔|叔|伯伯|大爷|大娘|二叔|婶子|嫂子|弟弟|哥哥|妹妹|姐姐|老人";
const mine = new RegExp(`(?:我家|俺家|我们家|我|俺|咱|我们|俺们)的?(${family})`);
const neighbour =
  /(?:邻居|隔壁|对门|楼上|楼下|前院|后院)(?:家)?的?((?:[\u4e00-\u9fa5]{1,2}?)?(?:大爷|大娘|奶奶|爷爷|阿姨|大妈|叔|婶|老太太?|老头|老人|大哥|大姐))?/;
const called =
  /(?:给|帮|替|代|为|代报[:,， ]{0,8}|登记[:,， ]{0,8}|补录[:,， ]{0,8})?([\u4e00-\u9fa5](?:大爷|大娘|奶奶|爷爷|阿姨|大妈|老太太?|老师傅|大叔|婶子|大姐|大哥))/;
const child = /孩子|孙子|孙女|闺女|儿子|女儿|娃|外孙|小孩|侄/;
const age =
  /(\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]十?) ?(?:来|多)?(?:周)?岁|(?:我|俺|今年|都|快)(?:今年|都|快)?(\d{2}|[五六七八九]十[一二三四五六七八九]?)(?:多)?(?:了|啦|的人)/;
const grade = /[一二三四五六]年级|初[一二三]|高[一二三]|[大中小]班|上(?:小学|初中|幼儿园)/;
const named =
  /(?:叫|名叫|名字是|姓名)(?:做)?(?!我|他|她|人|一|什么|啥|个|不|车|救)([\u4e00-\u9fa5]{2,3})(?=[ ,，。!的今上]|$|[\d一二三四五六七八九]|男|女)/;

/** The person served, as far as the message says. Who is served by a remote child or a neighbour is asked for by proxy. */
export function findWho(text: string): Who | undefined {
  const own = mine.exec(text)?.[1];
  const next = neighbour.exec(text);
  const byTitle = called.exec(text)?.[1];
  const kid = own === undefined ? child.exec(text)?.[0] : undefined;
  const relation = own ?? (next?.[1] ? `邻居${next[1]}` : undefined) ?? byTitle ?? kid;
  const m = age.exec(text);
  const years = m ? readNumber(m[1] ?? m[2] ?? "") : undefined;
  const name = named.exec(text)?.[1];
  if (relation === undefined && years === undefined && name === undefined) return undefined;
  return {
    ...(relation === undefined ? {} : { relation }),
    isProxy: relation !== undefined && !/^(?:老伴|孩子|娃|小孩)$/.test(relation),
    ...(years !== undefined && years > 0 && years < 120 ? { age: years } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

/** Whether a message says which child: a name, an age or a class. */
export function namesChild(text: string, who: Who | undefined): boolean {
  return who?.name !== undefined || who?.age !== undefined || grade.test(text);
}

const people =
  /([一二两三四五六七八九十]|\d{1,2}) ?(?:个人|口人?|位|份|个老人|人份|人的|张嘴)(?!民医)|我们?(俩|仨)|老(两)口|就?(我一个人|我自己)/;

/** 一个人闷得慌: alone, no count. */
const alone = /(?:就|自己|光)?一个人(?=闷|住|在家|过(?!来)|孤|睡|害怕|不敢|没|冷清|对着|守着|待|出门|不放心|挺|怪|太)/g;

/** How many eat, ride or come. */
export function findHeadcount(text: string): number | undefined {
  const m = people.exec(text.replace(alone, ""));
  if (!m) return undefined;
  if (m[2] || m[3]) return m[2] === "仨" ? 3 : 2;
  if (m[4]) return 1;
  const count = readNumber(m[1] ?? "");
  return count !== undefined && count > 0 && count < 60 ? count : undefined;
}

const consent =
  /我是(?:他|她|孩子)(?:的)?(?:妈|爸|爹|娘|监护人|家长|母亲|父亲)|(?:监护人|家长|他妈|她妈|他爸|她爸|孩子(?:他|她)?[爸妈])(?:都|也|已经)?(?:同意|知道|答应)|我(?:是家长)?同意/;

/** Whether the guardian says yes in the message. */
export function findConsent(text: string): true | undefined {
  return consent.test(text) ? true : undefined;
}
