/** Remembers a bounded number of things, those used lately. */
export interface Recent<Thing> {
  get(key: string): Thing | undefined;
  set(key: string, thing: Thing): void;
}

/** Two generations of `size` entries: when the young one is full it becomes the old one, and what is used again moves back. */
export function createRecent<Thing>(size: number): Recent<Thing> {
  let young = new Map<string, Thing>();
  let old = new Map<string, Thing>();
  const set = (key: string, thing: Thing): void => {
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, thing);
  };
  return {
    get(key) {
      const thing = young.get(key);
      if (thing !== undefined) return thing;
      const aged = old.get(key);
      if (aged !== undefined) set(key, aged);
      return aged;
    },
    set,
  };
}
