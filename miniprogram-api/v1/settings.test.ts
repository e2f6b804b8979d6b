import { expect, test } from "vitest";
import { testApi } from "../test-api.ts";
import { coordinatorId, supervisorId } from "../test-orders.ts";

const api = await testApi();
const liu = await api.as(coordinatorId, "coordinator");
const zhao = await api.as(supervisorId, "supervisor");

test("everybody may look at the station, its supervisor names it", async () => {
  const { body } = await api.nobody.get("/v1/station");
  expect(body.communities).toHaveLength(20);
  expect(body.communities[0].grids.length).toBeGreaterThan(0);
  expect((await liu.send("PATCH", "/v1/station", { shortName: "泊里" })).body.code).toBe("http.not-allowed");
  expect((await zhao.send("PATCH", "/v1/station", { shortName: "泊里" })).body.shortName).toBe("泊里");
  expect((await zhao.send("PATCH", "/v1/station", { communities: [] })).status).toBe(400);
});

test("a supervisor changes some settings, and the rest stays", async () => {
  const { body } = await zhao.send("PATCH", "/v1/settings", { offers: { maxPerDay: 5, urgent: { atOnce: 3 } } });
  expect(body.settings.offers).toMatchObject({ maxPerDay: 5, urgent: { atOnce: 3, ttlMinutes: 10 } });
  await zhao.send("PATCH", "/v1/settings", { quietHours: { from: 1200 } });
  expect((await liu.get("/v1/settings")).body.overrides).toEqual({
    offers: { maxPerDay: 5, urgent: { atOnce: 3 } },
    quietHours: { from: 1200 },
  });
});

test("what no station may set is refused, by field or because it does not fit together", async () => {
  const unknown = await zhao.send("PATCH", "/v1/settings", { offers: { perDay: 5 } });
  expect(unknown).toMatchObject({ status: 400, body: { detail: expect.stringContaining("perDay") } });
  expect((await zhao.send("PATCH", "/v1/settings", { workingHours: { from: 1300 } })).body.code).toBe("station.bad-settings");
  expect((await liu.send("PATCH", "/v1/settings", { offers: { maxPerDay: 9 } })).status).toBe(403);
});
