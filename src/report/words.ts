import type { WorkType } from "../catalog/index.ts";
import type { RequestFlag, Status, Urgency } from "../request/index.ts";
import type { AgeBand } from "./age-band.ts";
import type { NextStep } from "./next-step.ts";

/** What people read in lists and statistics; one place for this edge, as `bot/texts/` is for chat. */
export const statusNames: Readonly<Record<Status, string>> = {
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
  disputed: "有异议",
  unfilled: "无人接单",
  escalated: "紧急",
  cancelled: "已取消",
  declined: "已婉拒",
  merged: "已合并",
};

export const workTypeNames: Readonly<Record<WorkType | "none", string>> = {
  case: "个案",
  group: "小组",
  community: "社区活动",
  direct: "直接服务",
  visit: "入户走访",
  none: "未定",
};

export const ageBandNames: Readonly<Record<AgeBand, string>> = {
  "0-13": "13岁及以下",
  "14-17": "14–17岁",
  "18-59": "18–59岁",
  "60-69": "60–69岁",
  "70-79": "70–79岁",
  "80+": "80岁及以上",
  unknown: "年龄未登记",
};

export const urgencyNames: Readonly<Record<Urgency, string>> = { urgent: "紧急", soon: "一天之内", routine: "不急" };

/** Marks people at the desk should see; the machine's own have no name. */
export const flagNames: Readonly<Partial<Record<RequestFlag, string>>> = {
  needs_call: "要先打电话",
  at_risk: "志愿者没回确认",
  unverified: "时长待核",
  confidential: "保密",
  vulnerable: "重点关照",
  phone_list: "要打电话找人",
  conduct: "有投诉",
  asap: "越快越好",
};

export const nextStepNames: Readonly<Record<NextStep, string>> = {
  answer_alarm: "马上接手",
  settle_alarm: "处理完说明情况",
  call_resident: "给居民打电话",
  triage: "审单",
  pick_helper: "挑选志愿者",
  find_helper: "打电话找人",
  wait_for_match: "等系统找人",
  wait_for_answer: "等志愿者回话",
  call_helper: "给志愿者打电话确认",
  wait_for_service: "等服务开始",
  wait_for_check_out: "等服务结束",
  verify_hours: "核时长",
  wait_for_rating: "等居民评价",
  decide_dispute: "裁定异议",
  wait_for_office: "等转介回音",
  lift: "恢复或取消",
  wait_for_resident: "等居民答复",
  none: "无",
};

export const dimensionNames = {
  item: "服务项目",
  category: "类别",
  workType: "工作方法",
  community: "社区",
  ageBand: "年龄段",
  station: "社工站",
  year: "年份",
  month: "月份",
  day: "日期",
} as const;

export const noneName = "未定项目";
export const totalName = "合计";
export const hiddenName = "保密";
/** In place of numbers behind which too few people stand. */
export const suppressedName = "人数过少,不显示";
