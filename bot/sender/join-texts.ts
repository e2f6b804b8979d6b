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

/** A text as messages the channel takes, cut between lines, and inside a line only when it is too long alone. */
export function splitText(text: string, longest: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const line of text.split("\n").flatMap((whole) => cut(whole, longest))) {
    const longer = part === "" ? line : `${part}\n${line}`;
    if (longer.length <= longest) {
      part = longer;
      continue;
    }
    parts.push(part);
    part = line;
  }
  return [...parts, part];
}

/** Pieces of at most `longest`; never through the middle of a character. */
function cut(line: string, longest: number): string[] {
  if (line.length <= longest) return [line];
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    if (piece.length + character.length > longest) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}
