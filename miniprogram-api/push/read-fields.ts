import { parseXml, XmlElement } from "@rgrove/parse-xml";
import { parseLossless } from "../../src/platform/index.ts";

/** What a push says, JSON or XML alike: texts, parts, and rows where a name comes more than once. */
export type Fields = { readonly [name: string]: unknown };

/**
 * Reads the body of a push by how it begins: the console's setting decides the form, and its content type cannot be relied on.
 * Ids have 64 bits, more than a number holds: long ones are texts. XML has no entities here but its own five.
 * @returns undefined for what is neither
 */
export function readFields(text: string): Fields | undefined {
  try {
    return text.trimStart().startsWith("{") ? readJson(text) : readXml(text);
  } catch {
    return undefined;
  }
}

function readJson(text: string): Fields | undefined {
  const read = parseLossless(text);
  return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Fields) : undefined;
}

function readXml(text: string): Fields | undefined {
  const { root } = parseXml(text);
  const read = root?.name === "xml" ? partOf(root) : undefined;
  return typeof read === "object" ? read : undefined;
}

function partOf(element: XmlElement): Fields | string {
  const parts = element.children.filter((child) => child instanceof XmlElement);
  if (parts.length === 0) return element.text;
  const fields = new Map<string, unknown[]>();
  for (const part of parts) fields.set(part.name, [...(fields.get(part.name) ?? []), partOf(part)]);
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
