import { type SendDeps, type SendOutcome, sendCall } from "./send-call.ts";

/** One message of the mini-program's customer service. Pictures are named by what `uploadMedia` gave. */
export type CustomerMessage =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly mediaId: string }
  | { readonly kind: "link"; readonly title: string; readonly text: string; readonly url: string; readonly pictureUrl: string }
  | { readonly kind: "card"; readonly title: string; readonly page: string; readonly pictureMediaId: string };

/** Within 48 hours of the person's message, five for each of theirs. */
export function sendCustomer(deps: SendDeps, openId: string, message: CustomerMessage): Promise<SendOutcome> {
  const body = { touser: openId, ...bodyOf(message) };
  return sendCall(deps, { method: "POST", path: "/cgi-bin/message/custom/send", body });
}

/** Shows that an answer is being written, for some seconds. WeChat takes it within 30 s of the person's message only. */
export async function showTyping({ ask }: SendDeps, openId: string): Promise<void> {
  await ask({ method: "POST", path: "/cgi-bin/message/custom/business/typing", body: { touser: openId, command: "Typing" } });
}

function bodyOf(message: CustomerMessage): Readonly<Record<string, unknown>> {
  switch (message.kind) {
    case "text":
      return { msgtype: "text", text: { content: plain(message.text) } };
    case "image":
      return { msgtype: "image", image: { media_id: message.mediaId } };
    case "link": {
      const { title, text, url, pictureUrl } = message;
      return { msgtype: "link", link: { title, description: text, url, thumb_url: pictureUrl } };
    }
    case "card": {
      const { title, page, pictureMediaId } = message;
      return { msgtype: "miniprogrampage", miniprogrampage: { title, pagepath: page, thumb_media_id: pictureMediaId } };
    }
  }
}

/** WeChat makes `<a href=…>` a link: nobody's words may become one in a message of the station. */
const plain = (text: string): string => text.replace(/<(?=\s*\/?\s*a\b)/gi, "＜");
