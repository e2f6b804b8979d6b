/** Chinese words for what the interface answers; an unknown one is shown as it is. */
const statusWords: Readonly<Record<string, string>> = {
  collecting: "收集信息",
  submitted: "待审",
  queued: "待匹配",
  proposed: "待确认",
  offered: "已派",
  accepted: "已接",
  in_progress: "服务中",
  served: "待评",
  closed: "已结",
  referred: "已转介",
  suspended: "暂停",
  disputed: "有争议",
  unfilled: "无人接单",
  escalated: "紧急",
  cancelled: "已取消",
  declined: "未受理",
  merged: "已合并",
};

const answerWords: Readonly<Record<string, string>> = {
  offered: "已问",
  accepted: "已接",
  declined: "去不了",
  expired: "没回",
  countered: "改时间",
  superseded: "别人接了",
  voided: "作废",
  checked_in: "已到",
  checked_out: "已完成",
  credited: "已记时长",
  withdrawn: "退出",
  late_withdrawn: "临时退出",
  no_show: "没去",
  released: "已放下",
};

const roleWords: Readonly<Record<string, string>> = {
  resident: "居民",
  proxy: "代办人",
  volunteer: "志愿者",
  coordinator: "协调员",
  supervisor: "督导",
  social_worker: "社工",
  grid_worker: "网格员",
  receiver: "接收单位",
  matcher: "自动匹配",
  timer: "定时",
  system: "系统",
};

export const statusWord = (status: string) => statusWords[status] ?? status;
export const answerWord = (status: string) => answerWords[status] ?? status;
export const roleWord = (role: string) => roleWords[role] ?? role;

export type Mood = "calm" | "busy" | "good" | "bad";

/** How a status is coloured. */
export function moodOf(status: string): Mood {
  if (["escalated", "unfilled", "disputed"].includes(status)) return "bad";
  if (["accepted", "in_progress", "served", "closed"].includes(status)) return "good";
  if (["queued", "proposed", "offered"].includes(status)) return "busy";
  return "calm";
}
