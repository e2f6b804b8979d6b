/** A field of a pushed message: a number stands bare, a row of parts comes as `List`. */
export type PushedValue = string | number | bigint | PushedFields | readonly PushedFields[];
export type PushedFields = { readonly [name: string]: PushedValue };

/** As the console's setting "XML" sends it, which is the usual one: texts in CDATA, numbers bare, rows one after the other. */
export function writeXml(fields: PushedFields): string {
  return `<xml>${inner(fields)}</xml>`;
}

function inner(fields: PushedFields): string {
  return Object.entries(fields)
    .map(([name, value]) =>
      Array.isArray(value) ? value.map((row) => tag(name, inner(row as PushedFields))).join("") : tag(name, written(value)),
    )
    .join("\n");
}

function written(value: PushedValue): string {
  if (typeof value === "string") return `<![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
  return typeof value === "object" ? inner(value as PushedFields) : String(value);
}

const tag = (name: string, content: string): string => `<${name}>${content}</${name}>`;
