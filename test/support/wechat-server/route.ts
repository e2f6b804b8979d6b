import type { IncomingHttpHeaders } from "node:http";
import type { World } from "./world.ts";

/** One request as a route sees it. */
export interface Exchange {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as it was sent. */
  readonly text: string;
}

/** What goes back as JSON; WeChat answers HTTP 200 to everything, refusals too. */
export type Answer = Readonly<Record<string, unknown>>;

/** One call of WeChat's server. A group of calls is a file that exports its routes; `server.ts` has the list of files. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  handle(world: World, exchange: Exchange): Answer | Promise<Answer>;
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
