import { type Classify, openModel } from "./classifier.ts";
import { openSyllables } from "./syllables.ts";
import weights from "./weights.json" with { type: "json" };

type Head = "items" | "resident" | "volunteer" | "coordinator" | "danger";

const opened = new Map<Head, Classify>();

/** Opens one of the trained models on its first use. */
export function classifierOf(head: Head): Classify {
  let classify = opened.get(head);
  if (!classify) {
    classify = openModel(weights[head], openSyllables(weights.syllables));
    opened.set(head, classify);
  }
  return classify;
}
