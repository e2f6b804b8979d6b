/** Measures matching beside its references; one JSON line each. `-- roster` or `-- batch` runs a part, `--quick` leaves out the millions. */
import { measureBatches } from "./matching/batches.ts";
import { measureRosters } from "./matching/rosters.ts";

const only = process.argv[2];
if (only === undefined || only === "roster" || only === "--quick") measureRosters(only === "--quick");
if (only === undefined || only === "batch" || only === "--quick") await measureBatches();
