import { DomainError } from "../src/platform/index.ts";
import type { ApiDeps } from "./deps.ts";

/** The `ETag` of an answer that has a version: it rises with every write. */
export function versionTag(body: unknown): string | undefined {
  const version = (body as { version?: unknown } | null)?.version;
  return typeof version === "number" ? `"${version}"` : undefined;
}

export function isSameVersion(ifNoneMatch: string, tag: string): boolean {
  return ifNoneMatch.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
}

/**
 * The deps of a write that must find the version its caller has seen (`If-Match`); see `seen` in the request's deps.
 * @throws http.invalid for a tag that is none of ours
 */
export function seenVersion(deps: ApiDeps, ifMatch: string): ApiDeps {
  if (ifMatch === "" || ifMatch === "*") return deps;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (version === undefined) throw new DomainError("http.invalid", { detail: "If-Match: must be the ETag of an answer" });
  return { ...deps, seen: { version: Number(version) } };
}
