import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";

/** One import or re-export, wherever it is written: statement, `import()`, `typeof import()`. */
export interface Import {
  /** `src/request/index.ts` for a file of the repository, `node:fs`, or a package's name with what follows it. */
  readonly to: string;
  readonly kind: "file" | "node" | "package";
  /** Erased when compiled. */
  readonly isType: boolean;
  readonly names: readonly string[];
}

/** What a source file of the product does that gates look at. */
export interface CodeFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** `process.env`, `new Date()`, `Date.now()`, `Math.random()`, `await`: each kind once. */
  readonly uses: ReadonlySet<Use>;
}

export const watched = ["process.env", "new Date()", "Date.now()", "Math.random()", "await"] as const;
export type Use = (typeof watched)[number];

/** Not shipped: tests, what only tests use, and what lies below a folder of data. */
const isProduct = (file: string): boolean => /(?<!\.d)\.(ts|vue)$/.test(file) && !isTestOnly(file);
export const isTestOnly = (file: string): boolean => /(\.test|(^|\/)(test-[\w-]+|builders|random-people))\.ts$/.test(file);

/**
 * Reads the TypeScript sources below `folders`, sorted by path. It reads sources and not compiled files, so that imports of types count and
 * nothing has to be built before.
 * @throws Error for a file that does not parse: a gate that skips files cannot be trusted
 */
export function readCode(root: string, folders: readonly string[]): CodeFile[] {
  return folders
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => isProduct(file) && !file.split("/").some((part) => part === "node_modules" || part === "dist"))
    .sort()
    .map((file) => readFile(root, file));
}

function readFile(root: string, file: string): CodeFile {
  const source = readFileSync(path.join(root, file), "utf8");
  const script = file.endsWith(".vue") ? (/<script[^>]*>(.*?)<\/script>/s.exec(source)?.[1] ?? "") : source;
  const { program, errors } = parseSync(file.replace(/\.vue$/, ".ts"), script);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const uses = new Set<Use>();
  walk(program as unknown as Node, (node) => {
    const found = importOf(node);
    if (found) imports.push({ ...found, ...placeOf(file, found.to) });
    const use = useOf(node);
    if (use) uses.add(use);
  });
  return { path: file, lines: source.trimEnd().split("\n").length, imports, uses };
}

/** An ESTree node, as far as gates look into it. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function importOf(node: Node): Omit<Import, "kind"> | undefined {
  const to = textOf(node.source);
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration": {
      if (to === undefined) return undefined;
      const specifiers = node.specifiers as readonly Node[];
      const isErased = (kind: unknown) => kind === "type";
      const isType =
        isErased(node.importKind ?? node.exportKind) ||
        (specifiers.length > 0 && specifiers.every((one) => isErased(one.importKind ?? one.exportKind)));
      return { to, isType, names: specifiers.map(nameOf) };
    }
    case "ExportAllDeclaration":
      return to === undefined ? undefined : { to, isType: node.exportKind === "type", names: ["*"] };
    case "ImportExpression":
      return to === undefined ? undefined : { to, isType: false, names: ["*"] };
    case "TSImportType":
      return to === undefined ? undefined : { to, isType: true, names: ["*"] };
    case "CallExpression":
      return requireOf(node);
    default:
      return undefined;
  }
}

/** `createRequire(…)("package")`, and `require("package")` under any such name. */
function requireOf(node: Node): Omit<Import, "kind"> | undefined {
  const callee = node.callee as Node;
  const isRequire = callee.name === "require" || (callee.type === "CallExpression" && (callee.callee as Node).name === "createRequire");
  const to = isRequire ? textOf((node.arguments as readonly unknown[])[0]) : undefined;
  return to === undefined ? undefined : { to, isType: false, names: ["*"] };
}

/** What is imported under its own name; a default import is `default`. */
function nameOf(specifier: Node): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const named = (specifier.imported ?? specifier.local) as { name?: string } | undefined;
  return specifier.type === "ImportNamespaceSpecifier" ? "*" : (named?.name ?? "*");
}

function textOf(source: unknown): string | undefined {
  return isNode(source) && typeof source.value === "string" ? source.value : undefined;
}

function placeOf(file: string, specifier: string): Pick<Import, "to" | "kind"> {
  if (specifier.startsWith(".")) return { to: path.posix.join(path.posix.dirname(file), specifier), kind: "file" };
  return { to: specifier, kind: specifier.startsWith("node:") ? "node" : "package" };
}

function useOf(node: Node): Use | undefined {
  if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await === true)) return "await";
  if (node.type === "NewExpression" && isCalled(node.callee, "Date") && (node.arguments as unknown[]).length === 0) return "new Date()";
  if (node.type !== "MemberExpression") return undefined;
  const { object, property } = node as unknown as { object: Node; property: Node };
  if (isCalled(object, "process") && (property.name === "env" || property.value === "env")) return "process.env";
  if (isCalled(object, "Date") && property.name === "now") return "Date.now()";
  return isCalled(object, "Math") && property.name === "random" ? "Math.random()" : undefined;
}

function isCalled(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node.name === name;
}

/** `@scope/name/sub` → `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
