import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

export interface FoundRegex {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const root = fileURLToPath(new URL("../../src/language", import.meta.url));

/** Every regex literal of src/language, read from the syntax tree. */
export function regexLiterals(): FoundRegex[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  return files.flatMap((name) => {
    const file = `${root}/${name}`;
    const found: FoundRegex[] = [];
    collect(parseSync(file, readFileSync(file, "utf8")).program, name, found);
    return found;
  });
}

function collect(node: unknown, file: string, found: FoundRegex[]): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) collect(one, file, found);
    return;
  }
  const { type, regex } = node as { type?: unknown; regex?: { pattern: string; flags: string } };
  if (type === "Literal" && regex) found.push({ file, source: regex.pattern, flags: regex.flags });
  for (const value of Object.values(node)) collect(value, file, found);
}

/** Regexes put together from pieces when the modules load. */
export async function regexesFromPieces(load: () => Promise<unknown>): Promise<FoundRegex[]> {
  const found: FoundRegex[] = [];
  const Original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Original, {
    construct(target, [source, flags]: [string | RegExp, string | undefined]) {
      found.push({ file: "from pieces", source: typeof source === "string" ? source : source.source, flags: flags ?? "" });
      return Reflect.construct(target, [source, flags]) as RegExp;
    },
  });
  try {
    await load();
  } finally {
    globalThis.RegExp = Original;
  }
  return found.filter((one) => /[\u4e00-\u9fa5]/.test(one.source));
}

/** Whether every repetition has an upper bound: then each start costs a bounded number of steps and the whole is linear. */
export function isBounded(source: string): boolean {
  const outside = source.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  return !/[*+]|\{\d+,\}/.test(outside);
}
