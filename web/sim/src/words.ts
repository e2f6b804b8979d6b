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

const eventWords: Readonly<Record<string, string>> = {
  open: "开单",
  answer: "回答",
  add_said: "补充",
  submit: "提交",
  hand_over: "转人工",
  note_detail: "补充情况",
  change_time: "改时间",
  merge: "合并",
  approve: "通过",
  decline: "不受理",
  refer: "转介",
  bounce: "退回",
  complete: "办结",
  propose: "找到人选",
  find_none: "没找到人",
  widen: "扩大范围",
  refresh: "换一批",
  pick: "派单",
  next_wave: "问下一批",
  accept: "接单",
  accept_part: "一人接单",
  decline_offer: "去不了",
  expire_offer: "没回音",
  run_out: "没人接",
  counter: "提议改时间",
  withdraw: "退单",
  leave_team: "退出",
  propose_time: "想改时间",
  agree_time: "同意改时间",
  keep_time: "时间不变",
  reschedule: "改期",
  reschedule_refused: "改期没谈成",
  confirm_coming: "确认能到",
  say_late: "要晚到",
  remind: "提醒",
  nobody_home: "没人开门",
  note_call: "打过电话",
  no_show: "没去",
  check_in: "签到",
  check_in_part: "一人签到",
  leave_early: "提前离开",
  check_out: "签退",
  check_out_part: "一人签退",
  auto_check_out: "自动签退",
  back_home: "送到家",
  verify: "核实",
  credit: "记时长",
  rate: "评价",
  rate_late: "补评价",
  complain: "投诉",
  dispute: "提出异议",
  decide: "裁定",
  close_silent: "没评价,结单",
  close_absent: "没人在家,结单",
  cancel: "取消",
  give_up: "没找到人",
  retry: "重新找",
  suspend: "暂停",
  lift: "恢复",
  escalate: "转紧急",
  page: "催协调员",
  claim: "有人接手",
  hand_over_done: "已处理",
  resume: "转回办理",
  dismiss: "虚惊",
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

/** What the station itself gives as a reason: the reminder that fired, or why it was closed. */
const reasonWords: Readonly<Record<string, string>> = {
  "collecting.nudge": "请居民接着说",
  "accepted.day_before": "前一天告诉志愿者",
  "accepted.two_hours": "出门前请志愿者确认",
  "accepted.unanswered": "志愿者没确认,请协调员问一声",
  "accepted.resident_evening": "前一晚告诉居民",
  "accepted.resident_hour": "快到点了告诉居民",
  "accepted.late_ask": "过点没签到,问两边",
  "accepted.no_show_due": "过点半小时,请协调员定",
  "accepted.absent_due": "没人开门,请协调员定",
  "in_progress.check_out_ask": "问志愿者做完没有",
  "served.rating_ask": "请居民评价",
  "served.rating_repeat": "再请一次评价",
  "escalated.page": "急事还没人接手",
  "escalated.follow_up": "第二天回访",
  "submitted.late": "还没审,催一下",
  "proposed.silent": "还没派,催一下",
  "referred.chase": "转介没回音,催一下",
  "disputed.late": "争议还没定,催一下",
  papers: "培训或保险要到期",
  silence: "一直没有回音",
  resident_absent: "居民不在家",
};

/** A reason in Chinese; one only the code knows is left out. */
export function reasonWord(reason: string): string {
  return reasonWords[reason] ?? (/^[\w.-]+$/.test(reason) ? "" : reason);
}

export const statusWord = (status: string) => statusWords[status] ?? status;
export const answerWord = (status: string) => answerWords[status] ?? status;
export const eventWord = (event: string) => eventWords[event] ?? event;
export const roleWord = (role: string) => roleWords[role] ?? role;

export type Mood = "calm" | "busy" | "good" | "bad";

/** How a status is coloured. */
export function moodOf(status: string): Mood {
  if (["escalated", "unfilled", "disputed"].includes(status)) return "bad";
  if (["accepted", "in_progress", "served", "closed"].includes(status)) return "good";
  if (["queued", "proposed", "offered"].includes(status)) return "busy";
  return "calm";
}
