import type { RequiredField } from "../../src/catalog/index.ts";
import type { ActorRole, Status } from "../../src/request/index.ts";

/** What a coordinator reads for a state, and what to answer there; 「」 are phrases the bot understands. */
export const deskStatusWords: Readonly<Record<Status, { readonly word: string; readonly next: (code: string) => string }>> = {
  collecting: { word: "还在问居民", next: () => "居民答完会进来" },
  submitted: { word: "待审", next: (code) => `回「通过 ${code}」「不合适 ${code} 原因」或「转 ${code} 民政办」` },
  queued: { word: "正在找人", next: (code) => `心里有人选就回「派给 ${code} 名字」` },
  proposed: { word: "等您挑人", next: (code) => `回「确认 ${code} 1」「换一批 ${code}」或「派给 ${code} 名字」` },
  offered: { word: "已派,等志愿者回话", next: (code) => `要再加人回「派给 ${code} 名字」` },
  accepted: { word: "已有人接", next: (code) => `没来就回「没去 ${code}」,改时间回「改 ${code} 周四下午两点」` },
  in_progress: { word: "服务中", next: (code) => `办完了可以回「完事 ${code} 名字」` },
  served: { word: "办完待评", next: (code) => `时长有疑问回「有异议 ${code} 原因」` },
  closed: { word: "已结", next: () => "再有需要请「代报」一单" },
  referred: { word: "已转介,等对方回音", next: () => "对方办结或退回我马上告诉您" },
  suspended: { word: "暂停", next: (code) => `能办了请督导回「恢复 ${code} 明天上午九点」` },
  disputed: { word: "有异议,时长先冻结", next: (code) => `回「维持 ${code} 原因」「改成60分钟 ${code} 原因」或「作废 ${code} 原因」` },
  unfilled: { word: "没人接", next: (code) => `给居民打电话,再回「打过电话 ${code} 怎么说的」或「重新找 ${code} 明天下午两点」` },
  escalated: { word: "急事", next: (code) => `回「我来 ${code}」接手,办妥回「已处理 ${code} 情况」,不是真的回「虚惊 ${code} 情况」` },
  cancelled: { word: "已取消", next: () => "再有需要请「代报」一单" },
  declined: { word: "已婉拒", next: () => "再有需要请「代报」一单" },
  merged: { word: "已并到别的单", next: () => "按那一单办" },
};

/** A missing field as a coordinator reads it. */
export const fieldWords: Readonly<Record<RequiredField | "item", string>> = {
  item: "要办什么",
  when: "哪一天",
  time: "几点",
  where: "在哪里",
  dest: "去哪家医院或地方",
  details: "具体要办的事",
  headcount: "几个人",
  who: "给谁办",
  guardian_consent: "监护人同不同意",
};

/** Personal tags in words; only on a private card of a coordinator (R15). */
export const tagWords: Readonly<Record<string, string>> = {
  lives_alone: "独居",
  lives_alone_80: "80岁以上独居",
  dementia: "失智",
  disabled: "残疾",
  child_in_difficulty: "困境儿童",
  low_income: "低收入",
};

export const roleWords: Readonly<Record<ActorRole, string>> = {
  resident: "居民本人",
  proxy: "代办人",
  volunteer: "志愿者",
  coordinator: "协调员",
  supervisor: "督导",
  receiver: "接转介的部门",
  matcher: "系统",
  timer: "系统",
  system: "系统",
};
