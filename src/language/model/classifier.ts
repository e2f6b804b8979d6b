import { grams } from "./features.ts";
import type { Syllables } from "./syllables.ts";

/** A trained softmax regression as stored: 8-bit weights, one row a gram. */
export interface StoredModel {
  readonly classes: readonly string[];
  /** Grams, separated by newlines, in the order of the rows. */
  readonly grams: string;
  /** Inverse document frequencies × 16, one byte a gram, base64. */
  readonly idf: string;
  /** Signed weights, one byte each, base64; multiply by `scale`. */
  readonly weights: string;
  readonly scale: number;
  readonly bias: readonly number[];
  /** Added to the squared length of a text's features: above 0 a short text is never a sure one. */
  readonly shortness: number;
}

export interface ClassScore {
  readonly name: string;
  /** 0–1, all of them together 1. */
  readonly score: number;
}

export type Classify = (text: string) => ClassScore[];

/** Opens a stored model. The answer lists every class, best first. */
export function openModel(stored: StoredModel, syllables: Syllables): Classify {
  const rows = new Map<string, number>();
  for (const [row, gram] of stored.grams.split("\n").entries()) rows.set(gram, row);
  const idf = Buffer.from(stored.idf, "base64");
  const bytes = Buffer.from(stored.weights, "base64");
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = stored.classes.length;
  return (text) => {
    const sums = new Float64Array(width);
    let norm = 0;
    for (const [gram, count] of grams(text, syllables)) {
      const row = rows.get(gram);
      if (row === undefined) continue;
      const value = (1 + Math.log(count)) * ((idf[row] ?? 0) / 16);
      norm += value * value;
      for (let c = 0, at = row * width; c < width; c++, at++) sums[c] = (sums[c] ?? 0) + value * (weights[at] ?? 0);
    }
    const length = Math.sqrt(norm + stored.shortness);
    const factor = length > 0 ? stored.scale / length : 0;
    let top = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < width; c++) {
      sums[c] = (sums[c] ?? 0) * factor + (stored.bias[c] ?? 0);
      top = Math.max(top, sums[c] ?? 0);
    }
    let total = 0;
    for (let c = 0; c < width; c++) {
      sums[c] = Math.exp((sums[c] ?? 0) - top);
      total += sums[c] ?? 0;
    }
    return stored.classes.map((name, c) => ({ name, score: (sums[c] ?? 0) / total })).sort((a, b) => b.score - a.score);
  };
}
