import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { FieldKey } from "./field-cipher/field-keys.ts";
import { nearestWord } from "./nearest-word.ts";
import { channelList, fieldKeys, flag, moment, port, type Role, roleList, roles, wechatAddress } from "./setting-kinds.ts";

export { type Role, roles } from "./setting-kinds.ts";

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every setting there is. `.env.example` has one line for each, in this order. */
export const settings = z.object({
  YIMI_ENV: z.enum(["development", "production", "test"], "must be development, production or test").optional(),
  YIMI_HOST: z.string().default("127.0.0.1"),
  YIMI_PORT: port.default(3000),
  YIMI_PROBE_PORT: port.optional(),
  YIMI_PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[\w.:[\]-]+(\/[\w./-]*)?$/, "must be an address such as https://yimi.example.org")
    .transform((address) => address.replace(/\/$/, ""))
    .optional(),
  YIMI_ROLES: roleList.default([...roles]),
  YIMI_DATA: z.string().default("./data"),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, "must begin with mongodb:// or mongodb+srv://")
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^(rediss?:\/\/.|\/)/, "must begin with redis:// or rediss://, or be the path of a unix socket")
    .optional(),
  YIMI_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,38}$/, "must be letters, digits, _ or -, at most 38")
    .default("yimi"),
  YIMI_KEY_PREFIX: z
    .string()
    .regex(/^\{[A-Za-z0-9_-]+\}$/, "must be one word in braces, such as {yimi}")
    .default("{yimi}"),
  YIMI_FIELD_KEYS: fieldKeys.optional(),
  YIMI_REDIS_SERVER: z.string().optional(),
  YIMI_CACHE: z.string().optional(),
  YIMI_STATION: z
    .string()
    .regex(/^[A-Z0-9]{2,8}$/, "must be 2 to 8 capital letters or digits")
    .default("PL"),
  YIMI_DEMO: flag.optional(),
  YIMI_START_AT: moment.optional(),
  YIMI_PUPPET: channelList.optional(),
  YIMI_PUPPET_TOKEN: z.string().optional(),
  YIMI_ILINK_BASE_URL: wechatAddress.default("https://ilinkai.weixin.qq.com"),
  YIMI_WECHAT_BASE_URL: wechatAddress.default("https://api.weixin.qq.com"),
  YIMI_WECHAT_APP_ID: z
    .string()
    .regex(/^wx[0-9A-Za-z]{4,30}$/, "must begin with wx, as the console of the mini-program shows it")
    .optional(),
  YIMI_WECHAT_APP_SECRET: z.string().optional(),
  YIMI_WECHAT_PUSH_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, "must be 3 to 32 letters and digits, as in the console of the mini-program")
    .optional(),
  YIMI_WECHAT_PUSH_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, "must be the 43 letters and digits of the EncodingAESKey")
    .optional(),
  YIMI_SUBSCRIBE_TEMPLATES: z.string().optional(),
  YIMI_LLM_URL: z
    .string()
    .regex(/^(https:\/\/.|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$))/, "must begin with https:// (http:// only for 127.0.0.1)")
    .optional(),
  YIMI_LLM_MODEL: z.string().optional(),
  YIMI_LLM_KEY: z.string().optional(),
  YIMI_LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be fatal, error, warn, info, debug, trace or silent")
    .optional(),
});
type Setting = keyof z.infer<typeof settings>;

/** A mini-program as WeChat's server knows it. */
export interface WechatApp {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly appId: string;
  readonly secret: string;
}

/** What WeChat signs and seals pushed messages with, as set in the console of the mini-program. */
export interface WechatPush {
  readonly token: string;
  /** The EncodingAESKey of the safe mode; undefined in the plain mode. */
  readonly aesKey: string | undefined;
}

/** A language model behind an OpenAI-compatible address. */
export interface LanguageModel {
  readonly url: string;
  readonly model: string;
  readonly key: string | undefined;
}

/** What the process was told, checked; times are `Date`, folders absolute. */
export interface Config {
  readonly env: "development" | "production" | "test";
  readonly host: string;
  readonly port: number;
  /** Where a process without the role `api` answers /healthz, /readyz and /metrics; none when undefined. */
  readonly probePort: number | undefined;
  /** Where people reach the HTTP interface from outside, without a slash at its end; printed on certificates. */
  readonly publicUrl: string;
  readonly roles: readonly Role[];
  readonly dataDir: string;
  /** A server to use instead of the embedded one. */
  readonly mongoUri: string | undefined;
  readonly redisUrl: string | undefined;
  readonly database: string;
  /** `{word}`: BullMQ's `prefix`, and the beginning of every other key; the braces keep them in one cluster slot. */
  readonly keyPrefix: string;
  /** What phones, addresses and words of people are sealed with, the first first; one kept in the data folder when undefined. */
  readonly fieldKeys: readonly FieldKey[] | undefined;
  readonly redisServer: string | undefined;
  readonly cacheDir: string;
  /** Where programs are looked for, as in PATH. */
  readonly searchPath: string;
  readonly stationId: string;
  /** Whether the invented people of the demo station are put into an empty database. */
  readonly hasDemo: boolean;
  /** Where the simulator's clock starts; the present when undefined. */
  readonly startAt: Date | undefined;
  /** Where people write: `local` (the simulator), `ilink`, `service`, or names of Wechaty puppets; each once. */
  readonly channels: readonly string[];
  readonly puppetToken: string | undefined;
  /** WeChat's iLink server, without a slash at its end. */
  readonly ilinkBaseUrl: string;
  /** The station's mini-program; without one there is no login by WeChat. */
  readonly wechat: WechatApp | undefined;
  /** Customer-service messages WeChat pushes; none without it. */
  readonly wechatPush: WechatPush | undefined;
  /** A file with the templates of subscribe messages the station has set up; none without it. */
  readonly subscribeTemplates: string | undefined;
  /** Asked where the reading of a message is unsure; none unless it is set. */
  readonly languageModel: LanguageModel | undefined;
  readonly logLevel: string;
}

/** Settings that cannot be used: the message lists all of them, one per line. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`These settings need correcting:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/**
 * Reads and checks every setting at once, so that one start shows all that is wrong. An empty variable counts as unset;
 * `--roles=…` in `argv` goes before YIMI_ROLES.
 * @throws ConfigError naming each wrong or unknown setting
 */
export function loadConfig(env: Environment, argv: readonly string[] = []): Config {
  const problems: string[] = [];
  const given = { ...env, ...readArguments(argv, problems) };
  const known = Object.keys(settings.shape) as Setting[];
  for (const name of Object.keys(given))
    if (name.startsWith("YIMI_") && !known.includes(name as Setting)) problems.push(unknownSetting(name, known));

  const filled = Object.fromEntries(known.flatMap((name) => (given[name]?.trim() ? [[name, given[name].trim()]] : [])));
  const parsed = settings.safeParse(filled);
  if (!parsed.success) for (const [name, message] of firstIssues(parsed.error)) problems.push(`${name} ${message}`);

  const mode = filled.YIMI_ENV ?? (env.NODE_ENV === "production" ? "production" : "development");
  const wanted = parsed.data?.YIMI_ROLES ?? [];
  if (mode === "production" && wanted.includes("bot") && !filled.YIMI_PUPPET)
    problems.push(
      "YIMI_PUPPET must be set in production: name your channels, such as ilink,service (the simulator is for development only)",
    );
  if (mode === "production" && !filled.YIMI_FIELD_KEYS)
    problems.push(
      'YIMI_FIELD_KEYS must be set in production: it seals phones, addresses and what people write; make one with echo "k1:$(openssl rand -base64 32)" and keep it apart from the database and its backups',
    );
  if (mode === "production" && filled.YIMI_START_AT)
    problems.push("YIMI_START_AT is for development only: in production the clock is the real one");
  if (filled.YIMI_WECHAT_APP_ID && !filled.YIMI_WECHAT_APP_SECRET)
    problems.push("YIMI_WECHAT_APP_SECRET must be set beside YIMI_WECHAT_APP_ID");
  if (filled.YIMI_WECHAT_APP_SECRET && !filled.YIMI_WECHAT_APP_ID)
    problems.push("YIMI_WECHAT_APP_ID must be set beside YIMI_WECHAT_APP_SECRET");
  if (parsed.data?.YIMI_PUPPET?.includes("service")) {
    if (!filled.YIMI_WECHAT_APP_ID) problems.push("YIMI_WECHAT_APP_ID must be set for the channel service");
    if (!filled.YIMI_WECHAT_PUSH_TOKEN) problems.push("YIMI_WECHAT_PUSH_TOKEN must be set for the channel service");
  }
  if (filled.YIMI_WECHAT_PUSH_AES_KEY && !filled.YIMI_WECHAT_PUSH_TOKEN)
    problems.push("YIMI_WECHAT_PUSH_TOKEN must be set beside YIMI_WECHAT_PUSH_AES_KEY");
  if (filled.YIMI_LLM_URL && !filled.YIMI_LLM_MODEL) problems.push("YIMI_LLM_MODEL must be set beside YIMI_LLM_URL");
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return toConfig(parsed.data, mode as Config["env"], env);
}

function toConfig(data: z.infer<typeof settings>, env: Config["env"], given: Environment): Config {
  const isDevelopment = env === "development";
  const home = given.HOME ?? homedir();
  return {
    env,
    host: data.YIMI_HOST,
    port: data.YIMI_PORT,
    probePort: data.YIMI_PROBE_PORT,
    publicUrl: data.YIMI_PUBLIC_URL ?? `http://${data.YIMI_HOST}:${data.YIMI_PORT}`,
    roles: [...new Set(data.YIMI_ROLES)],
    dataDir: path.resolve(data.YIMI_DATA),
    mongoUri: data.MONGODB_URI,
    redisUrl: data.REDIS_URL,
    database: data.YIMI_DATABASE,
    keyPrefix: data.YIMI_KEY_PREFIX,
    fieldKeys: data.YIMI_FIELD_KEYS,
    redisServer: data.YIMI_REDIS_SERVER,
    cacheDir: path.resolve(data.YIMI_CACHE ?? path.join(given.XDG_CACHE_HOME ?? path.join(home, ".cache"), "yimi")),
    searchPath: given.PATH ?? "",
    stationId: data.YIMI_STATION,
    hasDemo: data.YIMI_DEMO ?? isDevelopment,
    startAt: data.YIMI_START_AT,
    channels: data.YIMI_PUPPET ?? ["local"],
    puppetToken: data.YIMI_PUPPET_TOKEN,
    ilinkBaseUrl: data.YIMI_ILINK_BASE_URL,
    wechat: wechatApp(data),
    wechatPush: data.YIMI_WECHAT_PUSH_TOKEN ? { token: data.YIMI_WECHAT_PUSH_TOKEN, aesKey: data.YIMI_WECHAT_PUSH_AES_KEY } : undefined,
    subscribeTemplates: data.YIMI_SUBSCRIBE_TEMPLATES && path.resolve(data.YIMI_SUBSCRIBE_TEMPLATES),
    languageModel: languageModel(data),
    logLevel: data.YIMI_LOG_LEVEL ?? (env === "production" ? "info" : "warn"),
  };
}

function wechatApp(data: z.infer<typeof settings>): WechatApp | undefined {
  const { YIMI_WECHAT_APP_ID: appId, YIMI_WECHAT_APP_SECRET: secret, YIMI_WECHAT_BASE_URL: baseUrl } = data;
  return appId && secret ? { baseUrl, appId, secret } : undefined;
}

function languageModel({
  YIMI_LLM_URL: url,
  YIMI_LLM_MODEL: model,
  YIMI_LLM_KEY: key,
}: z.infer<typeof settings>): LanguageModel | undefined {
  return url && model ? { url, model, key } : undefined;
}

function readArguments(argv: readonly string[], problems: string[]): Environment {
  const read: Record<string, string> = {};
  for (const word of argv) {
    const list = /^--roles=(.*)$/.exec(word)?.[1];
    if (list !== undefined) read.YIMI_ROLES = list || "none";
    else problems.push(`${word} is not an argument: the only one is --roles=${roles.join(",")}`);
  }
  return read;
}

function unknownSetting(name: string, known: readonly string[]): string {
  return `${name} is not a setting; the nearest is ${nearestWord(name, known)}`;
}

/** One message per setting is enough. */
function firstIssues(error: z.ZodError): Map<string, string> {
  const found = new Map<string, string>();
  for (const issue of error.issues) {
    const name = String(issue.path[0]);
    if (!found.has(name)) found.set(name, issue.message);
  }
  return found;
}
