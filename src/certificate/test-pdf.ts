import { inflateSync } from "node:zlib";

/** What a reader of this PDF finds when it searches: the glyphs shown, turned back into characters by the font's own table. */
export function textOf(pdf: Uint8Array): string {
  const streams = streamsOf(Buffer.from(pdf));
  const table = new Map<string, string>();
  for (const cmap of streams.filter((stream) => stream.includes("beginbfrange"))) readTable(cmap, table);
  const shown = streams.flatMap((stream) => [...stream.matchAll(/\[((?:<[0-9a-f]*>|[-\d.\s])*)\]\s*TJ/g)].map(([, glyphs = ""]) => glyphs));
  return shown.map((glyphs) => (glyphs.match(/[0-9a-f]{4}/g) ?? []).map((glyph) => table.get(glyph) ?? "?").join("")).join("\n");
}

function streamsOf(pdf: Buffer): string[] {
  const streams: string[] = [];
  for (let from = pdf.indexOf("stream\n"); from >= 0; from = pdf.indexOf("stream\n", from + 1)) {
    const end = pdf.indexOf("endstream", from);
    try {
      streams.push(inflateSync(pdf.subarray(from + 7, end)).toString("latin1"));
    } catch {
      // a word in between, or a stream that is not packed
    }
  }
  return streams;
}

function readTable(cmap: string, table: Map<string, string>): void {
  for (const [, first = "", list = ""] of cmap.matchAll(/<([0-9a-f]{4})>\s*<[0-9a-f]{4}>\s*\[([^\]]*)\]/g)) {
    for (const [i, [, units = ""]] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const text = Buffer.from(units.replaceAll(" ", ""), "hex").swap16().toString("utf16le");
      table.set((Number.parseInt(first, 16) + i).toString(16).padStart(4, "0"), text);
    }
  }
}
