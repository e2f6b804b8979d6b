import { z } from "zod";
import type { ServiceItem } from "../../src/catalog/index.ts";
import { notThere } from "../own.ts";
import { openRoute } from "../route.ts";
import { requiredFields } from "../views/own-request.ts";

const itemView = z.object({
  code: z.string(),
  category: z.string().describe("name of its category"),
  name: z.string(),
  says: z.string().describe("the item in the words residents use"),
  minutes: z.number().describe("planned length"),
  people: z.number().describe("helpers who come at the same time"),
  leadHours: z.number().describe("notice the station asks for"),
  requires: z.array(z.enum(requiredFields)).describe("what must be told before submitting"),
});

const viewItem = ({ code, category, name, says, minutes, minPeople, leadHours, requires }: ServiceItem) => ({
  code,
  category,
  name,
  says: says ?? name,
  minutes,
  people: minPeople,
  leadHours,
  requires: [...requires],
});

/** What can be asked for, for everybody to look at. */
export const catalogRoutes = [
  openRoute({
    id: "listCategories",
    method: "get",
    path: "/v1/categories",
    chapter: "catalog",
    summary: "The categories of the service catalog (服务清单).",
    answer: z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), count: z.number() })) }),
    handle: async ({ catalog }) => ({
      items: catalog.categories().map(({ code, name }) => ({
        code,
        name,
        count: catalog.items().filter(({ category }) => category === name).length,
      })),
    }),
  }),
  openRoute({
    id: "listItems",
    method: "get",
    path: "/v1/items",
    chapter: "catalog",
    summary: "Items of the catalog, all, of one category, or those whose name or everyday words contain a text.",
    query: z.strictObject({
      category: z.string().max(20).optional().describe("code of a category"),
      search: z.string().trim().max(40).optional(),
    }),
    answer: z.object({ items: z.array(itemView) }),
    handle: async ({ catalog }, { query: { category, search } }) => {
      const isFound = (item: ServiceItem) => [item.name, item.says ?? "", ...item.aliases].some((words) => words.includes(search ?? ""));
      const name = catalog.categories().find(({ code }) => code === category)?.name;
      const items = catalog.items().filter((item) => (category === undefined || item.category === name) && isFound(item));
      return { items: items.map(viewItem) };
    },
  }),
  openRoute({
    id: "getItem",
    method: "get",
    path: "/v1/items/:code",
    chapter: "catalog",
    summary: "One item of the catalog.",
    params: z.strictObject({ code: z.string().max(20) }),
    answer: itemView,
    refusals: ["http.not-found"],
    handle: async ({ catalog }, { params }) => {
      const item = catalog.items().find(({ code }) => code === params.code);
      if (!item) throw notThere();
      return viewItem(item);
    },
  }),
];
