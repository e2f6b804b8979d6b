import type { IncomingMessage } from "node:http";
import { DomainError } from "../../src/platform/index.ts";

/** A text of WeChat has 2,048 bytes at most; sealed and in XML it grows. */
const mostBytes = 64 * 1024;
/** Longest a sender may take to send it. */
const readMs = 3_000;

/** The body as text. @throws http.too-large http.invalid */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"]) > mostBytes) throw new DomainError("http.too-large");
  const chunks: Buffer[] = [];
  let bytes = 0;
  const late = setTimeout(() => request.destroy(), readMs);
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw new DomainError("http.invalid", { detail: "body: was cut off" });
  } finally {
    clearTimeout(late);
  }
  if (bytes > mostBytes) throw new DomainError("http.too-large");
  return Buffer.concat(chunks).toString("utf8");
}
