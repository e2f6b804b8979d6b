import { z } from "zod";

/** An instant as the API writes it: RFC 3339 in UTC. */
export const moment = z.iso.datetime();
/** An instant as callers write it: RFC 3339 with the offset they think in. */
export const momentIn = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export function writeMoment(at: Date): string;
export function writeMoment(at: Date | undefined): string | null;
export function writeMoment(at: Date | undefined): string | null {
  return at?.toISOString() ?? null;
}
