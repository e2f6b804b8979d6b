import type { SyllableOf } from "./features.ts";

/** Opens a stored table (`ba 八巴把 bai 白百…`). */
export function openSyllables(table: string): SyllableOf {
  const known = new Map<string, string>();
  const parts = table.split(" ");
  for (let i = 0; i + 1 < parts.length; i += 2) for (const char of parts[i + 1] ?? "") known.set(char, parts[i] ?? "");
  return (char) => known.get(char);
}
