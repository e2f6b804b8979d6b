import type { Danger, DangerKind } from "../../src/language/index.ts";

/** What somebody in danger reads at once. The bot cannot call and says so; a person has been called at the same moment. */
const firstWords: Readonly<Record<DangerKind, string>> = {
  medical: "快打120!我不能替您打电话,已经叫社工马上联系您。人先别挪动,把门打开等人。",
  fire_gas: "快离开屋子,到外面打119!别开灯别点火。我不能替您打电话,已经叫社工了。",
  self_harm: "您先别一个人待着。打12356有人听您说,有危险打110。社工马上联系您,我陪着您等。",
  violence: "先躲到安全的地方。打110,不方便出声就发短信到12110。社工已经知道了。",
  child: "孩子有危险马上打110。我不能替您打电话,已经叫社工了,谁说的我们保密。",
  missing: "先打110报走失,不用等24小时。告诉我人多大、穿什么、在哪走丢的,社工已经知道了。",
  fraud: "先别转钱,别给验证码!打96110问一问,钱已转出马上打110。社工也会联系您。",
  welfare: "我们马上派人去看看。听见屋里有动静没人应,请打120或110。社工已经知道了。",
};

export function emergencyWords(danger: Danger): string {
  const quiet = danger.noCall ? "我们不给您打电话,方便时回个字就行。" : "";
  return firstWords[danger.kind] + quiet;
}

/** The same alarm goes on: said again, it is passed on again. */
export const stillComingWords = "收到,这句也转给社工了。急病先打120,着火119,危险110。";

export function alarmNotedWords(code: string): string {
  return `已经记成急事 ${code},社工会联系您。`;
}

/** To a helper who reports that somebody is unwell. */
export function helperAlarmWords(code: string): string {
  return `${code} 已转急事,社工马上联系您。请您现在就打120,说清地址和症状;别让老人走动,别喂药喂水,等救护车来。`;
}
