import { maskPersonal } from "../personal.ts";
import type { Example } from "./train.ts";

/** What a coordinator says a message meant: an item code (EL01) or an intent (request.cancel). */
export interface Correction {
  readonly text: string;
  readonly label: string;
}

/** A correction as one line for the next `npm run language:train -- <file>`: label, tab, masked text. */
export function correctionLine({ text, label }: Correction): string {
  const words = maskPersonal(text)
    .replace(/[\t\n\r]/g, " ")
    .trim();
  return `${label.trim()}\t${words}`;
}

/** Reads lines made by `correctionLine`; anything else is skipped. */
export function readCorrections(file: string): Example[] {
  return file.split("\n").flatMap((line) => {
    const [label = "", text = ""] = line.split("\t");
    return /^(?:[A-Z]{2}\d\d|[a-z_]+(?:\.[a-z_]+)?)$/.test(label) && text.trim() !== "" ? [{ label, text: text.trim() }] : [];
  });
}
