/** What WeChat lets stand in each kind of field of a subscribe message. */
const rules: Readonly<Record<string, RegExp>> = {
  thing: /^[^\p{Cc}]{1,20}$/u,
  number: /^\d{1,32}(\.\d{1,31})?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\p{Cc}]{1,5}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{1,2}:\d{2}(:\d{2})?(~(\d{4}年\d{1,2}月\d{1,2}日 )?\d{1,2}:\d{2}(:\d{2})?)?$/,
  date: /^(\d{4}年\d{1,2}月(\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}([-/.])\d{1,2}(\3\d{1,2})?)( \d{1,2}:\d{2})?$/,
  amount: /^[¥$€£]?\d{1,10}(\.\d{1,2})?元?$/,
  phone_number: /^[\d+() -]{1,17}$/,
  car_number: /^[\p{Script=Han}A-Z0-9]{1,8}$/u,
  name: /^(\p{Script=Han}{1,10}|[A-Za-z .·-]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
};

/** Whether a value may stand in the field of this name, such as `thing1`. A kind nobody knows takes nothing. */
export function isAllowed(field: string, value: unknown): boolean {
  const kind = /^([a-z_]+)\d+$/.exec(field)?.[1] ?? "";
  return typeof value === "string" && (rules[kind]?.test(value) ?? false);
}
