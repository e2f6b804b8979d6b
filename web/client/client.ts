import { type Operations, operations } from "./operations.ts";

export type OperationId = keyof Operations;
type Input<Id extends OperationId> = Operations[Id]["input"];
type Answer<Id extends OperationId> = Operations[Id]["answer"];

/** What a device keeps to stay signed in. */
export interface Keys {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Extras of one call. */
export interface Extras {
  /** The same key again makes the same thing; a new one is drawn when left out. */
  readonly key?: string;
  /** The version that was seen, to be refused when somebody else was faster. */
  readonly ifVersion?: number;
}

export interface ClientOptions {
  /** e.g. `https://yimi.example` */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  readonly keys?: Keys;
  /** `zh` or `en`: the language of what people read in a refusal. */
  readonly language?: string;
  /** Told the new keys each time, to be kept; undefined when the session is over. */
  onKeys?(keys: Keys | undefined): void;
}

/** A refusal of the API: decide by `code`, show `title` and `detail`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  /** Who has it, or changed it last. */
  readonly by: readonly string[];

  constructor(status: number, problem: { code?: string; title?: string; detail?: string; by?: string[] }) {
    super(problem.title ?? `HTTP ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? "http.unreadable";
    this.detail = problem.detail;
    this.by = problem.by ?? [];
  }
}

export type Client = { readonly [Id in OperationId]: (input: Input<Id>, extras?: Extras) => Promise<Answer<Id>> } & {
  /** Goes on as somebody who has signed in. */
  use(keys: Keys | undefined): void;
};

/** Every operation of the API as a function. A session that ran out is refreshed once, for all calls that wait. */
export function openClient({ baseUrl, fetch: send = fetch, keys: first, language = "zh", onKeys }: ClientOptions): Client {
  let keys = first;
  let refreshing: Promise<void> | undefined;

  const use = (next: Keys | undefined): void => {
    keys = next;
    onKeys?.(next);
  };
  const refresh = async (): Promise<void> => {
    const refreshToken = keys?.refreshToken ?? "";
    const response = await ask("refreshSession", { body: { refreshToken } }, {}, undefined);
    if (response.ok) return use((await response.json()) as Keys);
    use(undefined);
  };
  const ask = (id: OperationId, input: Parts, extras: Extras, token: string | undefined): Promise<Response> => {
    const { method, path, ...row } = operations[id] as { method: string; path: string; creates?: true };
    return send(`${baseUrl}${fill(path, input.params)}${search(input.query)}`, {
      method: method.toUpperCase(),
      headers: {
        "Accept-Language": language,
        ...(input.body !== undefined && { "Content-Type": "application/json" }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(row.creates && { "Idempotency-Key": extras.key ?? crypto.randomUUID() }),
        ...(extras.ifVersion !== undefined && { "If-Match": `"${extras.ifVersion}"` }),
      },
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    });
  };
  const call = async (id: OperationId, input: Parts, given: Extras = {}): Promise<unknown> => {
    const extras = { key: crypto.randomUUID(), ...given };
    let response = await ask(id, input, extras, keys?.accessToken);
    if (response.status === 401 && keys) {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      await refreshing;
      if (keys) response = await ask(id, input, extras, keys.accessToken);
    }
    return read(id, response);
  };

  const calls = Object.keys(operations).map((id) => [id, (input: Parts, extras?: Extras) => call(id as OperationId, input, extras)]);
  return { ...Object.fromEntries(calls), use } as Client;
}

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

async function read(id: OperationId, response: Response): Promise<unknown> {
  if (!response.ok)
    throw new ApiError(response.status, (await response.json().catch(() => ({}))) as ConstructorParameters<typeof ApiError>[1]);
  if (response.status === 204) return null;
  return "isFile" in operations[id] ? response.blob() : response.json();
}

function fill(path: string, params: Parts["params"]): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
}

function search(query: Parts["query"]): string {
  const known = Object.entries(query ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return known.length === 0 ? "" : `?${new URLSearchParams(Object.fromEntries(known))}`;
}
