import { z } from "zod";
import { control } from "../control-call.ts";
import type { Route } from "../route.ts";
import type { ServicePhone } from "./service.ts";

const openid = z.string().min(1).max(64);
const push = z.strictObject({
  url: z.url().optional(),
  token: z.string().min(1).max(64).optional(),
  aesKey: z.string().length(43).optional(),
  format: z.enum(["json", "xml"]).optional(),
  answerWithinMs: z.number().int().min(1).max(60_000).optional(),
});
const template = z.strictObject({
  id: z.string().min(1).max(64),
  fields: z.array(z.string().max(40)).min(1),
  isLasting: z.boolean().optional(),
});

/** The mini-program of a person, for other processes and the page. */
export const serviceControlRoutes: readonly Route[] = [
  control("POST", "/service/push", push, ({ service }, body) => {
    service.pushes.set(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)));
    return {};
  }),
  control("POST", "/service/check", z.strictObject({}), async ({ service }) => ({ isEchoed: await service.pushes.check() })),
  control("POST", "/service/templates", template, ({ service }, { id, fields, isLasting = false }) => {
    service.templates.push({ id, fields, isLasting });
    return {};
  }),
  control("POST", "/service/pages", z.strictObject({ page: z.string().min(1).max(200) }), ({ service }, { page }) => {
    service.pages.push(page);
    return {};
  }),
  control("POST", "/service/enter", z.strictObject({ openid, sessionFrom: z.string().max(1_000).optional() }), ({ service }, body) => {
    service.phone(body.openid).enter(body.sessionFrom);
    return {};
  }),
  control("POST", "/service/say", z.strictObject({ openid, text: z.string().min(1).max(2_000) }), ({ service }, body) => ({
    id: service.phone(body.openid).say(body.text),
  })),
  control(
    "POST",
    "/service/image",
    z.strictObject({ openid, base64: z.string().optional(), type: z.string().optional() }),
    ({ service }, body) => ({
      id: service.phone(body.openid).sendImage(body.base64 === undefined ? undefined : Buffer.from(body.base64, "base64"), body.type),
    }),
  ),
  control("POST", "/service/card", z.strictObject({ openid, title: z.string(), page: z.string() }), ({ service }, body) => ({
    id: service.phone(body.openid).sendCard(body),
  })),
  control("POST", "/service/tap", z.strictObject({ openid, index: z.number().int().min(0) }), ({ service }, body) => ({
    page: service.phone(body.openid).tapCard(body.index),
  })),
  control(
    "POST",
    "/service/popup",
    z.strictObject({ openid, answers: z.record(z.string(), z.enum(["accept", "reject"])) }),
    ({ service }, body) => service.phone(body.openid).answerPopup(body.answers),
  ),
  control("POST", "/service/turn-off", z.strictObject({ openid, templateId: z.string() }), ({ service }, body) => {
    service.phone(body.openid).turnOff(body.templateId);
    return {};
  }),
  control("POST", "/service/phone", z.strictObject({ openid: openid.optional() }), ({ service }, body) =>
    viewOf(service.phone(body.openid)),
  ),
  control("GET", "/service/phones", z.strictObject({}), ({ service }) => ({ phones: service.phones().map(viewOf) })),
];

function viewOf(phone: ServicePhone): object {
  const { openid, messages, notices, isTyping } = phone;
  return { openid, messages, notices, isTyping, left: phone.left() };
}
