import type { Catalog, ServiceItem } from "../catalog/index.ts";

/** The item of a request; null for one that never got any, or whose item the catalog no longer has: reports of the past must not fail for it. */
export function itemOf(catalog: Catalog, code: string | null): ServiceItem | null {
  return catalog.items().find((item) => item.code === code) ?? null;
}
