import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DomainError } from "../../src/platform/index.ts";
import { findPerson, type Person } from "../../src/station/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { errorCodes } from "./error-codes.ts";
import { errorWords } from "./errors.ts";

const { deps } = await demoStation();
const now = deps.clock.now();
const [resident, volunteer, coordinator] = await Promise.all(["PL-R0001", "PL-V0001", "PL-S002"].map((id) => findPerson(deps, id)));
const readers = [resident, volunteer, coordinator] as Person[];

const words = (code: string, details: Record<string, unknown>, person: Person | undefined, isRoom = false) =>
  errorWords(new DomainError(code, details), { deps, person: person as Person, now, isRoom });

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return path.endsWith(".ts") && !path.endsWith(".test.ts") ? [path] : [];
  });
}

function codesInSource(): string[] {
  const codes = ["src", "bot/dialogs"].flatMap(sourceFiles).flatMap((path) => {
    const source = readFileSync(path, "utf8");
    return [...source.matchAll(/new DomainError\(\s*"([a-z]+\.[a-z-]+)"/g)].map((hit) => hit[1] ?? "");
  });
  const guards = readFileSync("src/request/guards.ts", "utf8");
  const reasons = [...guards.matchAll(/(?:\? |undefined : |return )"([a-z-]+)"/g)].map((hit) => `request.${hit[1]}`);
  return [...new Set([...codes, ...reasons])].sort();
}

test("every refusal of the source has a sentence, and no sentence is left without its refusal", () => {
  const inSource = codesInSource();
  expect(inSource.length).toBeGreaterThan(45);
  expect([...errorCodes].sort()).toEqual(inSource);
});

test("every sentence is kind Chinese that a phone shows at once", async () => {
  const details = {
    code: "A37",
    status: "offered",
    missing: ["dest"],
    minutes: 5,
    calls: 1,
    tasks: 2,
    count: 3,
    startAt: now,
    words: "没有陪诊培训",
  };
  for (const code of errorCodes) {
    for (const person of readers) {
      const sentence = await words(code, details, person);
      expect(sentence, code).toMatch(/[一-龥].*[。?]$/u);
      expect(sentence, code).not.toMatch(/系统错误|undefined|null|NaN|\[object/);
      expect(sentence.length, code).toBeLessThanOrEqual(90);
    }
  }
});

test("a refusal nobody wrote a sentence for still offers a person", async () => {
  expect(await words("future.reason", {}, resident)).toBe("这一步没办成。可以说「转人工」,社工来帮您。");
});

test("who lost the race reads who has it, each in their own way", async () => {
  const held = { code: "A37", heldBy: ["PL-V0002"], status: "accepted" };
  const winner = (await findPerson(deps, "PL-V0002")).calledAs;
  expect(await words("matching.taken", held, volunteer)).toBe(`A37 ${winner}已经接了,谢谢您愿意来。`);
  const moved = { code: "A37", status: "offered", event: "pick", role: "coordinator", lastBy: "PL-S003" };
  expect(await words("request.not-allowed", moved, coordinator)).toMatch(/^A37 陈明刚刚已经派好了/);
  expect(await words("matching.taken", held, coordinator, true)).toBe("A37 别人已经接了。");
});

test("a resident is never named to anybody else", async () => {
  const moved = { code: "A37", status: "cancelled", event: "accept", role: "volunteer", lastBy: resident?.id };
  expect(await words("request.not-allowed", moved, volunteer)).not.toContain(resident?.name ?? "");
});

test("missing fields are named", async () => {
  const details = { code: "A37", missing: ["dest", "time"] };
  expect(await words("request.incomplete", details, coordinator)).toMatch(/还差:去哪家医院或地方、几点/);
});
