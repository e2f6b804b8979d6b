import fc from "fast-check";

export type Schema = Readonly<Record<string, unknown>>;
/** Values for fields whose meaning a schema does not tell, by name. */
export type Hints = Readonly<Record<string, () => unknown>>;

/** A number from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** Values that a schema of an OpenAPI document allows, drawn by chance; fields that may be left out are left out now and then. */
export function sampleOf(
  schema: Schema,
  { random, hints = {}, schemas = {} }: { random: Random; hints?: Hints; schemas?: Readonly<Record<string, Schema>> },
): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const between = (least: number, most: number): number => Math.floor(least + random() * (most - least + 1));
  const text = ({ pattern, format, minLength = 0, maxLength = 40 }: Schema): string => {
    if (format === "date-time") return `2026-1${between(1, 2)}-${between(10, 28)}T${between(10, 19)}:${pick(["00", "30"])}:00+08:00`;
    if (format === "date") return `19${between(30, 99)}-0${between(1, 9)}-${between(10, 28)}`;
    if (typeof pattern === "string")
      return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: between(1, 1e9), numRuns: 1 })[0] ?? "";
    const words = ["明天上午陪我去医院", "说说话", "修水管", "谢谢", "张三", "abc", "蟠龙", "量血压🙂"];
    const long = Array.from({ length: 8 }, () => pick(words)).join("");
    const length = between(Math.max(1, minLength as number), Math.min(maxLength as number, long.length));
    return [...long].slice(0, length).join("");
  };
  const draw = (given: Schema, name: string): unknown => {
    const schema = typeof given.$ref === "string" ? (schemas[given.$ref.split("/").at(-1) ?? ""] ?? {}) : given;
    const hint = hints[name];
    if (hint) return hint();
    if ("const" in schema) return schema.const;
    if (Array.isArray(schema.enum)) return pick(schema.enum);
    const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
    if (choices) return draw(pick(choices), name);
    const type = Array.isArray(schema.type) ? pick(schema.type as string[]) : schema.type;
    if (type === "object") {
      const { properties = {}, required = [] } = schema as { properties?: Record<string, Schema>; required?: string[] };
      const named = Object.entries(properties).filter(([key]) => required.includes(key) || random() < 0.6);
      return Object.fromEntries(named.map(([key, one]) => [key, draw(one, key)]));
    }
    if (type === "array") {
      const { items = {}, minItems = 0, maxItems = 3 } = schema as { items?: Schema; minItems?: number; maxItems?: number };
      return Array.from({ length: between(minItems, Math.min(maxItems, minItems + 2)) }, () => draw(items, name));
    }
    if (type === "integer" || type === "number") {
      const least = Number(schema.minimum ?? schema.exclusiveMinimum ?? 0);
      return between(least, Math.min(Number(schema.maximum ?? least + 100), least + 100));
    }
    if (type === "boolean") return random() < 0.5;
    if (type === "null") return null;
    return text(schema);
  };
  return draw(schema, "");
}
