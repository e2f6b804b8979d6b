import { isDeepStrictEqual } from "node:util";
import { type Collection, type Db, DomainError } from "../platform/index.ts";
import data from "./data/catalog.json" with { type: "json" };
import { validateItem } from "./item-schema.ts";
import type { ServiceCategory, ServiceItem } from "./service-item.ts";

const refreshMs = 5_000;

export interface CatalogDeps {
  readonly db: Db;
}

/** The service catalog (服务清单). One that is open follows what is saved within seconds, in whatever process. */
export interface Catalog {
  /** @throws catalog.unknown-item */
  item(code: string): ServiceItem;
  items(): readonly ServiceItem[];
  categories(): readonly ServiceCategory[];
  /** Reads at once what was saved. */
  refresh?(): Promise<void>;
}

export interface OpenCatalog extends Catalog {
  refresh(): Promise<void>;
  stop(): void;
}

type StoredItem = Omit<ServiceItem, "code"> & { readonly _id: string };

/** The items that ship with the product. */
export const shippedItems = data.items as readonly ServiceItem[];

/** Reads the catalog of the station; an empty one is filled with what ships first, whoever of several processes comes first. */
export async function openCatalog(deps: CatalogDeps): Promise<OpenCatalog> {
  const collection = deps.db.collection<StoredItem>("serviceItems");
  const isEmpty = (await collection.findOne({})) === null;
  if (isEmpty) await fill(collection);
  let current = catalogOf([]);
  const refresh = async (): Promise<void> => {
    const stored = await collection.find().sort({ _id: 1 }).toArray();
    const items = stored.map(({ _id, ...item }) => ({ code: _id, ...item }));
    // The same list stays the same object, by which others know that nothing has changed.
    if (items.length > 0 && !isDeepStrictEqual(items, current.items())) current = catalogOf(items);
  };
  await refresh();
  // While the store is away the last catalog stays in force.
  const timer = setInterval(() => void refresh().catch(() => undefined), refreshMs).unref();
  return {
    item: (code) => current.item(code),
    items: () => current.items(),
    categories: () => current.categories(),
    refresh,
    stop: () => clearInterval(timer),
  };
}

/**
 * Adds an item to the station's catalog or replaces it.
 * @throws catalog.bad-item
 */
export async function saveItem(deps: CatalogDeps, { code, ...item }: ServiceItem): Promise<void> {
  await validateItem({ code, ...item });
  const collection = deps.db.collection<StoredItem>("serviceItems");
  await collection.replaceOne({ _id: code }, item, { upsert: true, writeConcern: { j: true } });
}

/** A catalog of these items; the shipped ones when none are named. Needs no store. */
export function catalogOf(items: readonly ServiceItem[] = shippedItems): Catalog {
  const byCode = new Map(items.map((item) => [item.code, item]));
  return {
    item(code) {
      const item = byCode.get(code);
      if (item === undefined) throw new DomainError("catalog.unknown-item", { code });
      return item;
    },
    items: () => items,
    categories: () => data.categories,
  };
}

async function fill(collection: Collection<StoredItem>): Promise<void> {
  await Promise.all(shippedItems.map(validateItem));
  const writes = shippedItems.map(({ code, ...item }) => ({
    updateOne: { filter: { _id: code }, update: { $setOnInsert: item }, upsert: true },
  }));
  await collection.bulkWrite(writes, { ordered: false, writeConcern: { j: true } });
}
