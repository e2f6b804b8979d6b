/** Digits and words that must not reach a log. Order matters: a longer number is looked for before what could be a part of it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/dup key: \{.*?\}(?=\s|$|")/g, "dup key: {…}"],
  // 18-digit resident identity card, with or without gaps
  [/(?<!\d)[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?!\d)/g, "[id]"],
  // bank card: 16 to 19 digits, often in groups of four
  [/(?<!\d)(?:\d{4}[ -]?){4}\d{0,3}(?!\d)/g, "[card]"],
  [/(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g, "[phone]"],
  // land line with its area code
  [/(?<!\d)[(（]?0\d{2,3}[)）]?[ -]?\d{3,4}[ -]?\d{4}(?!\d)/g, "[phone]"],
  // 15-digit identity card of before 1999
  [/(?<!\d)[1-9]\d{14}(?!\d)/g, "[id]"],
  // the numbers of a house: 3栋2单元502室, 128弄6号
  [/\d+(?=\s*(?:号楼|号院|号|栋|幢|座|单元|室|弄)(?!码))/g, "#"],
];

/** Names of fields whose value never reaches a log, whatever is in it. */
const privateFields = new Set(
  (
    "text body content said transcript note notes name names realName nickname phone mobile tel landline address addressDetail door doorplate " +
    "contact contacts idCard idNumber idcard bankCard openid openId unionid unionId wechatId photo avatar location lat lng lon latitude longitude " +
    "password passwordWord token secret authorization cookie health birthday birthDate"
  )
    .split(" ")
    .map((field) => field.toLowerCase()),
);

/** Masks phones, identity and bank cards and house numbers anywhere in a string, in full-width digits too. */
export function redact(text: string): string {
  const plain = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  return patterns.reduce((masked, [pattern, mark]) => masked.replace(pattern, mark), plain);
}

/** True for a field such as `phone`, `residentPhone` or `address`, which is masked whole. */
export function isPrivateField(field: string): boolean {
  return privateFields.has(field.toLowerCase()) || /(?:phone|address|token|password|secret|openid)$/i.test(field);
}

/** A copy of any value, fit to be logged: private fields gone, strings masked, errors with code, stack, details and cause. */
export function redactDeep(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "number" || typeof value === "bigint") return redactNumber(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value;
  if (depth > 8) return "[deep]";
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Map) return redactDeep(Object.fromEntries(value), depth + 1);
  if (Array.isArray(value) || value instanceof Set) return [...value].map((item) => redactDeep(item, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if ("toJSON" in value && typeof value.toJSON === "function") return redactDeep(value.toJSON(), depth + 1);
  return redactFields(value, depth);
}

function redactFields(value: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([field, content]) => [
      redact(field),
      isPrivateField(field) && content !== undefined && content !== null ? "[redacted]" : redactDeep(content, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { cause } = error;
  return {
    type: error.name,
    message: redact(error.message),
    stack: redact(error.stack ?? ""),
    ...redactFields({ ...error }, depth),
    ...(error instanceof AggregateError && { errors: redactDeep(error.errors, depth + 1) }),
    ...(cause !== undefined && { cause: redactDeep(cause, depth + 1) }),
  };
}

/** A number stays one unless its digits are a phone's or a card's. */
function redactNumber(value: number | bigint): unknown {
  const digits = String(value);
  const masked = redact(digits);
  return masked === digits ? (typeof value === "bigint" ? digits : value) : masked;
}
