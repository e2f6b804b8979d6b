import type { ZodObject, ZodType, z } from "zod";
import type { Act } from "../src/station/index.ts";
import type { Caller } from "./caller.ts";
import type { ApiDeps } from "./deps.ts";

/** The chapters of the documentation, in their order. */
export const chapters = ["sign in", "catalog", "my requests", "me", "helping", "desk", "people", "reports", "station", "service"] as const;
export type Chapter = (typeof chapters)[number];

/** How often one caller may use a route; see `limits.ts`. */
export type Pace = "read" | "write" | "sign_in" | "heavy";

/** One use of a route. What came from outside has passed the schemas. */
export interface Call<Params, Query, Body> {
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Of a route that creates: what makes a repeated call the same call. */
  readonly key: string;
  readonly requestId: string;
}

/** A file instead of JSON. */
export class FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array | string;

  constructor(name: string, type: string, bytes: Uint8Array | string) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }
}

interface Declared<Params, Query, Body, Answer> {
  /** The operation's id, a verb and a thing: `cancelRequest`. */
  readonly id: string;
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With parameters as `:name`. */
  readonly path: `/v1/${string}`;
  readonly chapter: Chapter;
  /** One sentence in plain words: what it does and for whom. */
  readonly summary: string;
  readonly params?: ZodObject & ZodType<Params>;
  readonly query?: ZodObject & ZodType<Query>;
  readonly body?: ZodObject & ZodType<Body>;
  readonly answer: ZodType<Answer> | "file" | "nothing";
  /** 200, or 204 for "nothing", when left out. */
  readonly status?: 201 | 202;
  readonly pace?: Pace;
  /** Refusals worth naming in the documentation, besides those every route may answer. */
  readonly refusals?: readonly string[];
}

/** A route somebody who is signed in may use when their role has the act; what the act is about is checked by the handler on what it loads. */
// biome-ignore lint/suspicious/noExplicitAny: what a route takes and gives is known where it is declared
export interface Guarded<Params = any, Query = any, Body = any, Answer = any> extends Declared<Params, Query, Body, Answer> {
  readonly act: Act;
  /** True where a repeated call must carry `Idempotency-Key`. */
  readonly creates?: true;
  /** True where the second factor must have been shown lately. */
  readonly needsStepUp?: true;
  /** Sensitive fields the answer shows: that somebody looked at them is written down. Writes are written down anyway. */
  readonly shows?: readonly string[];
  handle(deps: ApiDeps, call: Call<Params, Query, Body>): Promise<Answer | FileAnswer | undefined>;
}

/** A route for everybody, signed in or not. */
export interface Open<Params, Query, Body, Answer> extends Declared<Params, Query, Body, Answer> {
  readonly act: "anybody";
  handle(deps: ApiDeps, call: Omit<Call<Params, Query, Body>, "caller" | "key">): Promise<Answer | FileAnswer | undefined>;
}

/** A route as the server, the documentation and the tests see it. */
// biome-ignore lint/suspicious/noExplicitAny: what a route takes and gives is known where it is declared
export type Route = Guarded<any, any, any, any> | Open<any, any, any, any>;

type Shape = ZodObject | undefined;
type Read<S extends Shape> = S extends ZodObject ? z.output<S> : Record<string, never>;
type Given<A> = A extends ZodType ? z.input<A> : undefined;

type Spec<P extends Shape, Q extends Shape, B extends Shape, A extends ZodType | "file" | "nothing"> = Omit<
  Declared<unknown, unknown, unknown, unknown>,
  "params" | "query" | "body" | "answer"
> & { readonly params?: P; readonly query?: Q; readonly body?: B; readonly answer: A };

/** Declares a route for people who are signed in. Everything the server, the documentation and the client know of it is said here. */
export function route<
  A extends ZodType | "file" | "nothing",
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  spec: Spec<P, Q, B, A> & {
    readonly act: Act;
    readonly creates?: true;
    readonly needsStepUp?: true;
    readonly shows?: readonly string[];
    handle(deps: ApiDeps, call: Call<Read<P>, Read<Q>, Read<B>>): Promise<A extends "file" ? FileAnswer : Given<A>>;
  },
): Route {
  return spec as unknown as Route;
}

/** Declares a route for everybody. */
export function openRoute<
  A extends ZodType | "file" | "nothing",
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  spec: Spec<P, Q, B, A> & {
    handle(deps: ApiDeps, call: Omit<Call<Read<P>, Read<Q>, Read<B>>, "caller" | "key">): Promise<A extends "file" ? FileAnswer : Given<A>>;
  },
): Route {
  return { ...spec, act: "anybody" } as unknown as Route;
}
