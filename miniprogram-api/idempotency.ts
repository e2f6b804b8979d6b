import { createHash } from "node:crypto";
import { noteCall } from "../src/access/index.ts";
import { DomainError } from "../src/platform/index.ts";
import type { Caller } from "./caller.ts";
import type { ApiDeps } from "./deps.ts";

const form = /^[\x21-\x7e]{8,100}$/;

/**
 * The key under which a thing is created: the same key and content again make the same thing.
 * @throws http.key-missing without an `Idempotency-Key` of 8 to 100 visible characters
 * @throws http.key-reused when the key came with other content before
 */
export async function noteKey(deps: ApiDeps, caller: Caller, routeId: string, key: string, body: unknown): Promise<string> {
  if (!form.test(key)) throw new DomainError("http.key-missing");
  const own = `api/${hash(`${caller.person.id}/${routeId}/${key}`)}`;
  if (!(await noteCall(deps, own, hash(JSON.stringify(body))))) throw new DomainError("http.key-reused");
  return own;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
