import type { StationSettings } from "../../src/station/index.ts";

interface Answer {
  readonly asks: RegExp;
  readonly words: (settings: StationSettings) => string;
}

/** What a helper may and may not do (R9–R11), the narrow before the wide. */
const answers: readonly Answer[] = [
  {
    asks: /打针|输液|挂水|注射|喂药|配药|停药|换药|吃药|用药/,
    words: () => "不能打针、喂药、配药,这些要医护来做。可以提醒老人按医嘱吃,不舒服就打120。",
  },
  { asks: /背|抬|抱|搀|搬人|翻身/, words: () => "没学过就别背、别抬,容易伤着。可以扶一把;起不来就打120,再告诉我。" },
  { asks: /签字|代签|签名|手术/, words: () => "不能替人签字。请家属来签,或者说「转人工」让社工联系家属。" },
  {
    asks: /银行卡|取钱|取款|密码|存折|贷款|借钱|转账/,
    words: () => "不碰银行卡、密码、取款和借贷,老人拜托也不行。说「转人工」,社工来办。",
  },
  {
    asks: /垫|买|代购|多少钱|报销|小票/,
    words: ({ money }) => `代购一次最多${money.maxOrderYuan}元,拍小票发来。超过的先说「转人工」问社工。`,
  },
  { asks: /红包|礼|收钱|给钱|烟|酒|辛苦费|报酬|好处/, words: () => "心意领了,红包和礼物都不能收。就说是社工站的规矩,老人会懂的。" },
  { asks: /孩子|小孩|学生|未成年/, words: () => "不和孩子单独待着,要有两位大人在场;也不私下加孩子微信。" },
  { asks: /照片|拍照|视频|朋友圈|发群/, words: () => "拍人先问本人愿不愿意;有脸、有门牌的不发群、不发朋友圈。" },
  { asks: /吃饭|留饭|喝茶|水果/, words: () => "喝口水没关系,饭就不吃了,别给人家添麻烦。" },
  { asks: /下雨|下雪|刮风|台风|天气|路滑/, words: () => "没通知停就照常去,路上慢点。实在去不了,说「去不了」和原因,我另请人。" },
  { asks: /带(?:人|朋友|孩子|家人)|替我|别人去/, words: () => "只能派了的人去,对方认的是您。去不了就说「去不了」,我另请人。" },
];

/** The answer to 「我能……吗」. */
export function policyWords(question: string, settings: StationSettings): string {
  const answer = answers.find(({ asks }) => asks.test(question));
  return answer?.words(settings) ?? "这个我拿不准,问过社工再做。说「转人工」,社工马上告诉您。";
}
