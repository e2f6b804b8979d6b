import type { BindingWhy } from "../../src/channel/index.ts";
import type { Person } from "../../src/station/index.ts";
import type { NoticeContext } from "./notices/context.ts";

/** To who has scanned and is to say who they are: short, one question at a time. */
export const bindingWords = {
  hello: (isWish: boolean) => `您好,我是社工站的小帮手一米。${isWish ? "您说的事记下了。" : ""}先认识一下:请说您的名字,和您住哪个社区。`,
  noted: "您说的事记下了,连上就去办。请说一下您的名字和社区,比如「王秀兰,蟠龙社区」。",
  notedBeforeConsent: "您说的事记下了。愿意连上请回「同意」,马上就去办;不愿意回「不同意」。",
  sayAgain: (texts: readonly string[]) => `您先前说的「${texts.join(" / ")}」,还要办的话请再说一遍。`,
  askSecond: "好的。再说一下您住哪个社区,或者手机号最后四位。",
  askPhone: "好的。请说一下您在站里登记的手机号最后四位。",
  notHeard: "没听清。请打字说您的名字和社区,比如「王秀兰,蟠龙社区」。",
  wrong: (left: number) => `没对上。请再说一遍名字和社区,或手机号最后四位,要和在站里登记的一样。还能说 ${left} 次。`,
  waiting: "好,请站里的社工来核对,会给您打电话。急事请直接打社工站电话,急病打120。",
  used: "这个二维码已经有人用过了。请跟社工站要一个新的,再扫一次。",
  ended: "这里已经断开了。还想用的话,请跟社工站要一个新的二维码。",
  declined: "好,那就不连了,什么都不会留下。以后想用,再跟社工站说。",
  consent: (person: Pick<Person, "calledAs">) =>
    `${person.calledAs}您好!先跟您说清楚:您在这里说的事,只有站里的社工和来帮忙的志愿者看得到,用来给您找人帮忙;随时说「解绑」就断开。同意请回「同意」,不愿意回「不同意」。`,
  consentAgain: "愿意的话请回「同意」,不愿意回「不同意」。",
  greetings: (person: Pick<Person, "calledAs">): readonly string[] => [
    `连上了,${person.calledAs}!要帮什么忙,直接跟我说,打字、发语音都行。`,
    "比如「明天上午陪我去医院」「帮我买菜」。找到人了我在这里告诉您。",
    "急病先打120。想找真人说「转人工」,不想用了说「解绑」。",
  ],
  unbindHow: "解绑以后,这个微信就收不到站里的消息了。真要解绑,请回「确定解绑」。",
  unbound: "好,已经断开。以后想用,再跟社工站要二维码。站里的电话一直能打。",
  nothingBound: "您没有扫码连过微信,不用解绑。",
} as const;

/** To the desk. */
export const deskBindingWords = {
  how: "请写「绑定 王秀兰」:我给您一个链接,让本人用微信扫。",
  ticket: (name: string, link: string, needsPhone: boolean, hasChat: boolean) =>
    [
      `请把这个链接只发给${name}本人,或在身边打开给本人扫:`,
      link,
      `扫完在微信里跟「一米」说句话,再说${needsPhone ? "手机号最后四位" : "名字和社区,或手机号最后四位"}就连上了。48小时内有效,只能用一次。`,
      ...(hasChat ? [`${name}已经连着一个微信,换新的要您再确认一次。`] : []),
    ].join("\n"),
  nobody: (said: string) => `名册里没找到「${said}」。请写全名,或先登记。`,
  which: (said: string, lines: readonly string[]) =>
    `「${said}」有好几位,请连手机号最后四位一起写,比如「绑定 ${said} 5678」:\n${lines.join("\n")}`,
  unbound: (name: string) => `${name}的微信断开了,这个微信再收不到站里的消息。要重新连,回「绑定 ${name}」。`,
  notBound: (name: string) => `${name}没有扫码连过微信。`,
  bound: (name: string) => `好,这个微信就是${name}的了。`,
  refused: "好,这个微信不认,已经断开。",
  who: (code: string) => `请写上是谁,比如「认定 ${code} 王秀兰」。`,
  inPrivate: "绑定的事请私下跟我说,群里不方便。",
} as const;

const whyWords: Readonly<Partial<Record<BindingWhy, string>>> = {
  not_recognised: "三次都没对上名字",
  family: "像是替家里人扫的",
  staff: "对上的是站里的人,要您来认",
  has_other: "本人已经连着另一个微信",
  taken: "这个微信已经是另一位的",
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** To each coordinator: somebody has scanned, and a person has to say who it is; or who scanned is in danger. */
export function bindingNotice(n: NoticeContext): string {
  const { code, why, said, personId } = n.notice.data ?? {};
  const person = typeof personId === "string" ? n.people.get(personId) : undefined;
  const words = text(said) === "" ? "" : `:「${text(said)}」`;
  if (text(why) === "danger")
    return `【急】有人扫了码还没认出是谁,在微信里说${words}\n名册里对不上人,请赶紧想办法找到。编号 ${text(code)}。`;
  const who = person ? `${person.name} ${person.phone}` : "还不知道是谁";
  const forFamily = why === "family" ? `\n是家里人就先登记他本人,再回「认定 ${text(code)} 本人姓名 替妈」,替谁写谁。` : "";
  const name = person ? "" : " 姓名";
  return `有人扫码连微信,${whyWords[why as BindingWhy] ?? "要您来认"}${words}\n${who}\n请打电话核对,也问一声愿不愿意这样用。是就回「认定 ${text(code)}${name}」,不是回「不认 ${text(code)}」。${forFamily}`;
}

/** To who was recognised by the desk. */
export function boundNotice(n: NoticeContext): string | null {
  return n.recipient && `社工核对好了,${n.recipient.calledAs}!这个微信连上了社工站。要帮什么忙直接跟我说,不想用了说「解绑」。`;
}
