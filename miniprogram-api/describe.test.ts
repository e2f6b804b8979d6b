import { expect, test } from "vitest";
import { docsPageOf } from "./docs-page.ts";
import { openApiOf } from "./openapi.ts";
import { routesOf } from "./routes.ts";

const routes = routesOf("production");

test("every operation has a name of its own and is on the page with its fields", () => {
  const ids = routes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const page = docsPageOf(routes);
  for (const id of ids) expect(page).toContain(`<section id="${id}">`);
  expect(page).toContain("<code>communityId</code>");
  expect(page).not.toMatch(/<script|undefined|\[object/);
});

test("production has no way in for development", () => {
  expect(routes.map(({ id }) => id)).not.toContain("signInForDevelopment");
  expect(JSON.stringify(openApiOf(routes))).not.toContain("/v1/session/development");
});
