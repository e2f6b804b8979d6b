/** A text in pieces of at most `longest` characters, parted between lines where that is possible; one piece for what fits. Nothing is cut from it. */
export function splitText(text: string, longest: number): string[] {
  const pieces: string[] = [];
  let piece: string | undefined;
  for (const line of text.split("\n").flatMap((one) => partsOf(one, longest))) {
    const joined = piece === undefined ? line : `${piece}\n${line}`;
    if (piece !== undefined && [...joined].length > longest) {
      pieces.push(piece);
      piece = line;
    } else piece = joined;
  }
  return [...pieces, piece ?? ""].filter((one) => one.trim() !== "");
}

/** A line that is too long by itself is parted between its characters. */
function partsOf(line: string, longest: number): string[] {
  const characters = [...line];
  if (characters.length <= longest) return [line];
  const parts: string[] = [];
  for (let from = 0; from < characters.length; from += longest) parts.push(characters.slice(from, from + longest).join(""));
  return parts;
}
