import { DomainError } from "../src/platform/index.ts";

const deepest = 12;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * Text as it may be stored: composed (NFC), without control characters but tab and line feed.
 * @throws http.invalid for half a character, or for what is nested deeper than anything we take
 */
export function cleanInput(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw new DomainError("http.invalid", { detail: "body: is nested too deep" });
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map((one) => cleanInput(one, depth + 1));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, cleanInput(held, depth + 1)]));
  return value;
}

function cleanText(text: string): string {
  if (!text.isWellFormed()) throw new DomainError("http.invalid", { detail: "body: has half a character" });
  return text.normalize("NFC").replace(controls, "");
}
