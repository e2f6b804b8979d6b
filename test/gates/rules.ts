import {
  clockFiles,
  environmentFiles,
  homes,
  knownCycles,
  type Layer,
  layers,
  longestFile,
  longFiles,
  pureFiles,
  purePackages,
  sideDoors,
  waitForWhatTheyAreHanded,
} from "./layers.ts";
import { type CodeFile, isTestOnly, packageOf, watched } from "./read-code.ts";

/** A rule answers with one line per breach; none means that it holds. */
export type Rule = (files: readonly CodeFile[]) => string[];

/** `*` stands for a part of a name, `**` for any folders and files. */
export function matches(file: string, globs: readonly string[]): boolean {
  return globs.some((glob) => {
    const pattern = glob.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, (stars) => (stars.length > 1 ? ".*" : "[^/]*"));
    return new RegExp(`^${pattern}$`).test(file);
  });
}

/** The layer a file belongs to. */
export function layerOf(file: string): Layer | undefined {
  return layers.find((layer) => file === layer.path || file.startsWith(`${layer.path}/`));
}

/** Every pair of a file and a file of another layer it imports, types included. */
function crossings(files: readonly CodeFile[]) {
  return files.flatMap(({ path: from, imports }) =>
    imports
      .filter(({ kind }) => kind === "file")
      .map(({ to, isType }) => ({ from, to, isType, layer: layerOf(from), target: layerOf(to) }))
      .filter(({ layer, target }) => layer !== target),
  );
}

/** Builders and stand-ins of tests do not ship. */
export const noTestCodeShips: Rule = (files) =>
  files.flatMap(({ path: file, imports }) =>
    imports.filter(({ kind, to }) => kind === "file" && isTestOnly(to)).map(({ to }) => `${file} imports ${to}, which is for tests`),
  );

/** What runs in a browser knows the server by its HTTP interface only. */
export const browserStandsAlone: Rule = (files) =>
  files
    .filter(({ path: file }) => file.startsWith("web/"))
    .flatMap(({ path: file, imports }) =>
      imports
        .filter(({ kind, to }) => kind === "file" && !to.startsWith("web/"))
        .map(({ to }) => `${file} imports ${to}: the browser knows only the interface`),
    );

export const everyFileHasALayer: Rule = (files) =>
  files.filter(({ path: file }) => layerOf(file) === undefined).map(({ path: file }) => `${file} belongs to no layer`);

export const importsPointUp: Rule = (files) =>
  crossings(files).flatMap(({ from, to, layer, target }) => {
    if (!layer || !target) return [`${from} → ${to}: not of the house`];
    const isAbove = layers.indexOf(target) < layers.indexOf(layer) && !layer.notFrom?.includes(target.name);
    return isAbove ? [] : [`${from} → ${to}: ${layer.name} may not know ${target.name}`];
  });

export const frontDoorsOnly: Rule = (files) =>
  crossings(files).flatMap(({ from, to, target }) =>
    to === `${target?.path}/index.ts` || to === target?.path || to in sideDoors ? [] : [`${from} → ${to}: not a front door`],
  );

/** Files that need each other when they are loaded. Types are erased before and make no cycle. */
export const noCycles: Rule = (files) => {
  const needs = new Map(
    files.map(({ path: file, imports }) => [file, imports.filter(({ kind, isType }) => kind === "file" && !isType).map(({ to }) => to)]),
  );
  const seen = new Set<string>();
  const cycles = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      const cycle = way.slice(way.indexOf(file));
      const first = cycle.indexOf(cycle.toSorted()[0] as string);
      const turned = [...cycle.slice(first), ...cycle.slice(0, first)];
      cycles.add([...turned, turned[0]].join(" → "));
      return;
    }
    if (seen.has(file)) return;
    for (const next of needs.get(file) ?? []) follow(next, [...way, file]);
    seen.add(file);
  };
  for (const file of needs.keys()) follow(file, []);
  return [...cycles].filter((cycle) => !(cycle in knownCycles));
};

export const packagesAtHome: Rule = (files) =>
  files.flatMap(({ path: file, imports }) =>
    imports
      .filter(({ kind }) => kind === "package")
      .flatMap(({ to, names, isType }) => {
        const home = homes.find((one) => one.package === packageOf(to));
        if (!home) return [`${file} imports ${to}, which has no home`];
        if (!matches(file, home.in)) return [`${file} imports ${to}, whose home is ${home.in.join(", ")}`];
        const taken = Object.entries(home.named ?? {}).filter(([name]) => names.includes(name) || names.includes("*"));
        return taken
          .filter(([, places]) => !isType && !matches(file, places))
          .map(([name, places]) => `${file} imports ${name} of ${to}, whose home is ${places.join(", ")}`);
      }),
  );

/** What is installed where the product runs. */
export const packagesAreDeclared =
  (declared: readonly string[]): Rule =>
  (files) =>
    files.flatMap(({ path: file, imports }) =>
      imports
        .filter(({ kind, isType, to }) => kind === "package" && !isType && !declared.includes(packageOf(to)))
        .map(({ to }) => `${file} needs ${to}, which package.json does not install for production`),
    );

export const pureFilesArePure: Rule = (files) =>
  files
    .filter(({ path: file }) => matches(file, pureFiles))
    .flatMap(({ path: file, imports, uses }) => [
      ...watched
        .filter((use) => uses.has(use) && !(use === "await" && file in waitForWhatTheyAreHanded))
        .map((use) => `${file} is pure and uses ${use}`),
      ...imports
        .filter(({ isType }) => !isType)
        .filter(({ kind, to }) => {
          if (kind === "package") return !purePackages.includes(packageOf(to));
          return kind === "node" || (layerOf(to) === layerOf(file) && !to.endsWith(".json") && !matches(to, pureFiles));
        })
        .map(({ to }) => `${file} is pure and imports ${to}`),
    ]);

/** Loading the language loads nothing else of the house: it runs in a worker, a browser or a command line alike. */
export const languageStandsAlone: Rule = (files) =>
  crossings(files)
    .filter(({ layer, isType }) => layer?.name === "language" && !isType)
    .map(({ from, to }) => `${from} needs ${to}: only types may come from outside the language`);

export const environmentReadOnce: Rule = (files) =>
  files
    .filter(({ path: file, uses }) => uses.has("process.env") && !matches(file, environmentFiles))
    .map(({ path: file }) => `${file} reads process.env`);

export const timeFromTheClock: Rule = (files) =>
  files
    .filter(({ path: file, uses }) => (uses.has("new Date()") || uses.has("Date.now()")) && !matches(file, clockFiles))
    .map(({ path: file }) => `${file} reads the time by itself`);

export const filesAreShort: Rule = (files) =>
  files.flatMap(({ path: file, lines }) => {
    const allowed = longFiles[file];
    if (allowed && lines <= longestFile) return [`${file} is short enough now: strike it off the list`];
    return lines > (allowed?.lines ?? longestFile) ? [`${file} has ${lines} lines; ${allowed?.lines ?? longestFile} are allowed`] : [];
  });
