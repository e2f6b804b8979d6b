/** Remembers a bounded number of texts, those used lately. */
export interface RecentTexts {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
}

/** Two generations of `size` entries: when the young one is full it becomes the old one, and what is used again moves back. */
export function createRecentTexts(size: number): RecentTexts {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  const set = (key: string, text: string): void => {
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, text);
  };
  return {
    get(key) {
      const text = young.get(key);
      if (text !== undefined) return text;
      const aged = old.get(key);
      if (aged !== undefined) set(key, aged);
      return aged;
    },
    set,
  };
}
