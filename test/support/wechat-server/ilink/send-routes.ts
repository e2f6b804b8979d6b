import { z } from "zod";
import type { Answer, Exchange, Handled, Route } from "../route.ts";
import type { World } from "../world.ts";
import type { Account } from "./accounts.ts";
import { done, misshapen, refuseIlink, unsent } from "./answers.ts";
import { check } from "./checked-call.ts";
import { decrypt, keyOf } from "./media.ts";
import type { Bubble } from "./wire.ts";

export const sendRoutes: readonly Route[] = [
  { method: "POST", path: "/ilink/bot/sendmessage", handle: sendMessage },
  { method: "POST", path: "/ilink/bot/getconfig", handle: getConfig },
  { method: "POST", path: "/ilink/bot/sendtyping", handle: sendTyping },
];

const reference = z.object({ media: z.object({ encrypt_query_param: z.string(), aes_key: z.string() }) });
const item = z.discriminatedUnion("type", [
  z.object({ type: z.literal(1), text_item: z.object({ text: z.string().min(1) }) }),
  z.object({ type: z.literal(2), image_item: reference }),
  z.object({ type: z.literal(4), file_item: reference.extend({ file_name: z.string().min(1) }) }),
  z.object({ type: z.literal(5), video_item: reference }),
]);
const message = z.object({
  from_user_id: z.literal(""),
  to_user_id: z.string(),
  client_id: z.string().min(1),
  message_type: z.literal(2),
  message_state: z.literal(2),
  item_list: z.tuple([item]),
  context_token: z.string().optional(),
});

const secondMs = 1000;

function sendMessage(world: World, exchange: Exchange): Handled {
  const call = check(world, exchange);
  if ("refusal" in call) return call.refusal;
  const parsed = message.safeParse(call.body.msg);
  if (!parsed.success) return refuseIlink(misshapen, z.prettifyError(parsed.error));
  const { account } = call;
  const { client_id: clientId, context_token: context, to_user_id: to, item_list: items } = parsed.data;
  const before = account.sent.get(clientId);
  if (before !== undefined) return sentAs(before);
  const content = contentOf(world, items[0]);
  if (typeof content === "string") return refuseIlink(misshapen, content);
  const refusal = to === account.userId ? refusalOf(world, account, context) : refuseIlink(unsent, "prepare failed");
  if (refusal) return refusal;
  const id = world.ilink.ids.next();
  account.sent.set(clientId, id);
  world.ilink.phones.byUserId(to)?.show({ id: String(id), from: "bot", ...content, at: world.clock.now(), clientId });
  return sentAs(id);
}

const sentAs = (id: bigint): Answer => ({ ...done, message_id: id });

/** Counts the message when it may be sent. */
function refusalOf({ clock, ilink: { settings } }: World, account: Account, context: string | undefined): Answer | undefined {
  const now = clock.now();
  account.sentAt = account.sentAt.filter((at) => at > now - secondMs);
  if (account.sentAt.length >= settings.mostPerSecond) return refuseIlink(unsent, "rate limited");
  if (context === undefined || context === "") return refuseIlink(unsent, "prepare failed");
  const issuedAt = account.contexts.get(context);
  const { window } = account;
  if (issuedAt === undefined || now >= issuedAt + settings.windowMs) return refuseIlink(unsent);
  if (!window || now >= window.openedAt + settings.windowMs || window.used >= settings.mostPerMessage) return refuseIlink(unsent);
  window.used += 1;
  account.sentAt.push(now);
  return undefined;
}

/** What the phone shows, or what is wrong with it. */
function contentOf(world: World, one: z.infer<typeof item>): Pick<Bubble, "kind" | "text" | "bytes"> | string {
  const { media, settings } = world.ilink;
  if (one.type === 1) {
    const { text } = one.text_item;
    return [...text].length > settings.longestText ? `text is longer than ${settings.longestText} characters` : { kind: "text", text };
  }
  const part = one.type === 2 ? one.image_item : one.type === 4 ? one.file_item : one.video_item;
  const stored = media.find(part.media.encrypt_query_param);
  const key = keyOf(part.media.aes_key);
  const bytes = stored && key && decrypt(stored.ciphertext, key);
  if (!bytes) return "the media cannot be found or aes_key does not open it";
  if (one.type === 4) return { kind: "file", text: one.file_item.file_name, bytes };
  return { kind: one.type === 2 ? "image" : "video", text: "", bytes };
}

function getConfig(world: World, exchange: Exchange): Handled {
  const call = check(world, exchange);
  if ("refusal" in call) return call.refusal;
  if (call.body.ilink_user_id !== call.account.userId) return refuseIlink(misshapen, "ilink_user_id is not the person of this bot");
  return { ...done, typing_ticket: call.account.typingTicket };
}

function sendTyping(world: World, exchange: Exchange): Handled {
  const call = check(world, exchange);
  if ("refusal" in call) return call.refusal;
  const { account, body } = call;
  const { ilink_user_id: userId, typing_ticket: ticket, status } = body;
  if (userId !== account.userId || ticket !== account.typingTicket) return refuseIlink(misshapen, "typing_ticket is not of this person");
  if (status !== 1 && status !== 2) return refuseIlink(misshapen, "status is neither 1 nor 2");
  world.ilink.phones.byUserId(account.userId)?.type(status === 1);
  return done;
}
