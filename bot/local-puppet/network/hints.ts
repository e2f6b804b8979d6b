import { randomUUID } from "node:crypto";
import type { Redis } from "../../../src/platform/index.ts";

/** Something may be new: look. A hint can be lost; nothing depends on one. */
export type Hint =
  | { readonly kind: "message" }
  | { readonly kind: "typing"; readonly to: string }
  | { readonly kind: "clock" }
  | { readonly kind: "request" };

export interface Hints {
  give(hint: Hint): void;
  listen(listener: (hint: Hint) => void): () => void;
  close(): void;
}

/** Hints within this process at once, and to other processes by Redis while Redis is up. */
export function openHints(redis: Redis, channel: string): Hints {
  const ownId = randomUUID();
  const listeners = new Set<(hint: Hint) => void>();
  const subscriber = redis.duplicate({ lazyConnect: false });
  const tell = (hint: Hint) => {
    for (const listener of [...listeners]) listener(hint);
  };

  subscriber.on("error", () => undefined);
  subscriber.on("ready", () => void subscriber.subscribe(channel).catch(() => undefined));
  subscriber.on("message", (_channel, text) => {
    const { from, hint } = JSON.parse(text) as { from: string; hint: Hint };
    if (from !== ownId) tell(hint);
  });

  return {
    give(hint) {
      tell(hint);
      redis.publish(channel, JSON.stringify({ from: ownId, hint })).catch(() => undefined);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      subscriber.disconnect();
    },
  };
}
