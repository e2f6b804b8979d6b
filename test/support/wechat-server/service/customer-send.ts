import { refuse } from "../errcodes.ts";
import { type Answer, bodyOf, type Exchange, type Route } from "../route.ts";
import type { World } from "../world.ts";

/** Of a text, in UTF-8. */
const mostBytes = 2_048;
const typingAfterMs = 30_000;

export const customerRoutes: readonly Route[] = [
  { method: "POST", path: "/cgi-bin/message/custom/send", handle: send },
  { method: "POST", path: "/cgi-bin/message/custom/business/typing", handle: typing },
  { method: "POST", path: "/cgi-bin/message/custom/typing", handle: typing },
];

/** A message of the mini-program's customer service, as the person sees it. */
export type ServiceMessage =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly mediaId: string }
  | { readonly kind: "link"; readonly title: string; readonly text: string; readonly url: string; readonly thumbUrl: string }
  | { readonly kind: "miniprogrampage"; readonly title: string; readonly page: string; readonly mediaId: string };

function send(world: World, exchange: Exchange): Answer {
  const refusal = refusalOf(world, exchange);
  if (refusal) return refusal;
  const body = bodyOf(exchange) ?? {};
  const openid = String(body.touser);
  if (world.limits.isOver("customPerDay")) return refuse(45009);
  const read = messageIn(world, body);
  if (typeof read === "number") return refuse(read);
  const spent = world.service.allowances.take(openid);
  if (spent !== undefined) return refuse(spent);
  world.service.show(openid, read);
  return { errcode: 0, errmsg: "ok" };
}

function typing(world: World, exchange: Exchange): Answer {
  const refusal = refusalOf(world, exchange);
  if (refusal) return refusal;
  const { touser, command } = bodyOf(exchange) ?? {};
  if (command !== "Typing" && command !== "CancelTyping") return refuse(45072);
  const phone = world.service.phone(String(touser));
  if (command === "Typing" && phone.isTyping) return refuse(45081);
  if (phone.lastSaidAt === undefined || world.clock.now() - phone.lastSaidAt > typingAfterMs) return refuse(45080);
  world.service.showTyping(phone.openid, command === "Typing");
  return { errcode: 0, errmsg: "ok" };
}

function refusalOf({ people, tokens }: World, exchange: Exchange): Answer | undefined {
  const refusal = tokens.refusalOf(exchange.query.get("access_token"));
  if (refusal !== undefined) return refuse(refusal);
  const body = bodyOf(exchange);
  if (!body) return refuse(exchange.text === "" ? 44002 : 47001);
  return typeof body.touser === "string" && people.find(body.touser) ? undefined : refuse(40003);
}

/** The message, or the errcode that says what is wrong with it. */
function messageIn({ service }: World, body: Readonly<Record<string, unknown>>): ServiceMessage | number {
  const { msgtype } = body;
  if (msgtype !== "text" && msgtype !== "image" && msgtype !== "link" && msgtype !== "miniprogrampage") return 40008;
  const part = body[msgtype];
  if (typeof part !== "object" || part === null) return 47001;
  const word = (name: string): string => {
    const value = (part as Record<string, unknown>)[name];
    return typeof value === "string" ? value : "";
  };
  if (msgtype === "text") {
    if (word("content") === "") return 44004;
    return Buffer.byteLength(word("content")) > mostBytes ? 45002 : { kind: "text", text: word("content") };
  }
  if (msgtype === "link") {
    const link = { kind: msgtype, title: word("title"), text: word("description"), url: word("url"), thumbUrl: word("thumb_url") } as const;
    return link.title === "" || link.url === "" ? 47001 : link;
  }
  const mediaId = word(msgtype === "image" ? "media_id" : "thumb_media_id");
  if (!service.media.find(mediaId)) return 40007;
  if (msgtype === "image") return { kind: msgtype, mediaId };
  return word("title") === "" || word("pagepath") === "" ? 47001 : { kind: msgtype, title: word("title"), page: word("pagepath"), mediaId };
}
