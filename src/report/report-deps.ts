import type { Deps } from "../request/index.ts";

/** What reports need: the stores, the time, the key to what is sealed, and the names of items. */
export type ReportDeps = Pick<Deps, "db" | "clock" | "cipher" | "catalog">;
