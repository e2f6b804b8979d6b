import { inflateRawSync } from "node:zlib";

/** The files of an XLSX (a zip), read by its own directory at the end. */
export function filesOf(workbook: Uint8Array): ReadonlyMap<string, string> {
  const bytes = Buffer.from(workbook);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, nameLength, extra, comment] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(from, from + packed);
    files.set(name, (bytes.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body)).toString("utf8"));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** What is in the cells of the only sheet: kind as the file says it, and the value with shared texts put in. */
export function cellsOf(workbook: Uint8Array): readonly (readonly { readonly kind: string; readonly value: string }[])[] {
  const files = filesOf(workbook);
  const shared = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>.*?<t[^>]*>([\s\S]*?)<\/t>.*?<\/si>/g)].map(
    ([, text]) => text as string,
  );
  const sheet = files.get("xl/worksheets/sheet1.xml") ?? "";
  return [...sheet.matchAll(/<row [^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, row = ""]) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, attributes = "", body = ""]) => {
      const kind = /\bt="(\w+)"/.exec(attributes)?.[1] ?? "n";
      const raw = /<(?:v|t)[^>]*>([\s\S]*?)<\/(?:v|t)>/.exec(body)?.[1] ?? "";
      return { kind: body.includes("<f") ? "formula" : kind, value: kind === "s" ? (shared[Number(raw)] ?? "") : raw };
    }),
  );
}
