const digits: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 壹: 1, 幺: 1, 二: 2, 贰: 2, 两: 2, 俩: 2, 三: 3, 叁: 3, 仨: 3, 四: 4, 肆: 4, 五: 5, 伍: 5, 六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9,
}; // biome-ignore format: one line a table
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 廿: 20, 卅: 30, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 10_000 };

/** Characters a Chinese number is written with, for use inside a character class. */
export const numeralChars = "零〇一二三四五六七八九十百千万两廿卅";

/**
 * Reads 27, 二十七, 二零二六, 廿一, 一百零五, 1万. Digits without a unit are read one by one (二零二六 = 2026).
 * Returns undefined when the text is not a number.
 */
export function readNumber(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (text.length === 0) return undefined;
  let total = 0;
  let pending: number | undefined;
  let isPositional = true;
  for (const char of text) isPositional &&= char in digits || (char >= "0" && char <= "9");
  if (isPositional) {
    for (const char of text) total = total * 10 + (digits[char] ?? Number(char));
    return total;
  }
  for (const char of text) {
    const digit = digits[char] ?? (char >= "0" && char <= "9" ? Number(char) : undefined);
    const unit = units[char];
    if (digit !== undefined) pending = pending === undefined ? digit : pending * 10 + digit;
    else if (unit === undefined) return undefined;
    else if (char === "廿" || char === "卅") total += unit;
    else if (unit === 10_000) {
      total = (total + (pending ?? 0) || 1) * unit;
      pending = undefined;
    } else {
      total += (pending ?? 1) * unit;
      pending = undefined;
    }
  }
  return total + (pending ?? 0);
}
