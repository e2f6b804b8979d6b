import { type Db, isDomainError } from "../platform/index.ts";
import type { Deps } from "./deps.ts";

/** Letters people do not mistake for digits or for each other when read aloud. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const small = letters.length * 90;
const large = letters.length * 900;

/** The n-th code: A10, A11 … Z99, then A100 … Z999, then from the start again. */
export function codeOf(n: number): string {
  const at = n % (small + large);
  const [size, first, offset] = at < small ? [90, 10, at] : [900, 100, at - small];
  return `${letters[Math.floor(offset / size)]}${first + (offset % size)}`;
}

/** `a37`, ` Ａ３７ ` → `A37`; null when it is no code. */
export function readCode(text: string): string | null {
  const folded = text.normalize("NFKC").trim().toUpperCase();
  return /^[A-HJ-NP-Z][1-9]\d{1,2}$/.test(folded) ? folded : null;
}

async function nextNumber(db: Db, stationId: string): Promise<number> {
  const counter = await db
    .collection<{ _id: string; n: number }>("counters")
    .findOneAndUpdate(
      { _id: `code:${stationId}` },
      { $inc: { n: 1 } },
      { upsert: true, returnDocument: "after", writeConcern: { w: 1, j: false } },
    );
  return (counter?.n ?? 1) - 1;
}

/** Runs `write` with codes in turn until one is free among the station's open requests. */
export async function withFreeCode<T>(deps: Deps, stationId: string, write: (code: string) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const code = codeOf(await nextNumber(deps.db, stationId));
    try {
      return await write(code);
    } catch (error) {
      if (!isDomainError(error, "request.code-taken") || tries >= 200) throw error;
    }
  }
}
