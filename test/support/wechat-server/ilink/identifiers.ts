import { randomBytes, randomInt } from "node:crypto";

/** Greater than 2^53, so that a client which reads it as a number gets another one. */
const firstMessageId = 7_431_000_000_000_000_001n;

export interface MessageIds {
  next(): bigint;
}

/** Unsigned 64-bit, rising, odd: half of them are lost in a double. */
export function openMessageIds(): MessageIds {
  let last = firstMessageId;
  return {
    next: () => {
      last += 2n * BigInt(randomInt(1, 1_000));
      return last;
    },
  };
}

/** As WeChat knows a person towards bots: `o9cq80…@im.wechat`. */
export const newUserId = (): string => `o9cq80${randomBytes(16).toString("base64url").slice(0, 21)}@im.wechat`;

export const newBotId = (): string => `${randomBytes(6).toString("hex")}@im.bot`;

export const newBotToken = (botId: string): string => `${botId}:${randomBytes(24).toString("hex")}`;

export const newContextToken = (): string => randomBytes(48).toString("base64");

export const newQrcode = (): string => randomBytes(16).toString("hex");
