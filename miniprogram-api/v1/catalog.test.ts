import { expect, test } from "vitest";
import { testApi } from "../test-api.ts";

const { nobody } = await testApi();

test("anybody goes from a category to its items to one item", async () => {
  const categories = (await nobody.get("/v1/categories")).body.items as { code: string; name: string; count: number }[];
  expect(categories.reduce((sum, { count }) => sum + count, 0)).toBe((await nobody.get("/v1/items")).body.items.length);
  const elder = categories.find(({ code }) => code === "EL");
  const items = (await nobody.get("/v1/items?category=EL")).body.items;
  expect(items).toHaveLength(elder?.count ?? 0);
  expect(items[0]).toMatchObject({ category: "养老服务" });
  expect((await nobody.get(`/v1/items/${items[0].code}`)).body).toEqual(items[0]);
});

test("a search finds everyday words; what is not there is said so", async () => {
  expect((await nobody.get(`/v1/items?search=${encodeURIComponent("买菜")}`)).body.items).toMatchObject([{ code: "EL02" }]);
  expect((await nobody.get("/v1/items?category=XX")).body.items).toEqual([]);
  expect(await nobody.get("/v1/items/XX99")).toMatchObject({ status: 404, body: { code: "http.not-found" } });
});
