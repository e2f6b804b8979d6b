interface Entry {
  readonly id: string;
  failures: number;
  /** Set while the entry rests: ends the rest without handing anything out. */
  endRest?: () => void;
}

export interface MessageLines {
  /** Puts a message at the end of its sender's line. */
  add(sender: string, id: string): void;
  /** The message handed out is dealt with; the next of its sender follows. */
  done(sender: string, id: string): void;
  /** The message handed out failed for the `failures`-th time; it is handed out again after a rest. */
  failed(sender: string, id: string, failures: number): void;
  /** Hands out nothing more. */
  stop(): void;
}

/** Failures after which a message no longer holds up what its sender wrote later: a cry for help never waits behind a broken message. */
const failuresThatHoldTheLine = 2;
const firstRestMs = 250;
const longestRestMs = 10_000;

export function restMs(failures: number): number {
  return Math.min(firstRestMs * 2 ** Math.max(failures - 1, 0), longestRestMs);
}

/**
 * One line per sender: one message in hand at a time, in the order added; different senders side by side. A new message wakes those that
 * rest before it, so that after an outage they are handed out in their order.
 */
export function openMessageLines(handOut: (id: string) => void, later = afterMs): MessageLines {
  const lines = new Map<string, Entry[]>();
  const inHand = new Set<string>();
  let isStopped = false;

  function advance(sender: string): void {
    if (isStopped || inHand.has(sender)) return;
    for (const entry of lines.get(sender) ?? []) {
      if (entry.endRest && entry.failures <= failuresThatHoldTheLine) return;
      if (entry.endRest) continue;
      inHand.add(sender);
      handOut(entry.id);
      return;
    }
  }

  function find(sender: string, id: string): Entry | undefined {
    return lines.get(sender)?.find((entry) => entry.id === id);
  }

  return {
    add(sender, id) {
      const line = lines.get(sender) ?? [];
      if (line.some((entry) => entry.id === id)) return;
      for (const entry of line) entry.endRest?.();
      lines.set(sender, [...line, { id, failures: 0 }]);
      advance(sender);
    },
    done(sender, id) {
      const left = (lines.get(sender) ?? []).filter((entry) => entry.id !== id);
      if (left.length > 0) lines.set(sender, left);
      else lines.delete(sender);
      inHand.delete(sender);
      advance(sender);
    },
    failed(sender, id, failures) {
      const entry = find(sender, id);
      if (!entry) return;
      entry.failures = failures;
      const cancel = later(restMs(failures), () => {
        delete entry.endRest;
        advance(sender);
      });
      entry.endRest = () => {
        delete entry.endRest;
        cancel();
      };
      inHand.delete(sender);
      advance(sender);
    },
    stop() {
      isStopped = true;
      for (const entry of [...lines.values()].flat()) entry.endRest?.();
    },
  };
}

function afterMs(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
