import { createHash } from "node:crypto";
import { z } from "zod";
import type { PushedMessage, SubscribeEvent } from "../../src/channel/index.ts";
import type { Fields } from "./read-fields.ts";

/** What a push is to us: something a person wrote, something they decided about subscribe messages, or nothing of interest. */
export type Understood =
  | { readonly kind: "message"; readonly message: PushedMessage }
  | { readonly kind: "subscribe"; readonly event: SubscribeEvent }
  | { readonly kind: "other"; readonly event: Pick<SubscribeEvent, "id" | "openId" | "at"> };

const words = z.string().max(4_000).catch("");
const common = z.object({
  FromUserName: z.string().regex(/^[\w-]{1,64}$/),
  CreateTime: z.coerce.number().int().min(1),
  MsgType: z.string().max(40),
  MsgId: z.union([z.string().regex(/^\d{1,20}$/), z.int().nonnegative().transform(String)]).optional(),
  Event: z.string().max(80).optional(),
});
const content = z.object({ Content: words, MediaId: words, Title: words, PagePath: words }).partial();

const row = z.object({
  TemplateId: z.string().min(1).max(64),
  SubscribeStatusString: z.string().max(40).optional(),
  ErrorCode: z.coerce.number().optional(),
});
/** A single row comes without its list in JSON. */
const rows = z.union([z.array(row), row.transform((one) => [one])]);
const listed = z.object({ List: rows });

const subscribeEvents: Readonly<Record<string, { readonly what: SubscribeEvent["what"]; readonly part: string }>> = {
  subscribe_msg_popup_event: { what: "answered", part: "SubscribeMsgPopupEvent" },
  subscribe_msg_change_event: { what: "changed", part: "SubscribeMsgChangeEvent" },
  subscribe_msg_sent_event: { what: "sent", part: "SubscribeMsgSentEvent" },
};

/** @returns undefined for what is no push of WeChat's */
export function understandPush(fields: Fields): Understood | undefined {
  const read = common.safeParse(fields);
  if (!read.success) return undefined;
  const { FromUserName: openId, CreateTime, MsgType, Event } = read.data;
  const at = new Date(CreateTime * 1000);
  if (Number.isNaN(at.getTime())) return undefined;
  const id = idOf(read.data);
  if (MsgType !== "event") return { kind: "message", message: { id, openId, at, order: orderOf(read.data), ...wordsOf(MsgType, fields) } };
  const known = Event === undefined ? undefined : subscribeEvents[Event];
  if (!known) return { kind: "other", event: { id, openId, at } };
  const list = listed.safeParse(fields[known.part] ?? fields);
  if (!list.success) return undefined;
  const answers = list.data.List.map(({ TemplateId, SubscribeStatusString, ErrorCode }) => ({
    templateId: TemplateId,
    isAccepted: SubscribeStatusString === "accept" || ErrorCode === 0,
  }));
  return { kind: "subscribe", event: { id, openId, at, what: known.what, answers } };
}

function wordsOf(type: string, fields: Fields): Omit<PushedMessage, "id" | "openId" | "at" | "order"> {
  const { Content = "", MediaId, Title = "", PagePath } = content.parse(fields);
  if (type === "text") return { kind: "text", text: Content };
  if (type === "image") return { kind: "image", text: "", ...(MediaId && { mediaId: MediaId }) };
  if (type === "miniprogrampage") return { kind: "card", text: Title, ...(PagePath && { page: PagePath }) };
  return { kind: "other", text: "" };
}

type Common = z.output<typeof common>;

/** By WeChat's id, else by sender and second as its documentation says, and by the kind of event. Nobody's openid can be read in it. */
function idOf({ MsgId, FromUserName, CreateTime, MsgType, Event = "" }: Common): string {
  if (MsgId !== undefined) return `m-${MsgId}`;
  const told = JSON.stringify([FromUserName, CreateTime, MsgType, Event]);
  return `e-${createHash("sha256").update(told).digest("hex").slice(0, 24)}`;
}

const orderOf = ({ MsgId = "" }: Common): string => MsgId.padStart(20, "0");
