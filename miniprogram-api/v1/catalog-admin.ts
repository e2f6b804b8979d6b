import { z } from "zod";
import { type ServiceItem, saveItem } from "../../src/catalog/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { route } from "../route.ts";
import { requiredFields } from "../views/own-request.ts";

const words = z.string().trim().min(1).max(60);

const itemFields = {
  category: words.describe("name of one of the categories"),
  name: words,
  says: words.optional().describe("the item in the words residents use"),
  provider: z.enum(["volunteer", "social_worker", "team"]),
  workType: z.enum(["case", "group", "community", "direct", "visit"]),
  minutes: z.number().int().min(1).max(1440).describe("planned length"),
  minPeople: z.number().int().min(1).max(50).describe("helpers needed at the same time"),
  leadHours: z.number().int().min(0).max(720).describe("notice the station asks for"),
  requires: z.array(z.enum(requiredFields)).max(requiredFields.length),
  flags: z.array(z.string().max(40)).max(20).describe("`home_visit`, `health`, `minor`, `skill:…` … : rules that travel with the item"),
  aliases: z.array(words).max(40),
} as const;

const fullItem = z.object({ code: z.string(), ...itemFields, says: words.nullable() });

const viewItem = ({ says, requires, flags, aliases, ...item }: ServiceItem): z.input<typeof fullItem> => ({
  ...item,
  says: says ?? null,
  requires: [...requires],
  flags: [...flags],
  aliases: [...aliases],
});

/** The catalog (服务清单) with its rules, for who keeps it. */
export const catalogAdminRoutes = [
  route({
    id: "listFullItems",
    method: "get",
    path: "/v1/catalog",
    chapter: "station",
    summary: "Every item with the rules that travel with it: who may serve it, what it asks for, what it needs.",
    act: "report.read",
    answer: z.object({ items: z.array(fullItem) }),
    handle: async ({ catalog }) => ({ items: catalog.items().map(viewItem) }),
  }),
  route({
    id: "saveItem",
    method: "put",
    path: "/v1/catalog/:code",
    chapter: "station",
    summary: "Adds an item or replaces it, for requests from now on. It is in force everywhere within seconds.",
    act: "catalog.change",
    params: z.strictObject({ code: z.string().regex(/^[A-Z]{2}\d{2}$/) }),
    body: z.strictObject(itemFields),
    answer: fullItem,
    refusals: ["catalog.bad-item"],
    handle: async (deps, { params: { code }, body: { says, ...fields } }) => {
      if (!deps.catalog.categories().some(({ name }) => name === fields.category))
        throw new DomainError("http.invalid", { detail: "category: is no category of the catalog" });
      const item: ServiceItem = { code, ...fields, ...(says !== undefined && { says }) };
      await saveItem(deps, item);
      await deps.catalog.refresh?.();
      return viewItem(item);
    },
  }),
];
