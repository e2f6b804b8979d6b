/** What goes wrong with calls on request. The first trouble that fits a call happens to it. */
export interface Trouble {
  /** Only calls of this path; all when left out. */
  readonly path?: string | undefined;
  /** How many calls; until they are cleared when left out. */
  readonly times?: number | undefined;
  /** The answer comes this much later. */
  readonly delayMs?: number | undefined;
  /** Answered with this refusal; nothing is done. */
  readonly errcode?: number | undefined;
  /** Answered with this HTTP status and a page of HTML, as a gateway does; nothing is done. */
  readonly status?: number | undefined;
  /** Answered with these words and HTTP 200; nothing is done. */
  readonly text?: string | undefined;
  /** `drop`: hangs up, nothing is done. `hang`: never answers. `lose`: does what was asked and hangs up before the answer. */
  readonly does?: "drop" | "hang" | "lose" | undefined;
}

export interface Troubles {
  add(trouble: Trouble): void;
  clear(): void;
  /** The trouble of this call, counted off. */
  take(path: string): Trouble | undefined;
}

export function openTroubles(): Troubles {
  let waiting: { readonly trouble: Trouble; left: number }[] = [];
  return {
    add: (trouble) => void waiting.push({ trouble, left: trouble.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      waiting = [];
    },
    take: (path) => {
      const found = waiting.find(({ trouble }) => trouble.path === undefined || trouble.path === path);
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((one) => one !== found);
      return found.trouble;
    },
  };
}
