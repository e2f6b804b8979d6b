import { findCommunity, type Station } from "../station/index.ts";

/** What somebody has told of who they are. */
export interface Claim {
  /** What may be names: runs of two to four characters, the longest first. */
  readonly names: readonly string[];
  readonly communityId?: string;
  readonly lastFour?: string;
  /** They scanned for somebody else: 「我是王秀兰的女儿」, 「俺妈的手机」. */
  readonly isForFamily: boolean;
}

const kin = "女儿|闺女|儿子|孙子|孙女|外孙女?|儿媳妇?|媳妇|女婿|老伴|爱人|外甥女?|侄子|侄女|邻居|护工|保姆|家属|家里人";
const forFamily = new RegExp(
  `(?:的|家|他|她|俺|我)(?:${kin})|(?:我|俺)(?:妈|爸|娘|爹|奶奶|爷爷|姥姥|姥爷|外婆|外公|公公|婆婆|老公|老婆)|替.{1,6}(?:扫|绑|办)`,
  "u",
);
const fillers =
  /您好|你好|喂+|嗯+|那个|(?:我|俺)(?:就)?(?:是|叫)|本人|名字|姓名|叫做?|家?住(?:在|的是)?|家在|社区|新村|小区|村|电话|手机|尾号|最?后(?:面)?(?:四|4)(?:位|个)(?:数|号)?|号码|同志|老师|[是的在我俺啊呀呢吧哦]|[^\u4e00-\u9fa5]+/gu;
const spokenDigits: Readonly<Record<string, string>> = {
  零: "0",
  〇: "0",
  一: "1",
  幺: "1",
  二: "2",
  两: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  八: "8",
  九: "9",
};

/** Reads what somebody says of themself: a name, a community, the last four digits of a phone, in words or figures. Pure. */
export function readClaim(said: string, station: Pick<Station, "communities">): Claim {
  const text = said
    .normalize("NFKC")
    .replace(/[零〇一幺二两三四五六七八九]{4,11}/gu, (run) => [...run].map((digit) => spokenDigits[digit]).join(""));
  const lastFour = /(?<!\d)(?:1\d{6})?(\d{4})(?!\d)/.exec(text.replace(/(\d)[ -](?=\d)/g, "$1"))?.[1];
  const community = findCommunity(station, text);
  const placeNames = community ? [community.name, ...community.shortNames].toSorted((a, b) => b.length - a.length) : [];
  const withoutPlace = placeNames.reduce((words, place) => words.replaceAll(place, " "), text);
  return {
    names: namesIn(withoutPlace),
    ...(community && { communityId: community.id }),
    ...(lastFour !== undefined && { lastFour }),
    isForFamily: forFamily.test(text),
  };
}

function namesIn(words: string): string[] {
  const runs = words
    .replace(fillers, " ")
    .split(/\s+/)
    .filter((run) => run.length >= 2 && run.length <= 12);
  const found = runs.flatMap((run) => [
    run,
    ...[4, 3, 2].filter((length) => run.length > length).flatMap((length) => [run.slice(0, length), run.slice(-length)]),
  ]);
  return [...new Set(found.filter((name) => name.length <= 4))].toSorted((a, b) => b.length - a.length);
}
