import { civil } from "../platform/index.ts";

/** Kinds of fields in a subscribe message; the name of a field is its kind and a number, as `thing1`. */
export const fieldKinds = [
  "thing",
  "number",
  "letter",
  "symbol",
  "character_string",
  "time",
  "date",
  "amount",
  "phone_number",
  "car_number",
  "name",
  "phrase",
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** The kind in a field's name; undefined for a name WeChat does not have. */
export function kindOfField(field: string): FieldKind | undefined {
  const kind = /^([a-z_]+)\d{1,2}$/.exec(field)?.[1];
  return fieldKinds.find((one) => one === kind);
}

/**
 * A value as WeChat takes it in a field of this kind: shortened where it is too long, never refused for its length. Source:
 * developers.weixin.qq.com, subscribeMessage.send, limits of parameter values.
 * @returns undefined when nothing is left that may stand there
 */
export function fitValue(kind: FieldKind, value: string | Date): string | undefined {
  const fitted = value instanceof Date ? fitMoment(kind, value) : fitWords(kind, value);
  return fitted === "" ? undefined : fitted;
}

/** 2026年11月24日 09:00, in the station's time. */
function fitMoment(kind: FieldKind, at: Date): string {
  const { year, month, day, hour, minute } = civil(at);
  const words = `${year}年${month}月${day}日 ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return kind === "time" || kind === "date" ? words : fitWords(kind, words);
}

const han = /\p{Script=Han}/gu;

function fitWords(kind: FieldKind, value: string): string {
  const words = oneLine(value);
  switch (kind) {
    case "thing":
      return shorten(words, 20);
    case "number":
      return (/\d+(\.\d+)?/.exec(words)?.[0] ?? "").slice(0, 32).replace(/\.$/, "");
    case "letter":
      return words.replace(/[^A-Za-z]/g, "").slice(0, 32);
    case "symbol":
      return characters(words.replace(/[\p{L}\p{N}\s]/gu, ""), 5);
    case "character_string":
      return words.replace(/[^\x21-\x7e]/g, "").slice(0, 32);
    case "time":
      return /\b\d{1,2}:\d{2}(:\d{2})?\b/.exec(words)?.[0] ?? "";
    case "date":
      return /\d{4}(年|[-/.])\d{1,2}(月|[-/.])\d{1,2}日?/.exec(words)?.[0] ?? "";
    case "amount":
      return /[¥$€£]?\d{1,10}(\.\d{1,2})?元?/.exec(words)?.[0] ?? "";
    case "phone_number":
      return words.replace(/[^\d+()-]/g, "").slice(0, 17);
    case "car_number":
      return characters(words.replace(/[^\p{Script=Han}A-Z0-9]/gu, ""), 8);
    case "name":
      return words.match(han)?.slice(0, 10).join("") ?? words.replace(/[^A-Za-z .-]/g, "").slice(0, 20);
    case "phrase":
      return words.match(han)?.slice(0, 5).join("") ?? "";
  }
}

/** No line breaks, no other control characters, no pictures: WeChat refuses them in every field. */
function oneLine(value: string): string {
  return value
    .replace(/\p{Extended_Pictographic}|\p{Cf}|\p{Variation_Selector}/gu, "")
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

function shorten(words: string, most: number): string {
  return [...words].length <= most ? words : `${characters(words, most - 1)}…`;
}

const characters = (words: string, most: number): string => [...words].slice(0, most).join("");
