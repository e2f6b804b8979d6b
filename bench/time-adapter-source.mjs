// The same adapter over the sources, for `npm run language:time` (run by tsx, no build needed).
import { parseTime } from "../src/language/index.ts";
import { adapt } from "./found-of.mjs";

export const parse = adapt(parseTime);
