/** What somebody in front of the page does next to see a request through; nothing when it has come to its end. */
const nextSteps: Readonly<Record<string, string>> = {
  collecting: "居民的手机:回答一米问的话,最后回「对」。",
  submitted: "协调员的手机:点「通过」。",
  queued: "一米在找人。没找到的话,过一会儿会扩大范围,也可以拨快时间看看。",
  proposed: "协调员的手机:看看每位为什么合适,点 1、2 或 3 派单。",
  offered: "志愿者的手机:换到「问过谁」里的一位(点「有新消息」最快),点「接」。",
  accepted: "拨时间:先到「明早 8 点」,再「+1 小时」到约好的时候;然后用接单的志愿者的手机说「到了」。",
  in_progress: "拨时间到做完的时候,用志愿者的手机说「完事了」;陪同就医还要说「送到家了」。",
  served: "居民的手机:说「五星」,或者说说哪里不好。",
  referred: "协调员的手机:换到接收单位的人,办完或退回。",
  unfilled: "协调员的手机:给居民打电话商量,再「重新找」。",
  escalated: "协调员的手机:回「我来」接手,处理完说一声。",
  disputed: "协调员的手机:核实后定下来。",
  suspended: "协调员的手机:情况好了就「恢复」。",
};

export const nextStep = (status: string): string | undefined => nextSteps[status];

/** The whole way, for somebody who sees the page for the first time. */
export const firstTour: readonly { readonly who: string; readonly does: string }[] = [
  { who: "居民", does: "点手机里的第一句话,再点「对」" },
  { who: "协调员", does: "点「通过」;看到人选后点 1" },
  { who: "志愿者", does: "点「有新消息」换到被派的人,再点「接」" },
  { who: "时间", does: "拨到「明早 8 点」,再「+1 小时」到 9 点" },
  { who: "志愿者", does: "说「到了」;再拨两小时,说「完事了」「送到家了」" },
  { who: "居民", does: "说「五星」,这一单就办好了" },
];
