import { expect, test } from "vitest";
import { testApi } from "../test-api.ts";
import { coordinatorId, supervisorId } from "../test-orders.ts";

const api = await testApi();
const liu = await api.as(coordinatorId, "coordinator");
const zhao = await api.as(supervisorId, "supervisor");
const item = {
  category: "养老服务",
  name: "晒被子",
  provider: "volunteer",
  workType: "direct",
  minutes: 60,
  minPeople: 1,
  leadHours: 24,
  requires: ["when", "where"],
  flags: ["home_visit"],
  aliases: ["晒晒被子"],
};

test("an item is added by the supervisor and can be asked for at once", async () => {
  expect((await liu.send("PUT", "/v1/catalog/EL77", item)).status).toBe(403);
  expect((await zhao.send("PUT", "/v1/catalog/EL77", item)).body).toMatchObject({ code: "EL77", says: null });
  expect((await api.nobody.get("/v1/items/EL77")).body.name).toBe("晒被子");
  expect((await liu.get("/v1/catalog")).body.items).toContainEqual(expect.objectContaining({ code: "EL77", flags: ["home_visit"] }));
});

test("an item whose rules could not be applied is refused", async () => {
  expect((await zhao.send("PUT", "/v1/catalog/EL78", { ...item, flags: ["helth"] })).body.code).toBe("catalog.bad-item");
  expect((await zhao.send("PUT", "/v1/catalog/EL78", { ...item, category: "杂项" })).status).toBe(400);
  expect((await zhao.send("PUT", "/v1/catalog/EL78", { ...item, stationId: "QD" })).status).toBe(400);
  expect((await zhao.send("PUT", "/v1/catalog/x", item)).status).toBe(400);
});
