/** The three phones on the table and whose they may be. */
export interface PhoneKind {
  readonly key: "resident" | "volunteer" | "coordinator";
  readonly title: string;
  readonly roles: readonly string[];
  readonly welcome: string;
  /** What to type first. */
  readonly starters: readonly string[];
}

export const phoneKinds: readonly PhoneKind[] = [
  {
    key: "resident",
    title: "居民",
    roles: ["resident"],
    welcome: "用平常说话的样子写就行。先试试:",
    starters: ["明天上午九点能派人陪我去区医院看病吗", "家里水龙头漏水,想请人来修"],
  },
  {
    key: "volunteer",
    title: "志愿者",
    roles: ["volunteer", "social_worker", "grid_worker"],
    welcome: "派给这位的任务会出现在这里。也可以先问:",
    starters: ["我现在多少小时了"],
  },
  {
    key: "coordinator",
    title: "协调员",
    roles: ["coordinator", "supervisor", "receiver"],
    welcome: "完整的单子发在这里,工作群里只有编号。先试试:",
    starters: ["今天还有几单"],
  },
];
