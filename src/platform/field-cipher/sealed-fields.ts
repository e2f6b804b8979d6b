import { type FieldCipher, type SealedAt, sealedWith } from "./field-cipher.ts";

/** One text of a document that is to be sealed. */
export interface FieldText {
  /** As MongoDB names it: `history.3.reason`. */
  readonly path: string;
  /** The path of the table it belongs to: `history.*.reason`. */
  readonly field: string;
  readonly text: string;
}

/** Which texts of a collection's documents are sealed. Mapping functions seal and open whole documents by it, rotation goes through them. */
export interface SealedFields {
  readonly collection: string;
  /** A copy with these texts sealed, empty ones left empty; parts that have none are shared. Works for a part of a document too, as in `$set`. */
  seal<T extends object>(cipher: FieldCipher, id: string, document: T): T;
  /** What was stored before its field was sealed is plain and given back as it is. */
  open<T extends object>(cipher: FieldCipher, id: string, document: T): T;
  /** The texts as they are stored. */
  texts(document: object): FieldText[];
}

/**
 * @param paths `phone` a text · `wish.details` one in an object · `offers.*.reason` one in each row · `data.**` every text below.
 * Whatever is no text stays as it is: dates and numbers are readable.
 * @param readable names below a `**` that hold ids and codes, which are searched by
 */
export function sealedFields(collection: string, paths: readonly string[], readable: readonly string[] = []): SealedFields {
  const tree = treeOf(paths, readable);
  return {
    collection,
    seal: (cipher, id, document) =>
      change(document, tree, "", (text, field) => (text === "" ? "" : cipher.seal(text, { collection, id, field }))),
    open: (cipher, id, document) => change(document, tree, "", (text, field) => openText(cipher, text, { collection, id, field })),
    texts(document) {
      const found: FieldText[] = [];
      change(document, tree, "", (text, field, path) => {
        if (text !== "") found.push({ path, field, text });
        return text;
      });
      return found;
    },
  };
}

/** A plain text of before as it is. */
export function openText(cipher: FieldCipher, text: string, at: SealedAt): string {
  return sealedWith(text) === undefined ? text : cipher.open(text, at);
}

/** A step of the paths: the field that ends here, and where they go on. `*` stands for each row, `**` for everything below. */
interface Branch {
  field?: string;
  below?: Below;
  readonly next: Map<string, Branch>;
}

interface Below {
  readonly field: string;
  readonly readable: readonly string[];
}

type Change = (text: string, field: string, path: string) => string;

function treeOf(paths: readonly string[], readable: readonly string[]): Branch {
  const root: Branch = { next: new Map() };
  for (const field of paths) {
    let branch = root;
    const steps = field.split(".");
    for (const step of steps) {
      if (step === "**") {
        branch.below = { field, readable };
        continue;
      }
      const next: Branch = branch.next.get(step) ?? { next: new Map() };
      branch.next.set(step, next);
      branch = next;
    }
    if (steps.at(-1) !== "**") branch.field = field;
  }
  return root;
}

/** The value with its texts changed; itself where none was. */
function change<T>(value: T, branch: Branch, path: string, by: Change): T {
  if (branch.below !== undefined) return changeBelow(value, branch.below, path, by);
  if (typeof value === "string") return branch.field === undefined ? value : (by(value, branch.field, path) as T);
  if (Array.isArray(value)) {
    const rows = branch.next.get("*");
    return rows ? (changeRows(value, path, (row, at) => change(row, rows, at, by)) as T) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [name, next] of branch.next) {
    const part = (value as Record<string, unknown>)[name];
    if (part === undefined || part === null) continue;
    const changed = change(part, next, join(path, name), by);
    if (changed === part) continue;
    copy ??= { ...(value as Record<string, unknown>) };
    copy[name] = changed;
  }
  return (copy as T | undefined) ?? value;
}

function changeBelow<T>(value: T, below: Below, path: string, by: Change): T {
  if (typeof value === "string") return by(value, below.field, path) as T;
  if (Array.isArray(value)) return changeRows(value, path, (row, at) => changeBelow(row, below, at, by)) as T;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const changed = Object.entries(value).map(([name, part]) => [
    name,
    below.readable.includes(name) ? part : changeBelow(part, below, join(path, name), by),
  ]);
  return Object.fromEntries(changed) as T;
}

function changeRows(rows: readonly unknown[], path: string, by: (row: unknown, path: string) => unknown): readonly unknown[] {
  const changed = rows.map((row, i) => by(row, join(path, String(i))));
  return changed.some((row, i) => row !== rows[i]) ? changed : rows;
}

function join(path: string, step: string): string {
  return path === "" ? step : `${path}.${step}`;
}
