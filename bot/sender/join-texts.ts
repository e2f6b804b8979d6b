const gap = "\n\n";

/** How many of these texts, from the first on, fit into one message; at least one. */
export function countFitting(texts: readonly string[], longest: number): number {
  let length = 0;
  for (const [i, text] of texts.entries()) {
    length += (i > 0 ? gap.length : 0) + text.length;
    if (length > longest) return Math.max(i, 1);
  }
  return texts.length;
}

/** Several texts as one message: a person reads one after the other, and it counts once. */
export function joinTexts(texts: readonly string[]): string {
  return texts.join(gap);
}
