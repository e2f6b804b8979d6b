import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openApiOf } from "../../miniprogram-api/openapi.ts";
import { routesOf } from "../../miniprogram-api/routes.ts";
import { testApi } from "../../miniprogram-api/test-api.ts";
import { clientSource } from "../../scripts/client-source.ts";
import { ApiError, type Keys, openClient } from "../../web/client/client.ts";

test("the client's operations are those of the API: npm run client writes them", async () => {
  const written = readFileSync(new URL("../../web/client/operations.ts", import.meta.url), "utf8");
  expect(written).toBe(await clientSource(openApiOf(routesOf("development"))));
});

test("a session that ran out is refreshed once for all calls that wait, and a refusal is an error with its code", async () => {
  const api = await testApi();
  const kept: (Keys | undefined)[] = [];
  const client = openClient({ baseUrl: api.url, onKeys: (keys) => kept.push(keys) });
  client.use(await client.signInForDevelopment({ body: { personId: "PL-R0001" } }));
  api.deps.clock.advance(16 * 60_000);
  const [mine, session] = await Promise.all([client.listMyRequests({ query: { limit: 5 } }), client.getSession({})]);
  expect(mine.items).toEqual([]);
  expect(session.personId).toBe("PL-R0001");
  expect(kept).toHaveLength(2);

  const refused = await client.createRequests({ body: { itemCode: "NONE" } }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiError);
  expect(refused).toMatchObject({ status: 404, code: "catalog.unknown-item", message: "没找到" });
});
