import { z } from "zod";
import { ControlError, control } from "../control-call.ts";
import { type Route, raw } from "../route.ts";
import { ScanError } from "./bindings.ts";
import type { Phone } from "./phones.ts";
import type { Bubble, Said } from "./wire.ts";

const name = z.string().trim().min(1).max(32);
const seconds = z.number().int().min(1).max(60).optional();
const bytes = z.string().transform((base64) => Buffer.from(base64, "base64"));
const said = z.union([
  z.strictObject({ name, text: z.string().min(1), quotes: z.string().optional(), quotesInFull: z.boolean().optional() }),
  z.strictObject({ name, voice: z.strictObject({ transcript: z.string().optional(), seconds }) }),
  z.strictObject({ name, image: bytes }),
  z.strictObject({ name, video: bytes }),
  z.strictObject({ name, file: bytes, fileName: z.string().min(1) }),
]);
const settings = z.strictObject({
  longPollMs: z.number().int().min(1).optional(),
  qrLifeMs: z.number().int().min(1).optional(),
  asksForCode: z.boolean().optional(),
  mostCodeTries: z.number().int().min(1).optional(),
  redirectsTo: z.string().optional(),
  mostPerMessage: z.number().int().min(0).optional(),
  windowMs: z.number().int().min(1).optional(),
  mostPerSecond: z.number().int().min(0).optional(),
  replays: z.boolean().optional(),
  copies: z.number().int().min(1).optional(),
  shuffles: z.enum(["nothing", "copies", "all"]).optional(),
  uploadAddress: z.enum(["full", "param"]).optional(),
});

/** Phones for other processes and for the page. */
export const ilinkControlRoutes: readonly Route[] = [
  control("GET", "/ilink/phones", z.strictObject({}), ({ ilink }) => ({ phones: ilink.phones.all.map(viewPhone) })),
  control("POST", "/ilink/phones", z.strictObject({ name }), ({ ilink }, body) => viewPhone(ilink.phone(body.name))),
  control("POST", "/ilink/scan", z.strictObject({ name, link: z.string(), asksForCode: z.boolean().optional() }), ({ ilink }, body) =>
    scanning(() => ({ code: ilink.phone(body.name).scan(body.link, { asksForCode: body.asksForCode }).code ?? null })),
  ),
  control("POST", "/ilink/confirm", z.strictObject({ name }), ({ ilink }, body) =>
    scanning(() => ({ botId: ilink.phone(body.name).confirm().botId })),
  ),
  control("POST", "/ilink/refuse", z.strictObject({ name }), ({ ilink }, body) =>
    scanning(() => {
      ilink.phone(body.name).refuse();
      return {};
    }),
  ),
  control("POST", "/ilink/unbind", z.strictObject({ name }), ({ ilink }, body) =>
    withBot(() => {
      ilink.phone(body.name).unbind();
      return {};
    }),
  ),
  control("POST", "/ilink/say", said, ({ ilink }, body) => withBot(() => ({ id: ilink.phone(body.name).say(saidIn(body)) }))),
  control("POST", "/ilink/repeat", z.strictObject({ name, count: z.number().int().min(1) }), ({ ilink }, body) =>
    withBot(() => {
      ilink.phone(body.name).repeat(body.count);
      return {};
    }),
  ),
  control("POST", "/ilink/settings", settings, ({ ilink }, changed) => {
    ilink.set(changed as Parameters<typeof ilink.set>[0]);
    return {};
  }),
  control("GET", "/ilink/chat", z.strictObject({ name, after: z.coerce.number().int().min(0).default(0) }), ({ ilink }, body) => {
    const phone = ilink.phone(body.name);
    return { ...viewPhone(phone), bubbles: phone.bubbles.slice(body.after).map(viewBubble) };
  }),
  {
    method: "GET",
    path: "/_control/ilink/bytes",
    handle: ({ ilink }, { query }) => {
      const bubble = ilink.phone(query.get("name") ?? "").bubbles.find(({ id }) => id === query.get("id"));
      if (!bubble?.bytes) throw new ControlError("there is no such image");
      return raw(bubble.bytes, bubble.kind === "image" ? "image/png" : "application/octet-stream");
    },
  },
];

const viewPhone = ({ name: called, userId, isTyping, account, window, bubbles }: Phone) => ({
  name: called,
  userId,
  botId: account?.botId ?? null,
  isOnline: account?.isStarted ?? false,
  isTyping,
  window: window ? { endsAt: new Date(window.endsAt).toISOString(), left: window.left } : null,
  bubbleCount: bubbles.length,
});

const viewBubble = ({ bytes: content, at, ...bubble }: Bubble) => ({
  ...bubble,
  at: new Date(at).toISOString(),
  ...(content && { size: content.length }),
});

function saidIn(body: z.infer<typeof said>): Said {
  if ("text" in body) return { text: body.text, quotes: body.quotes, quotesInFull: body.quotesInFull };
  if ("voice" in body) return { voice: body.voice };
  if ("image" in body) return { image: body.image };
  return "video" in body ? { video: body.video } : { file: body.file, name: body.fileName };
}

/** What a phone says no to is the caller's affair. */
function scanning<T extends object>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ScanError) throw new ControlError(error.message);
    throw error;
  }
}

function withBot<T extends object>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new ControlError((error as Error).message);
  }
}
