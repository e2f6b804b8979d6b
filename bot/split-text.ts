/**
 * A text as messages a channel takes: parted between lines, and inside a line only where it is too long alone, never through the middle of a
 * character. What fits stays as it is; nothing but blanks is no message.
 * @param longest in UTF-16 units, the longest way to count, since WeChat does not say how it counts
 */
export function splitText(text: string, longest: number): string[] {
  const pieces: string[] = [];
  let piece: string | undefined;
  for (const line of text.split("\n").flatMap((whole) => partsOf(whole, longest))) {
    const joined = piece === undefined ? line : `${piece}\n${line}`;
    if (piece !== undefined && joined.length > longest) {
      pieces.push(piece);
      piece = line;
    } else piece = joined;
  }
  return [...pieces, piece ?? ""].filter((one) => one.trim() !== "");
}

function partsOf(line: string, longest: number): string[] {
  if (line.length <= longest) return [line];
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (part.length + character.length > longest) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}
