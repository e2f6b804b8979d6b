import { randomBytes } from "node:crypto";

/** Nobody can write this into a message, so only our own numbers carry it. */
const mark = randomBytes(12).toString("hex");
const marked = new RegExp(`"${mark}(-?\\d+)"`, "g");

/** JSON in which a bigint stands as the bare digits it has on WeChat's wire, however large: `{"message_id":7431234567890123456}`. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${mark}${part}` : part)).replace(marked, "$1");
}
