import type { World } from "../index.ts";
import type { Phone } from "./phones.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface Update {
  readonly message_id: number;
  readonly context_token: string;
  readonly create_time_ms: number;
  readonly item_list: readonly Fields[];
}

const common = { "iLink-App-Id": "bot", "iLink-App-ClientVersion": "132105" };
const posted = {
  ...common,
  "content-type": "application/json",
  AuthorizationType: "ilink_bot_token",
  "X-WECHAT-UIN": Buffer.from("123").toString("base64"),
};
const base_info = { channel_version: "1.0.0", bot_agent: "Yimi" };

/** A caller of the stand-in that knows the wire and nothing else. */
export function openRawClient(url: string, { ilink }: World) {
  let phones = 0;
  const send = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}/ilink/bot/${path}`, { method: "POST", headers: { ...posted, ...headers }, body: JSON.stringify({ base_info, ...body }) });
  const ask = async (path: string, body: object, token = ""): Promise<Fields> =>
    (await (await send(path, body, { authorization: `Bearer ${token}` })).json()) as Fields;
  const status = async (qrcode: string, verify_code?: string, at = url): Promise<Fields> => {
    const query = new URLSearchParams({ qrcode, ...(verify_code !== undefined && { verify_code }) });
    return (await (await fetch(`${at}/ilink/bot/get_qrcode_status?${query}`, { headers: common })).json()) as Fields;
  };
  const issue = async (local_token_list: readonly string[] = []) => {
    const { qrcode, qrcode_img_content } = await ask("get_bot_qrcode?bot_type=3", { local_token_list });
    return { qrcode: String(qrcode), link: String(qrcode_img_content) };
  };
  const newPhone = (): Phone => {
    phones += 1;
    return ilink.phone(`居民${phones}`);
  };

  async function bind(phone = newPhone()): Promise<{ phone: Phone; token: string }> {
    const { qrcode, link } = await issue();
    phone.scan(link);
    phone.confirm();
    return { phone, token: String((await status(qrcode)).bot_token) };
  }

  async function updates(
    token: string,
    get_updates_buf = "",
  ): Promise<{ cursor: string; msgs: readonly Update[]; texts: readonly string[] }> {
    const answer = await ask("getupdates", { get_updates_buf }, token);
    const msgs = answer.msgs as readonly Update[];
    const texts = msgs.map(({ item_list }) => (item_list[0]?.text_item as { text: string }).text);
    return { cursor: String(answer.get_updates_buf), msgs, texts };
  }
  return { send, ask, status, issue, newPhone, bind, updates };
}

/** The body of a sendmessage with one text. */
export const message = (to_user_id: string, context_token: string | undefined, text: string, client_id = `c-${Math.random()}`) => ({
  msg: {
    from_user_id: "",
    to_user_id,
    client_id,
    message_type: 2,
    message_state: 2,
    item_list: [{ type: 1, text_item: { text } }],
    context_token,
  },
});
