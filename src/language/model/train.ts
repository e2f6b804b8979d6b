import type { StoredModel } from "./classifier.ts";
import { grams } from "./features.ts";
import { seededRandom } from "./random.ts";
import type { Syllables } from "./syllables.ts";

export interface Example {
  readonly label: string;
  readonly text: string;
}

interface Row {
  readonly label: number;
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

const epochs = 10;
/** The weights kept are the mean over this many last epochs of each run. */
const averaged = 5;
/** Each run reads the sentences in an order of its own: what lies near a threshold must not hang on the order of one run. */
const runs = 3;
const rate = 0.5;
const decay = 2e-5;
const rarest = 3;
const mostGrams = 16_000;

/**
 * TF-IDF over character grams, then softmax regression by AdaGrad. The same examples in the same order give the same bytes:
 * the only randomness is a seeded shuffle.
 */
export function train(examples: readonly Example[], syllables: Syllables, shortness = 0): StoredModel {
  const classes = [...new Set(examples.map((one) => one.label))].sort();
  const counted = examples.map((one) => grams(one.text, syllables));
  const { names, idf } = vocabulary(counted);
  const index = new Map(names.map((name, i) => [name, i]));
  const rows = examples.map((one, i) => rowOf(classes.indexOf(one.label), counted[i] ?? new Map(), index, idf, shortness));
  const width = classes.length;
  const mean = new Float64Array(names.length * width);
  const meanBias = new Float64Array(width);
  const random = seededRandom(20261123);
  for (let run = 0; run < runs; run++) learn(rows, random, mean, meanBias);
  const kept = strongest(names.length, mean, width);
  const pick = (from: Float64Array, size: number): Float64Array =>
    Float64Array.from(kept.flatMap((row) => [...from.subarray(row * size, (row + 1) * size)]));
  return store(
    classes,
    kept.map((row) => names[row] ?? ""),
    pick(idf, 1),
    pick(mean, width),
    meanBias,
    shortness,
  );
}

/** One run over the rows; adds its share to the means. */
function learn(rows: readonly Row[], random: () => number, mean: Float64Array, meanBias: Float64Array): void {
  const width = meanBias.length;
  const weights = new Float64Array(mean.length);
  const squares = new Float64Array(mean.length).fill(1e-2);
  const bias = new Float64Array(width);
  const biasSquares = new Float64Array(width).fill(1e-2);
  const order = [...rows];
  const share = 1 / (averaged * runs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] as Row, order[i] as Row];
    }
    for (const row of order) step(row, weights, squares, bias, biasSquares, width);
    if (epoch < epochs - averaged) continue;
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + share * (weights[i] ?? 0);
    for (let c = 0; c < width; c++) meanBias[c] = (meanBias[c] ?? 0) + share * (bias[c] ?? 0);
  }
}

/** The rows that say most; the others cost memory and change nothing. */
function strongest(rows: number, weights: Float64Array, width: number): number[] {
  const strength = (row: number): number => Math.max(...weights.subarray(row * width, (row + 1) * width).map(Math.abs));
  const all = Array.from({ length: rows }, (_, row) => ({ row, strength: strength(row) }));
  all.sort((a, b) => b.strength - a.strength || a.row - b.row);
  return all
    .slice(0, mostGrams)
    .map(({ row }) => row)
    .sort((a, b) => a - b);
}

function vocabulary(counted: readonly ReadonlyMap<string, number>[]): { readonly names: string[]; readonly idf: Float64Array } {
  const seen = new Map<string, number>();
  for (const counts of counted) for (const gram of counts.keys()) seen.set(gram, (seen.get(gram) ?? 0) + 1);
  const names = [...seen]
    .filter(([, count]) => count >= rarest)
    .map(([gram]) => gram)
    .sort();
  const idf = new Float64Array(names.map((gram) => Math.round(16 * (1 + Math.log(counted.length / (1 + (seen.get(gram) ?? 0))))) / 16));
  return { names, idf };
}

function rowOf(
  label: number,
  counts: ReadonlyMap<string, number>,
  index: ReadonlyMap<string, number>,
  idf: Float64Array,
  shortness: number,
): Row {
  const ids: number[] = [];
  const values: number[] = [];
  let norm = 0;
  for (const [gram, count] of counts) {
    const id = index.get(gram);
    if (id === undefined) continue;
    const value = (1 + Math.log(count)) * (idf[id] ?? 0);
    ids.push(id);
    values.push(value);
    norm += value * value;
  }
  const length = Math.sqrt(norm + shortness) || 1;
  return { label, ids: Int32Array.from(ids), values: Float64Array.from(values, (value) => value / length) };
}

function step(row: Row, weights: Float64Array, squares: Float64Array, bias: Float64Array, biasSquares: Float64Array, width: number): void {
  const out = Float64Array.from(bias);
  row.ids.forEach((id, i) => {
    const value = row.values[i] ?? 0;
    for (let c = 0, at = id * width; c < width; c++, at++) out[c] = (out[c] ?? 0) + value * (weights[at] ?? 0);
  });
  const top = Math.max(...out);
  let total = 0;
  for (let c = 0; c < width; c++) {
    out[c] = Math.exp((out[c] ?? 0) - top);
    total += out[c] ?? 0;
  }
  for (let c = 0; c < width; c++) out[c] = (out[c] ?? 0) / total - (c === row.label ? 1 : 0);
  row.ids.forEach((id, i) => {
    const value = row.values[i] ?? 0;
    for (let c = 0, at = id * width; c < width; c++, at++) {
      const slope = value * (out[c] ?? 0) + decay * (weights[at] ?? 0);
      squares[at] = (squares[at] ?? 0) + slope * slope;
      weights[at] = (weights[at] ?? 0) - (rate * slope) / Math.sqrt(squares[at] ?? 1);
    }
  });
  for (let c = 0; c < width; c++) {
    const slope = out[c] ?? 0;
    biasSquares[c] = (biasSquares[c] ?? 0) + slope * slope;
    bias[c] = (bias[c] ?? 0) - (0.1 * rate * slope) / Math.sqrt(biasSquares[c] ?? 1);
  }
}

function store(
  classes: string[],
  names: string[],
  idf: Float64Array,
  weights: Float64Array,
  bias: Float64Array,
  shortness: number,
): StoredModel {
  let top = 0;
  for (const weight of weights) top = Math.max(top, Math.abs(weight));
  const scale = Number((top / 127).toPrecision(6));
  const bytes = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  return {
    classes,
    grams: names.join("\n"),
    idf: Buffer.from(Uint8Array.from(idf, (value) => Math.min(255, Math.round(value * 16)))).toString("base64"),
    weights: Buffer.from(bytes.buffer).toString("base64"),
    scale,
    bias: [...bias].map((value) => Number(value.toPrecision(6))),
    shortness,
  };
}
