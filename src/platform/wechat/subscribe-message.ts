import { type SendDeps, type SendOutcome, sendCall } from "./send-call.ts";

/** A message of a template the person has agreed to; its values keep to the rule of each field. */
export interface SubscribeMessage {
  readonly templateId: string;
  /** Values by field: `{ thing1: "陪同就医" }`. */
  readonly values: Readonly<Record<string, string>>;
  /** Opened by a tap: `pages/request/request?id=…`. */
  readonly page?: string;
}

/** Stands among the person's service notifications; uses up one agreement unless the template is a lasting one. */
export function sendSubscribe(deps: SendDeps, openId: string, { templateId, values, page }: SubscribeMessage): Promise<SendOutcome> {
  const data = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]));
  const body = { touser: openId, template_id: templateId, data, lang: "zh_CN", ...(page !== undefined && { page }) };
  return sendCall(deps, { method: "POST", path: "/cgi-bin/message/subscribe/send", body });
}
