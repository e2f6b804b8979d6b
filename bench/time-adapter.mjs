// Adapter of the built parser for score-time.mjs; run `npm run build` first.
import { parseTime } from "../dist/src/language/index.js";
import { adapt } from "./found-of.mjs";

export const parse = adapt(parseTime);
