import { compile, type JSONSchema } from "json-schema-to-typescript";

type Json = Record<string, unknown>;
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Json;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>>;
}

/** The typed client's operations as TypeScript, from an OpenAPI document. Reads nothing but the document. */
export async function clientSource(openApi: Json): Promise<string> {
  const found = Object.entries(openApi.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const shapes = Object.fromEntries(found.map(({ operation }) => [operation.operationId, shapeOf(operation)]));
  const definitions = (openApi.components as { schemas: Json }).schemas;
  const text = JSON.stringify({ ...objectOf(shapes), definitions });
  const schema = JSON.parse(text.replaceAll("#/components/schemas/", "#/definitions/")) as JSONSchema;
  const types = await compile(schema, "Operations", {
    bannerComment: "",
    additionalProperties: false,
    unreachableDefinitions: false,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 140 },
  });
  const rows = found.map(({ path, method, operation }) => `  ${operation.operationId}: ${JSON.stringify(rowOf(path, method, operation))},`);
  return `// Made by \`npm run client\` from the declarations of the API. Do not edit.
${types}
export const operations = {
${rows.join("\n")}
} as const;
`;
}

function shapeOf({ summary, parameters, requestBody, responses }: Operation): Json {
  const given = (place: string) => parameters.filter((one) => one.in === place);
  const input = {
    ...(given("path").length > 0 && { params: parametersOf(given("path")) }),
    ...(given("query").length > 0 && { query: parametersOf(given("query")) }),
    ...(requestBody && { body: requestBody.content["application/json"]?.schema ?? {} }),
  };
  const optional = given("query").every(({ required }) => !required) ? ["query"] : [];
  return { ...objectOf({ input: objectOf(input, optional), answer: answerOf(responses) }), description: summary };
}

function answerOf(responses: Operation["responses"]): Json {
  const [status = "", done] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
  if (status === "204") return { type: "null" };
  return done?.content?.["application/json"]?.schema ?? { tsType: "Blob" };
}

function parametersOf(parameters: readonly Parameter[]): Json {
  const optional = parameters.filter(({ required }) => !required).map(({ name }) => name);
  return objectOf(Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])), optional);
}

function objectOf(properties: Json, optional: readonly string[] = []): Json {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

function rowOf(path: string, method: string, { parameters, responses }: Operation): Json {
  const isFile = responses[200]?.content?.["application/octet-stream"] !== undefined;
  const creates = parameters.some(({ name }) => name === "Idempotency-Key");
  return { method, path, ...(creates && { creates }), ...(isFile && { isFile }) };
}
