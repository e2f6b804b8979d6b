import { mayDo, type Person } from "../../src/station/index.ts";

/** To somebody the station does not know yet. */
export const strangerWords = "您好,我是社工站的小帮手一米。还不认识您呢,请打社工站电话登记一下,登记好就能帮您找人。";

/** When answering failed several times through a fault of ours: a person has been told. */
export const brokenWords = "这句我没办好,已经请社工来看,他们会联系您。急事请直接打社工站电话,急病打120。";

/** When nothing fits: two or three things to say next, by role; every word offered is understood. */
export function lostWords(person: Person): string {
  if (mayDo(person, "request.triage")) return "这句我没明白。可以说「今天还有几单」「通过 A37」「确认 A37 2」,或者「代报 姓名 事情」。";
  if (person.helper) return "这句我没明白。可以说「我的任务」「这周都没空」「我现在多少小时了」;自己要帮忙就直接说事。";
  return "这句我没听懂。您可以直接说要帮什么忙,比如「明天上午陪我去医院」;也可以说「有啥服务」或「转人工」。";
}

/** When a message met a defect. */
export const defectWords = "这句我没处理好,已经请社工来看,一会儿有人回您。着急请打社工站电话,急病打120。";

/** Too little disk: nothing new is taken so that nothing taken is lost. */
export const diskLowWords = "系统这会儿太满,新的事先记不下。急事请直接打社工站电话,急病打120。";

/** To who answered a sign-in code. */
export function signInWords(kind: "login" | "step_up"): string {
  return kind === "login" ? "好,屏幕上登录好了。不是您本人在用,请马上告诉社工站。" : "好,确认是您本人,十分钟内可以办。";
}

/** To coordinators, of somebody whose chat WeChat has ended. */
export const staleChatWords = "要重新扫码绑定,之前发不了消息";
