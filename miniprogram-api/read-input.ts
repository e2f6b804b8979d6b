import type { ZodType } from "zod";
import { DomainError } from "../src/platform/index.ts";

/**
 * Checks what came from outside.
 * @throws http.invalid naming each field that is wrong, without repeating what was sent
 */
export function readInput<Output>(schema: ZodType<Output>, input: unknown): Output {
  const read = schema.safeParse(input ?? {});
  if (read.success) return read.data;
  const detail = read.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
  throw new DomainError("http.invalid", { detail });
}
