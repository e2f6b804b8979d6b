import type { IncomingHttpHeaders } from "node:http";
import type { World } from "./world.ts";

/** One request as a route sees it. */
export interface Exchange {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as it was sent. */
  readonly body: Buffer;
  readonly text: string;
  /** The stand-in's own address as the caller wrote it, e.g. `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** Aborted when the caller hangs up; a call that waits for something looks at it. */
  readonly gone: AbortSignal;
}

/** What goes back as JSON; WeChat answers HTTP 200 to everything, refusals too. A bigint is written as the bare number it is. */
export type Answer = Readonly<Record<string, unknown>>;

const isRaw = Symbol("raw");

/** Anything else than JSON with HTTP 200: bytes, a page, another status. */
export interface Raw {
  readonly [isRaw]: true;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

export type Handled = Answer | Raw;

export function raw(body: Buffer | string, type: string, more: { status?: number; headers?: Readonly<Record<string, string>> } = {}): Raw {
  return { [isRaw]: true, status: more.status ?? 200, headers: { "content-type": type, ...more.headers }, body };
}

export const asRaw = (handled: Handled): Raw | undefined => (isRaw in handled ? (handled as Raw) : undefined);

/** One call of WeChat's server. A group of calls is a file that exports its routes; `server.ts` has the list of files. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  handle(world: World, exchange: Exchange): Handled | Promise<Handled>;
}

/** The body as an object, or undefined when it is not one. */
export function bodyOf({ text }: Exchange): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
