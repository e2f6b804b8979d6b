/** What can identify a person or open an account. */
export type PersonalKind = "phone" | "id_card" | "bank_card" | "landline";

export interface PersonalSpan {
  readonly kind: PersonalKind;
  /** UTF-16 units of the original text. */
  readonly start: number;
  readonly end: number;
  /** Digits only, as 0–9 and X, however they were written or spoken. */
  readonly value: string;
}

const spokenDigits = "零一二三四五六七八九";
const spokenAlike: Readonly<Record<string, string>> = { 〇: "0", "○": "0", 幺: "1", 洞: "0", 两: "2", 拐: "7", 勾: "9" };

/** The same text, unit for unit, with every written or spoken digit as 0–9 and everything else unchanged. */
function toDigits(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const code = char.charCodeAt(0);
    const spoken = spokenDigits.indexOf(char);
    if (code >= 0xff10 && code <= 0xff19) out += String.fromCharCode(code - 0xfee0);
    else if (char === "ｘ" || char === "Ｘ" || char === "x") out += "X";
    else out += spoken >= 0 ? String(spoken) : (spokenAlike[char] ?? char);
  }
  return out;
}

/** ISO 7064 MOD 11-2 over the 17 digits, as GB 11643 asks, and a birthday that exists. */
function isIdCard(value: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(value)) return false;
  const month = Number(value.slice(10, 12));
  const day = Number(value.slice(12, 14));
  if (!/^(?:18|19|20)/.test(value.slice(6, 10)) || month < 1 || month > 12 || day < 1 || day > 31) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(value[i]) * (2 ** (17 - i) % 11);
  return "10X98765432"[sum % 11] === value[17];
}

/** Luhn, as on bank cards. */
function isBankCard(value: string): boolean {
  if (!/^[3-69]\d{12,18}$/.test(value)) return false;
  let sum = 0;
  for (let i = 0; i < value.length; i++) {
    const digit = Number(value[value.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

function kindOf(value: string): PersonalKind | undefined {
  if (/^(?:86)?1[3-9]\d{9}$/.test(value)) return "phone";
  if (isIdCard(value)) return "id_card";
  if (isBankCard(value)) return "bank_card";
  if (/^0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}$/.test(value)) return "landline";
  return undefined;
}

/** Nothing shorter is anybody's number. */
const manyDigits = /(?:[\d\uff10-\uff19零〇○一二三四五六七八九幺洞两拐勾][ \u00a0\-–—.,，、·()（）]{0,3}){10}/;
const digitGroup = /\d+X?/g;
const joint = /^(?:[ \u00a0\-–—.,，、·]|\)|）| ?- ?)$/;

/** Phones, identity cards, bank cards and landlines, also with spaces or dashes inside and when spoken in Chinese digits. */
export function findPersonal(text: string): PersonalSpan[] {
  if (!manyDigits.test(text)) return [];
  const shadow = toDigits(text);
  const groups = [...shadow.matchAll(digitGroup)].map((m) => ({ start: m.index, end: m.index + m[0].length, value: m[0] }));
  const found: PersonalSpan[] = [];
  for (let first = 0; first < groups.length; first++) {
    let value = "";
    let best: PersonalSpan | undefined;
    let bestLast = first;
    for (let last = first; last < Math.min(groups.length, first + 8); last++) {
      const group = groups[last];
      const before = groups[last - 1];
      if (!group || (last > first && before && !joint.test(shadow.slice(before.end, group.start)))) break;
      value += group.value;
      if (value.length > 21) break;
      const kind = kindOf(value) ?? kindOf(value.replace(/X$/, ""));
      if (!kind) continue;
      const hasTail = value.endsWith("X") && kind !== "id_card";
      best = { kind, start: groups[first]?.start ?? 0, end: group.end - (hasTail ? 1 : 0), value: hasTail ? value.slice(0, -1) : value };
      bestLast = last;
    }
    if (best) {
      found.push(best);
      first = bestLast;
    }
  }
  return found;
}

function mask({ kind, value }: PersonalSpan): string {
  if (kind === "phone") return `${value.slice(-11, -8)}****${value.slice(-4)}`;
  if (kind === "id_card") return `${"*".repeat(16)}${value.slice(-2)}`;
  if (kind === "bank_card") return `****${value.slice(-4)}`;
  return `${value.slice(0, -6)}****${value.slice(-2)}`;
}

/** The text as it may be logged, stored outside its field or sent to a group. Idempotent. */
export function maskPersonal(text: string): string {
  let out = "";
  let from = 0;
  for (const span of findPersonal(text)) {
    out += text.slice(from, span.start) + mask(span);
    from = span.end;
  }
  return (out + text.slice(from)).replace(longNumber, (digits) => `${"*".repeat(digits.length - 2)}${digits.slice(-2)}`);
}

/** A mistyped identity or card number fails its check digit and is still nobody's business. */
const longNumber = /(?<![\d*])\d{15,21}[\dXx]?(?!\d)/g;
