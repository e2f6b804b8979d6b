/** Measures matching beside its references; one JSON line each. `-- roster`, `batch` or `propose` runs a part, `--quick` leaves out the millions. */
import { measureBatches } from "./matching/batches.ts";
import { measurePropose } from "./matching/propose.ts";
import { measureRosters } from "./matching/rosters.ts";

const only = process.argv[2];
if (only === undefined || only === "roster" || only === "--quick") measureRosters(only === "--quick");
if (only === undefined || only === "batch" || only === "--quick") await measureBatches();
if (only === undefined || only === "propose" || only === "--quick") await measurePropose(only === "--quick" ? 3000 : 30_000);
