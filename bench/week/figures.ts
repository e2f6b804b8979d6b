import type { AppDeps } from "../../src/app.ts";
import { phoneList } from "../../src/report/index.ts";

/** What became of the notices of a simulated week. */
export interface WeekFigures {
  /** Notices sent, by what carried them. */
  readonly sentBy: Readonly<Record<string, number>>;
  /** Messages to people, less than notices where several went out as one. */
  readonly messagesBy: Readonly<Record<string, number>>;
  readonly dropped: number;
  /** Undeliverable, by the reason. */
  readonly failedWhy: Readonly<Record<string, number>>;
  /** The same by kind of notice. */
  readonly failedKinds: Readonly<Record<string, number>>;
  /** Of these, people who were not on the call list at the end of the day on which it failed; must be none. */
  readonly missingOnList: readonly string[];
  readonly asked: number;
  readonly renewed: Readonly<Record<string, number>>;
  /** Messages the channels refused because a window was over or used up; must be none. */
  readonly overQuota: number;
  readonly requests: Readonly<Record<string, number>>;
}

interface Row {
  readonly _id: string;
  readonly to: string;
  readonly kind: string;
  readonly status: string;
  readonly channel?: string;
  readonly why?: string;
}

/** Looks once a day whether everybody who was not reached stands on the call list. */
export interface ListWatch {
  look(): Promise<void>;
  readonly missing: readonly string[];
}

export function watchList(deps: AppDeps): ListWatch {
  const looked = new Set<string>();
  const missing: string[] = [];
  return {
    missing,
    async look() {
      const failed = await deps.db
        .collection<Row>("notices")
        .find({ status: "failed", to: { $not: /^room:/ } })
        .toArray();
      const listed = new Set((await phoneList(deps, deps.station.id)).map(({ person }) => person.id));
      for (const { _id, to } of failed) {
        if (looked.has(_id)) continue;
        looked.add(_id);
        if (!listed.has(to)) missing.push(`${_id} to ${to}`);
      }
    },
  };
}

export async function figuresOf(deps: AppDeps, missingOnList: readonly string[], messagesBy: Record<string, number>): Promise<WeekFigures> {
  const notices = await deps.db.collection<Row>("notices").find({}).toArray();
  const requests = await deps.db.collection<{ _id: string; status: string }>("serviceRequests").find({}).toArray();
  const metrics = await deps.metrics.text();
  const failed = notices.filter(({ status }) => status === "failed");
  return {
    sentBy: countBy(
      notices.filter(({ status, kind }) => status === "sent" && kind !== "chat.renew"),
      ({ channel = "?" }) => channel,
    ),
    messagesBy,
    dropped: notices.filter(({ status }) => status === "dropped").length,
    failedWhy: countBy(failed, ({ kind, why = "?" }) => `${kind.split(".")[0]} · ${/\w+$/.exec(why)?.[0]}`),
    failedKinds: countBy(failed, ({ kind }) => kind),
    missingOnList,
    asked: notices.filter(({ kind, status }) => kind === "chat.renew" && status === "sent").length,
    renewed: readCounter(metrics, "yimi_windows_renewed_total", "channel"),
    overQuota: sum(readCounter(metrics, "yimi_unsent_total", "reason"), ["closed", "spent"]),
    requests: countBy(requests, ({ status }) => status),
  };
}

/** As lines to read. */
export function tableOf(figures: WeekFigures): string {
  const rows = (title: string, counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `| ${title} | ${name} | ${count} |`);
  return [
    "| what | by | number |",
    "|---|---|---:|",
    ...rows("requests", figures.requests),
    ...rows("notices sent", figures.sentBy),
    ...rows("messages of the bot, answers too", figures.messagesBy),
    `| notices no longer true when they were due | | ${figures.dropped} |`,
    ...rows("on the call list", figures.failedWhy),
    `| undeliverable and not on the call list | | ${figures.missingOnList.length} |`,
    `| questions that keep a chat open, by themselves | | ${figures.asked} |`,
    ...rows("windows renewed by an answer", figures.renewed),
    `| messages refused because a window was over or used up | | ${figures.overQuota} |`,
  ].join("\n");
}

function countBy<T>(list: readonly T[], key: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of list) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
  return counts;
}

/** The values of a counter by one label, from the text of /metrics. */
function readCounter(metrics: string, name: string, label: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of metrics.split("\n")) {
    const [, labels, value] = new RegExp(`^${name}\\{(.*)\\} (\\d+)$`).exec(line) ?? [];
    const key = labels && new RegExp(`${label}="([^"]*)"`).exec(labels)?.[1];
    if (key && value) counts[key] = (counts[key] ?? 0) + Number(value);
  }
  return counts;
}

function sum(counts: Readonly<Record<string, number>>, names: readonly string[]): number {
  return names.reduce((all, name) => all + (counts[name] ?? 0), 0);
}
