import { expect, test } from "vitest";
import { testApi } from "../../miniprogram-api/test-api.ts";
import { makeRandom } from "../../src/matching/random-people.ts";
import { type Act, mayDo, type Role } from "../../src/station/index.ts";
import { readOperations } from "../api/fuzz.ts";
import { people } from "../api/people.ts";
import { sampleOf } from "../api/sample.ts";

/** What nobody sets by sending it along. */
const forbidden = [
  "role",
  "roles",
  "stationId",
  "stationPath",
  "hours",
  "points",
  "minutesCredited",
  "creditedMinutes",
  "team",
  "_id",
  "id",
  "version",
  "isAdmin",
  "isVerified",
  "identityVerified",
  "requesterId",
  "beneficiaryId",
  "assignments",
  "offers",
  "history",
  "$set",
  "constructor",
];
const api = await testApi({ paceFactor: 100_000 });
const { operations, schemas } = await readOperations(api);
const writable = operations.filter(({ body }) => body !== undefined);

test("there are many ways to write", () => {
  expect(writable.length).toBeGreaterThan(40);
});

test.each(
  writable.map((operation) => [operation.id, operation] as const),
)("%s takes no field it did not declare", async (_id, operation) => {
  const [role, personId] =
    Object.entries(people).find(([one]) => operation.act !== undefined && mayDo({ roles: [one as Role] }, operation.act as Act)) ?? [];
  const caller = personId ? await api.as(personId, role as Role) : api.nobody;
  const random = makeRandom(3);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = operation.parameters.find((one) => one.name === name)?.schema ?? {};
    return encodeURIComponent(String(sampleOf(schema, { random, schemas })));
  });
  const body = sampleOf(operation.body ?? {}, { random, schemas }) as Record<string, unknown>;
  const declared = Object.keys((operation.body?.properties ?? {}) as object);
  for (const key of forbidden.filter((one) => !declared.includes(one))) {
    const { status, body: problem } = await caller.send(operation.method, path, { ...body, [key]: "x" });
    expect([status, problem.code], key).toEqual(operation.needsStepUp ? [403, "access.step-up-needed"] : [400, "http.invalid"]);
  }
});
