import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

const file = createRequire(import.meta.url).resolve("yimi-certificate-font/noto-serif-sc.ttf.br");

/** Noto Serif SC as TrueType, 10 MB: read when a paper is made and not kept. */
export async function readFont(): Promise<Buffer> {
  return promisify(brotliDecompress)(await readFile(file));
}
