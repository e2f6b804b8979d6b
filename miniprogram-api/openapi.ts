import { z } from "zod";
import { statusOfCode, titleOf } from "./errors.ts";
import { chapters, type Route } from "./route.ts";

const problemSchema = z.object({
  type: z.string(),
  title: z.string().describe("in the language of `Accept-Language`: Chinese or English"),
  status: z.number(),
  code: z.string().describe("stable; decide by this"),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  by: z.array(z.string()).optional().describe("who has it or changed it, as they are called"),
});

type Json = Record<string, unknown>;

/** The routes as OpenAPI 3.1. */
export function openApiOf(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  const schemas = hoist({ paths, Problem: schemaOf(problemSchema, "output") });
  return {
    openapi: "3.1.0",
    info: { title: "Yimi 一米", version: "1", summary: "What residents, volunteers and station staff do in chat, over HTTP." },
    servers: [{ url: "/" }],
    tags: chapters.map((name) => ({ name })),
    paths: schemas.value.paths,
    components: {
      schemas: { ...schemas.defs, Problem: schemas.value.Problem },
      securitySchemes: { session: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

function operationOf(route: Route): Json {
  const isOpen = route.act === "anybody";
  const { creates, needsStepUp } = { creates: undefined, needsStepUp: undefined, ...route } as { creates?: true; needsStepUp?: true };
  return {
    operationId: route.id,
    tags: [route.chapter],
    summary: route.summary,
    security: isOpen ? [] : [{ session: [] }],
    ...(!isOpen && { "x-act": route.act }),
    ...(needsStepUp && { "x-needs-step-up": true }),
    parameters: [
      ...parametersOf(route.params, "path"),
      ...parametersOf(route.query, "query"),
      ...(creates
        ? [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string", minLength: 8, maxLength: 100 } }]
        : []),
      ...(isOpen || route.method === "get" ? [] : [{ name: "If-Match", in: "header", required: false, schema: { type: "string" } }]),
    ],
    ...(route.body && { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } }),
    responses: { ...successOf(route), ...refusalsOf(route) },
  };
}

function successOf({ answer, status }: Route): Json {
  if (answer === "nothing") return { 204: { description: "Done" } };
  const content =
    answer === "file"
      ? { "application/octet-stream": { schema: { type: "string", format: "binary" } } }
      : { "application/json": { schema: schemaOf(answer, "output") } };
  return { [status ?? 200]: { description: "Done", content } };
}

/** Refusals by status: those named, and those any route of its kind may answer. */
function refusalsOf(route: Route): Json {
  const common = ["http.invalid", "http.too-often", "http.store-away", "http.too-large", "http.not-json"];
  const guarded = route.act === "anybody" ? [] : ["access.token-missing", "access.token-refused", "access.role-lost", "http.not-allowed"];
  const creating = "creates" in route ? ["http.key-missing", "http.key-reused"] : [];
  const writing = route.method === "get" || route.act === "anybody" ? [] : ["request.not-as-seen", "request.changed-meanwhile"];
  const stepping = "needsStepUp" in route ? ["access.step-up-needed"] : [];
  const found = route.params ? ["http.not-found"] : [];
  const codes = [...new Set([...common, ...guarded, ...creating, ...writing, ...stepping, ...found, ...(route.refusals ?? [])])];
  const statuses = [...new Set(codes.map((code) => statusOfCode.get(code) ?? 500))].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: `${titleOf(status, "en")}: ${codes.filter((code) => statusOfCode.get(code) === status).join(", ")}`,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function parametersOf(schema: z.ZodObject | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...type }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description !== undefined && { description }),
    schema: type,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}

/** Schemas that have a name stand once, among the components, and are referred to. */
function hoist<T>(value: T): { value: T; defs: Json } {
  const defs: Json = {};
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    const { $defs, $ref, ...rest } = node as Json & { $defs?: Json; $ref?: string };
    for (const [name, schema] of Object.entries($defs ?? {})) defs[name] = walk(schema);
    const walked = Object.fromEntries(Object.entries(rest).map(([key, held]) => [key, walk(held)]));
    return typeof $ref === "string" ? { ...walked, $ref: $ref.replace("#/$defs/", "#/components/schemas/") } : walked;
  };
  return { value: walk(value) as T, defs };
}
