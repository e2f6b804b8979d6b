import type { IncomingHttpHeaders } from "node:http";
import type { World } from "./world.ts";

/** One request as a route sees it. */
export interface Exchange {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as it was sent, and read as UTF-8. */
  readonly bytes: Buffer;
  readonly text: string;
}

/** What goes back as JSON; WeChat answers HTTP 200 to everything, refusals too. */
export type Answer = Readonly<Record<string, unknown>>;

/** What goes back as it is: a picture, raw JSON, an answer in headers. */
export class RawAnswer {
  readonly body: Buffer | string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;

  constructor(body: Buffer | string, headers: Readonly<Record<string, string>> = {}, status = 200) {
    this.body = body;
    this.headers = headers;
    this.status = status;
  }
}

/** One call of WeChat's server. A group of calls is a file that exports its routes; `server.ts` has the list of files. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  handle(world: World, exchange: Exchange): Answer | RawAnswer | Promise<Answer | RawAnswer>;
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
