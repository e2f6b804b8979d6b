import { expect, test } from "vitest";
import { testApi } from "./test-api.ts";

const api = await testApi();

test.each([
  ['[1e300,"x"]'],
  ['[-9e15,"x"]'],
  ["[1.5,{}]"],
  ["{}"],
  ["[]"],
  ["no"],
])("a cursor nobody was given is refused, whatever is in it: %s", async (text) => {
  const cursor = Buffer.from(text).toString("base64url");
  const volunteer = await api.as("PL-V0001", "volunteer");
  const supervisor = await api.as("PL-S001", "supervisor");
  for (const path of ["/v1/desk/requests?", "/v1/audit?"]) expect((await supervisor.get(`${path}cursor=${cursor}`)).status, path).toBe(400);
  for (const path of ["/v1/requests?", "/v1/tasks?when=past&", "/v1/hours/entries?", "/v1/me/access-log?"])
    expect((await volunteer.get(`${path}cursor=${cursor}`)).status, path).toBe(400);
});
