import { refuse } from "../errcodes.ts";
import { type Answer, bodyOf, type Exchange, type Route } from "../route.ts";
import type { World } from "../world.ts";
import { isAllowed } from "./subscribe-values.ts";

export const subscribeRoutes: readonly Route[] = [{ method: "POST", path: "/cgi-bin/message/subscribe/send", handle: send }];

/** A template as the console shows it. */
export interface Template {
  readonly id: string;
  /** `thing1`, `time2`, … */
  readonly fields: readonly string[];
  /** Agreed to once for many messages; for public services only. */
  readonly isLasting?: boolean;
}

/** A subscribe message as it stands in the person's service notifications. */
export interface ServiceNotice {
  readonly templateId: string;
  readonly page: string | undefined;
  readonly data: Readonly<Record<string, string>>;
  readonly at: Date;
}

function send(world: World, exchange: Exchange): Answer {
  const { clock, limits, people, service, tokens } = world;
  const refusal = tokens.refusalOf(exchange.query.get("access_token"));
  if (refusal !== undefined) return refuse(refusal);
  const body = bodyOf(exchange);
  if (!body) return refuse(exchange.text === "" ? 44002 : 47001);
  const { touser: openid, template_id, page, data } = body;
  if (typeof openid !== "string" || !people.find(openid)) return refuse(40003);
  const template = service.templates.find(({ id }) => id === template_id);
  if (!template) return refuse(40037);
  if (limits.isOver("subscribePerDay")) return refuse(45009);
  if (page !== undefined && (typeof page !== "string" || !service.pages.includes(page.split("?")[0] ?? ""))) return refuse(41030);
  const values = valuesIn(data, template);
  if (typeof values === "string") return refuse(47003, `argument invalid! ${values}`);
  if (!service.grants.take(openid, template)) return refuse(43101);
  service.notify(openid, { templateId: template.id, page, data: values, at: new Date(clock.now()) });
  return { errcode: 0, errmsg: "ok", msgid: Number(clock.now()) };
}

/** The words by field, or the field that is wrong. */
function valuesIn(data: unknown, { fields }: Template): Readonly<Record<string, string>> | string {
  if (typeof data !== "object" || data === null) return "data";
  const given = data as Record<string, { readonly value?: unknown } | undefined>;
  const values: Record<string, string> = {};
  for (const field of fields) {
    const value = given[field]?.value;
    if (!isAllowed(field, value)) return `data.${field}.value invalid`;
    values[field] = String(value);
  }
  return values;
}

/** What people have agreed to: one message for each time, or all of them for a lasting template. */
export interface Grants {
  add(openid: string, templateId: string): void;
  take(openid: string, template: Template): boolean;
  /** Everything agreed to is void. */
  refuse(openid: string, templateId: string): void;
  left(openid: string, templateId: string): number;
}

export function openGrants(): Grants {
  const counted = new Map<string, number>();
  const key = (openid: string, templateId: string): string => `${openid} ${templateId}`;
  const left = (openid: string, templateId: string): number => counted.get(key(openid, templateId)) ?? 0;
  return {
    add: (openid, templateId) => void counted.set(key(openid, templateId), left(openid, templateId) + 1),
    take: (openid, { id, isLasting = false }) => {
      const had = left(openid, id);
      if (had > 0 && !isLasting) counted.set(key(openid, id), had - 1);
      return had > 0;
    },
    refuse: (openid, templateId) => void counted.delete(key(openid, templateId)),
    left,
  };
}
