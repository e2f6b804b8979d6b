import { readFileSync } from "node:fs";
import type { KnownPlace } from "../../src/language/index.ts";
import type { Catalog } from "./expected-line.ts";

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../src/${path}`, import.meta.url), "utf8"));

/** The catalog and the communities that ship, read as data so that no store is opened. */
export const catalog = read("catalog/data/catalog.json") as Catalog;

const org = read("station/data/org.json") as { readonly communities: readonly { readonly code: string; readonly name: string }[] };

export const communities: readonly KnownPlace[] = org.communities.map(({ code, name }) => ({
  id: code,
  name,
  shortNames: [name.replace(/(?:社区|新村)$/, "")],
}));
