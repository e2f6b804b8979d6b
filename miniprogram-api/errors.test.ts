import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { DomainError } from "../src/platform/index.ts";
import { problemOf, statusOfCode } from "./errors.ts";

const root = path.join(import.meta.dirname, "..");

function sourceOf(folder: string): string {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && path.join(folder, file) !== "miniprogram-api/errors.ts");
  return sources.map((file) => readFileSync(path.join(root, folder, file), "utf8")).join("\n");
}

test("every refusal of the domain has a status, and no status is left without its refusal", () => {
  const source = ["src", "bot/local-puppet", "miniprogram-api"].map(sourceOf).join("\n");
  const thrown = [
    ...source.matchAll(
      /"((?:http|sim|access|audit|catalog|certificate|channel|ledger|matching|report|request|station|visit|care|wechat)\.[a-z-]+)"/g,
    ),
  ].map((hit) => hit[1]);
  const created = [...source.matchAll(/new DomainError\(\s*"([a-z]+\.[a-z-]+)"/g)].map((hit) => hit[1] as string);
  expect(created.length).toBeGreaterThan(60);
  expect(created.filter((code) => !statusOfCode.has(code))).toEqual([]);
  const guards = readFileSync(path.join(root, "src/request/guards.ts"), "utf8");
  const reasons = [...guards.matchAll(/(?:\? |undefined : |return )"([a-z-]+)"/g)].map((hit) => `request.${hit[1]}`);
  expect(reasons.filter((code) => !statusOfCode.has(code))).toEqual([]);
  const known = new Set([...thrown, ...reasons]);
  expect([...statusOfCode.keys()].filter((code) => !known.has(code) && !code.startsWith("http."))).toEqual([]);
});

test("a refusal tells its code, its status and what the caller may know", () => {
  expect(problemOf(new DomainError("request.changed-meanwhile", { name: "李" }))).toEqual({
    type: "urn:yimi:error:request.changed-meanwhile",
    title: "Not possible as things stand",
    status: 409,
    code: "request.changed-meanwhile",
  });
});

test("an unknown code and any other error are a fault that says nothing", () => {
  expect(problemOf(new DomainError("made.up", { detail: "secret" }))).toMatchObject({ status: 500, code: "http.fault" });
  expect(JSON.stringify(problemOf(new Error("secret")))).not.toContain("secret");
});

test("a store that is away is not a fault: try again in a moment", () => {
  const away = Object.assign(new Error("no server"), { name: "MongoServerSelectionError" });
  expect(problemOf(away)).toMatchObject({ status: 503, code: "http.store-away" });
});
