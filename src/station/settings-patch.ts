import { z } from "zod";
import { settingsSchema } from "./settings.ts";

/** Some of a station's settings, at any depth: what is left out stays as it is. Whether the whole fits is checked when it is saved. */
export const settingsPatch: z.ZodObject = partialOf(settingsSchema);

/** The patch over what a station has written down already; lists are replaced. */
export function patched(overrides: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.entries(patch).filter(([, value]) => value !== undefined);
  return {
    ...overrides,
    ...Object.fromEntries(
      changed.map(([name, value]) => {
        const before = overrides[name];
        return [name, isGroup(value) ? patched(isGroup(before) ? before : {}, value) : value];
      }),
    ),
  };
}

function partialOf(schema: z.ZodObject): z.ZodObject {
  const fields = Object.entries(schema.shape).map(([name, field]) => {
    const inner = bare(field as z.ZodType);
    return [name, (inner instanceof z.ZodObject ? partialOf(inner) : inner).optional()];
  });
  return z.strictObject(Object.fromEntries(fields));
}

/** A field without the value that stands in for it. */
function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? bare(schema.def.innerType as z.ZodType) : schema;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
