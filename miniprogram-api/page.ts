import { z } from "zod";
import { DomainError } from "../src/platform/index.ts";

/** The query of every list: how many, and where the last page ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("how many at most"),
  cursor: z.string().max(200).optional().describe("`next` of the page before"),
};

/** The answer of every list. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ items: z.array(row), next: z.string().nullable().describe("cursor of the next page; null on the last") });
}

/** A cursor hides nothing; it is opaque so that nobody builds one. */
export function writeCursor(...parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Parts of cursors: a moment in milliseconds, a running number, the id of a row. Beyond their limits no store could compare them. */
export const momentPart = z.number().int().min(0).max(8.64e15);
export const numberPart = z.number().int().min(0);
export const idPart = z.string().max(100);

/** @throws http.invalid for what `writeCursor` did not write */
export function readCursor<T extends z.ZodType>(parts: T, cursor: string): z.output<T> {
  const read = parts.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!read.success) throw new DomainError("http.invalid", { detail: "cursor: must be `next` of another page" });
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
