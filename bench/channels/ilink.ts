import { createLog, loadConfig, openPlatform } from "../../src/platform/index.ts";
import { bindIdentity, listByRole } from "../../src/station/index.ts";
import { bindChat } from "../../test/channels/bind-chat.ts";
import type { Phone, WechatServer } from "../../test/support/wechat-server/index.ts";
import type { Exchange } from "./traffic.ts";

const limitMs = 60_000;

export interface IlinkPeople {
  readonly phones: readonly Phone[];
  readonly exchange: Exchange;
  /** Resolves when every one of them is asked for messages. */
  online(): Promise<void>;
}

/** So many chats of residents, each with a bot of its own, put into the stores of a running product. */
export async function openIlink(
  server: WechatServer,
  stores: Readonly<Record<string, string>>,
  fieldKeys: string,
  options: { readonly people: number; readonly text: string },
): Promise<IlinkPeople> {
  const config = loadConfig({ YIMI_ENV: "test", ...stores, YIMI_FIELD_KEYS: fieldKeys, YIMI_LOG_LEVEL: "silent" });
  const platform = await openPlatform(config, { log: createLog("silent") });
  const residents = await listByRole(platform, "PL", "resident");
  const phones: Phone[] = [];
  for (let number = 0; number < options.people; number++) {
    const phone = await bindChat(platform, server, `p${number}`);
    await bindIdentity(platform, { channel: "ilink", chatUserId: phone.userId, personId: residents[number % residents.length]?.id ?? "" });
    phones.push(phone);
  }
  await platform.stop();
  return {
    phones,
    exchange: async (number) => {
      const phone = phones[number % phones.length];
      if (!phone) return;
      const after = phone.bubbles.length;
      phone.say(options.text);
      await phone.sees(/./, { after, limitMs });
    },
    online: async () => {
      while (phones.some(({ account }) => !account?.isStarted)) await new Promise((resolve) => setTimeout(resolve, 50));
    },
  };
}
