import { type Looking, lookAgain } from "../../../src/platform/index.ts";
import type { Hints } from "./hints.ts";

export type { Looking } from "../../../src/platform/index.ts";

const everyMs = 500;

/** Calls `look` at once, on every hint of a message and every 500 ms. */
export function lookOnHint(hints: Hints, look: () => Promise<void>, onError: (error: unknown) => void): Looking {
  const looking = lookAgain(look, onError, everyMs);
  const deafen = hints.listen((hint) => {
    if (hint.kind === "message") looking.again();
  });
  return {
    again: looking.again,
    async stop() {
      deafen();
      await looking.stop();
    },
  };
}
