import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ServiceItem } from "../catalog/index.ts";
import { ConfigError } from "../platform/index.ts";
import shipped from "./subscribe-templates.json" with { type: "json" };
import { fitValue, kindOfField } from "./subscribe-values.ts";

/** When the mini-program may ask: WeChat shows its question only after a tap. */
export const subscribeMoments = ["submitted", "accepted", "checked_out"] as const;
export type SubscribeMoment = (typeof subscribeMoments)[number];

/** What a subscribe message is made from. No name of a place, no free words: it stands on the locked screen. */
export interface SubscribeFacts {
  readonly requestId: string;
  readonly code: string;
  /** From `serviceName`. */
  readonly service: string;
  readonly startAt?: Date | undefined;
  /** How the helper is called. */
  readonly helper?: string | undefined;
  readonly station?: string | undefined;
}

/** A template of the station's mini-program and how its fields are filled. */
export interface SubscribeTemplate {
  readonly templateId: string;
  readonly use: string;
  readonly fields: Readonly<Record<string, FactName>>;
  /** Agreed to once for many messages; WeChat grants it to public services only. */
  readonly isLasting: boolean;
  readonly moments: readonly SubscribeMoment[];
  readonly page: string;
}

const factNames = ["service", "code", "startAt", "helper", "station", "status", "advice"] as const;
type FactName = (typeof factNames)[number];

const fields = z.record(
  z.string().refine((name) => kindOfField(name) !== undefined, "is no field of a template, such as thing1"),
  z.enum(factNames),
);
const shippedUses = z.array(
  z.strictObject({ use: z.string(), title: z.string(), moments: z.array(z.enum(subscribeMoments)), page: z.string(), fields }),
);
const shippedNotices = z.record(z.string(), z.strictObject({ use: z.string(), status: z.string(), advice: z.string() }));
const uses = shippedUses.parse(shipped.uses);
/** What each kind of notice says in a subscribe message, and by which use. */
export const subscribeNotices = shippedNotices.parse(shipped.notices);

const ofStation = z.array(
  z.strictObject({
    use: z.enum(uses.map(({ use }) => use)),
    templateId: z.string().regex(/^[\w-]{4,64}$/),
    fields: fields.optional(),
    isLasting: z.boolean().default(false),
  }),
);

/**
 * The templates the station has set up in the console of its mini-program, from the file of YIMI_SUBSCRIBE_TEMPLATES; none without one.
 * A use without fields in the file has those that ship.
 * @throws ConfigError when the file cannot be used
 */
export function readSubscribeTemplates(file: string | undefined): readonly SubscribeTemplate[] {
  if (file === undefined) return [];
  const read = ofStation.safeParse(readJson(file));
  if (!read.success) {
    throw new ConfigError(read.error.issues.map(({ path, message }) => `YIMI_SUBSCRIBE_TEMPLATES ${path.join(".")}: ${message}`));
  }
  return read.data.flatMap(({ use, templateId, isLasting, fields: own }) => {
    const known = uses.find((one) => one.use === use);
    return known ? [{ templateId, use, isLasting, fields: own ?? known.fields, moments: known.moments, page: known.page }] : [];
  });
}

/** The values of a message, each as its field takes it; undefined when a field cannot be filled. */
export function fillTemplate(
  template: SubscribeTemplate,
  kind: string,
  facts: SubscribeFacts,
): Readonly<Record<string, string>> | undefined {
  const words = subscribeNotices[kind];
  if (words?.use !== template.use) return undefined;
  const all: Readonly<Partial<Record<FactName, string | Date | undefined>>> = { ...facts, ...words };
  const values: Record<string, string> = {};
  for (const [field, name] of Object.entries(template.fields)) {
    const fieldKind = kindOfField(field);
    const fact = all[name];
    const value = fieldKind && fact !== undefined ? fitValue(fieldKind, fact) : undefined;
    if (value === undefined) return undefined;
    values[field] = value;
  }
  return values;
}

/** The page that a tap on the message opens. */
export function pageOf({ page }: SubscribeTemplate, { requestId }: SubscribeFacts): string {
  return page.replace("{requestId}", encodeURIComponent(requestId));
}

const telling = ["health", "vulnerable", "confidential", "minor", "eligibility", "referral", "tone:condolence"];
/** 社会救助, 社会事务: what somebody asks for here says something of their life. */
const tellingCategories = ["SR", "AF"];

/** A service as it may stand on a locked screen: its name, unless that says something of health, need, children or grief. */
export function serviceName(item: Pick<ServiceItem, "code" | "name" | "flags"> | null): string {
  const isTelling = !item || item.flags.some((flag) => telling.includes(flag)) || tellingCategories.includes(item.code.slice(0, 2));
  return isTelling ? "社区服务" : item.name;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ConfigError([`YIMI_SUBSCRIBE_TEMPLATES ${error instanceof Error ? error.message : "cannot be read"}`]);
  }
}
