/** Sounds of characters, so that typos of the same sound (配我去医院) and words typed in pinyin still count. */
export interface Syllables {
  /** The toneless syllable of a character. */
  of(char: string): string | undefined;
  /** Letters cut into syllables, longest first; undefined when they are no pinyin. */
  split(letters: string): readonly string[] | undefined;
}

const longest = 6;

/** Opens a stored table (`ba 八巴把 bai 白百…`). */
export function openSyllables(table: string): Syllables {
  const known = new Map<string, string>();
  const all = new Set<string>();
  const parts = table.split(" ");
  for (let i = 0; i + 1 < parts.length; i += 2) {
    all.add(parts[i] ?? "");
    for (const char of parts[i + 1] ?? "") known.set(char, parts[i] ?? "");
  }
  return {
    of: (char) => known.get(char),
    split(letters) {
      const cut: string[] = [];
      for (let at = 0; at < letters.length; ) {
        let size = Math.min(longest, letters.length - at);
        while (size > 0 && !all.has(letters.slice(at, at + size))) size -= 1;
        if (size === 0) return undefined;
        cut.push(letters.slice(at, at + size));
        at += size;
      }
      return cut;
    },
  };
}
