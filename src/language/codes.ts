import { readNumber } from "./numbers.ts";

const code = /(?<![a-z0-9])([a-z]) ?-?(\d{2,3}|[一二三四五六七八九]十[一二三四五六七八九]?)(?![\da-z])/g;

/** Short codes of requests (A37) in a folded text, in order, each once; lower case and a space inside are forgiven. */
export function findCodes(text: string): string[] {
  const codes = [...text.matchAll(code)].map((m) => `${m[1]?.toUpperCase()}${readNumber(m[2] ?? "")}`);
  return [...new Set(codes)];
}

/** The text with its codes taken out and spaces tidied: what is left are words. */
export function withoutCodes(text: string): string {
  return text.replace(code, " ").replace(/ {2,}/g, " ").trim();
}

/** Where codes stand in a folded text. */
export function findCodeSpans(text: string): { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(code)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
}
