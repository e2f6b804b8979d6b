/** `npm run bench -- <name>`: runs `bench/<name>.ts`, which prints one JSON line for each comparison. */
import { existsSync } from "node:fs";

const [name = "", ...rest] = process.argv.slice(2);
const file = new URL(`./${name}.ts`, import.meta.url);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  console.error("usage: npm run bench -- <name>, e.g. npm run bench -- matching");
  process.exit(2);
}
process.argv.splice(2, process.argv.length, ...rest);
await import(file.href);
