/** Writes `web/client/operations.ts`: the API's operations as types and a table, from the same declarations as /openapi.json. */
import { writeFileSync } from "node:fs";
import { openApiOf } from "../miniprogram-api/openapi.ts";
import { routesOf } from "../miniprogram-api/routes.ts";
import { clientSource } from "./client-source.ts";

const target = new URL("../web/client/operations.ts", import.meta.url);
writeFileSync(target, await clientSource(openApiOf(routesOf("development"))));
