import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { homes, knownCycles, layers, longFiles, pureFiles, sideDoors } from "./layers.ts";
import { packageOf, readCode } from "./read-code.ts";
import {
  browserStandsAlone,
  environmentReadOnce,
  everyFileHasALayer,
  filesAreShort,
  frontDoorsOnly,
  importsPointUp,
  languageStandsAlone,
  layerOf,
  matches,
  noCycles,
  noTestCodeShips,
  packagesAreDeclared,
  packagesAtHome,
  pureFilesArePure,
  type Rule,
  timeFromTheClock,
} from "./rules.ts";

const root = path.resolve(import.meta.dirname, "../..");
const product = ["src", "bot", "miniprogram-api", "jobs"];
const house = readCode(root, product);
const pages = readCode(root, ["web"]);
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const installed = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });

/** Files written to a folder of their own and read as the house is. */
function plant(sources: Readonly<Record<string, string>>): ReturnType<typeof readCode> {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-gate-"));
  planted.push(folder);
  for (const [file, source] of Object.entries(sources)) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), source);
  }
  return readCode(folder, [...new Set(Object.keys(sources).map((file) => file.split("/")[0] as string))]);
}
const planted: string[] = [];
afterAll(() => {
  for (const folder of planted) rmSync(folder, { recursive: true });
});

interface Gate {
  readonly says: string;
  readonly rule: Rule;
  /** Breaches, each with the line that must come of it; the files of one breach stand alone. */
  readonly breaches: readonly (readonly [files: Readonly<Record<string, string>>, seen: RegExp])[];
  /** What looks alike and is fine. */
  readonly fine: Readonly<Record<string, string>>;
}

const gates: readonly Gate[] = [
  {
    says: "every file belongs to a layer",
    rule: everyFileHasALayer,
    breaches: [[{ "src/helpers/x.ts": "export {};" }, /src\/helpers\/x\.ts belongs to no layer/]],
    fine: { "src/station/x.ts": "export {};" },
  },
  {
    says: "what ships needs nothing that is for tests",
    rule: noTestCodeShips,
    breaches: [
      [{ "src/matching/x.ts": 'import { helper } from "./builders.ts";' }, /builders\.ts, which is for tests/],
      [{ "jobs/x.ts": 'import { open } from "./test-app.ts";' }, /test-app\.ts, which is for tests/],
    ],
    fine: { "jobs/x.ts": 'import "./latest-app.ts";', "jobs/test-app.ts": 'import "./test-more.ts";' },
  },
  {
    says: "the browser knows the server by its interface",
    rule: (files) => browserStandsAlone([...files, ...(files === house ? pages : [])]),
    breaches: [
      [{ "web/sim/x.ts": 'import type { Person } from "../../src/station/index.ts";' }, /x\.ts imports src\/station\/index\.ts/],
      [{ "web/X.vue": '<script setup lang="ts">\nimport { a } from "../bot/a.ts";\n</script>' }, /X\.vue imports bot\/a\.ts/],
    ],
    fine: { "web/sim/x.ts": 'import { ref } from "vue"; import "./App.vue";' },
  },
  {
    says: "imports point up the list of layers, types included",
    rule: importsPointUp,
    breaches: [
      [{ "src/request/x.ts": 'import { y } from "../matching/index.ts";' }, /request may not know matching/],
      [{ "src/station/x.ts": 'import type { Y } from "../request/index.ts";' }, /station may not know request/],
      [{ "src/station/x.ts": 'export * from "../visit/index.ts";' }, /station may not know visit/],
      [{ "src/visit/x.ts": 'const bot = await import("../../bot/index.ts");' }, /visit may not know bot/],
      [{ "src/visit/x.ts": 'export let x: import("../../jobs/index.ts").Y;' }, /visit may not know jobs/],
      [{ "miniprogram-api/x.ts": 'import { tick } from "../jobs/index.ts";' }, /miniprogram-api may not know jobs/],
      [{ "jobs/x.ts": 'import { start } from "../bot/index.ts";' }, /jobs may not know bot/],
      [{ "bot/x.ts": 'import { main } from "../src/main.ts";' }, /bot may not know main/],
      [{ "src/station/x.ts": 'import { station } from "../../test/support/station.ts";' }, /not of the house/],
    ],
    fine: {
      "src/matching/x.ts": 'import { y } from "../request/index.ts"; import "./z.ts";',
      "src/language/x.ts": 'import type { ServiceItem } from "../catalog/index.ts";',
    },
  },
  {
    says: "other modules are entered by their front door",
    rule: frontDoorsOnly,
    breaches: [
      [{ "src/visit/x.ts": 'import { y } from "../request/store.ts";' }, /src\/request\/store\.ts: not a front door/],
      [{ "bot/dialogs/x.ts": 'import type { Y } from "../../src/platform/clock.ts";' }, /not a front door/],
      [{ "src/visit/x.ts": 'import { y } from "../matching/dispatch/index.ts";' }, /not a front door/],
    ],
    fine: {
      "miniprogram-api/x.ts": 'import { n } from "../bot/local-puppet/network/index.ts"; import { y } from "../src/visit/index.ts";',
      "jobs/x.ts": 'import type { AppDeps } from "../src/app.ts";',
    },
  },
  {
    says: "no files need each other in a circle",
    rule: noCycles,
    breaches: [
      [
        {
          "src/visit/a.ts": 'import "./b.ts";',
          "src/visit/b.ts": 'export { c } from "./c.ts";',
          "src/visit/c.ts": 'import { a } from "./a.ts";',
        },
        /a\.ts → src\/visit\/b\.ts → src\/visit\/c\.ts → src\/visit\/a\.ts/,
      ],
    ],
    fine: { "src/visit/a.ts": 'import "./b.ts";', "src/visit/b.ts": 'import type { A } from "./a.ts";' },
  },
  {
    says: "every package has its home",
    rule: packagesAtHome,
    breaches: [
      [{ "bot/x.ts": 'import { WechatyBuilder } from "wechaty";' }, /wechaty, whose home is bot\/wechat\.ts/],
      [{ "bot/dialogs/x.ts": 'import type { Message } from "wechaty";' }, /wechaty, whose home/],
      [{ "bot/receive.ts": 'import { types } from "wechaty-puppet";' }, /wechaty-puppet, whose home/],
      [{ "src/report/x.ts": 'import Koa from "koa";' }, /koa, whose home/],
      [{ "bot/x.ts": 'import Router from "@koa/router";' }, /@koa\/router, whose home/],
      [{ "bot/x.ts": 'import cron from "node-cron";' }, /node-cron, whose home/],
      [{ "jobs/x.ts": 'import { Queue } from "bullmq";' }, /Queue of bullmq, whose home is src\/outbox/],
      [{ "jobs/x.ts": 'import * as bull from "bullmq";' }, /Queue of bullmq, whose home is src\/outbox/],
      [{ "src/outbox/x.ts": 'import { Worker } from "bullmq";' }, /Worker of bullmq, whose home is jobs/],
      [{ "src/request/x.ts": 'import { Redis } from "ioredis";' }, /ioredis, whose home/],
      [{ "src/request/x.ts": 'import { Schema } from "mongoose";' }, /mongoose, whose home/],
      [{ "src/matching/x.ts": 'import leftPad from "left-pad";' }, /left-pad, which has no home/],
      [{ "src/matching/x.ts": 'const pad = createRequire(import.meta.url)("left-pad");' }, /left-pad, which has no home/],
    ],
    fine: {
      "bot/wechat.ts": 'import { WechatyBuilder } from "wechaty";',
      "bot/ilink-puppet/x.ts": 'import { Puppet } from "wechaty-puppet";',
      "jobs/x.ts": 'import { Worker } from "bullmq"; import "node:fs";',
      "src/station/x-schema.ts": 'import { Schema } from "mongoose";',
      "src/language/x.ts": 'import { Lunar } from "lunar-typescript";',
    },
  },
  {
    says: "what is needed where the product runs is installed there",
    rule: packagesAreDeclared(installed),
    breaches: [[{ "jobs/x.ts": 'import "vite";' }, /package\.json does not install for production/]],
    fine: { "jobs/x.ts": 'import "bullmq";' },
  },
  {
    says: "pure files stay pure",
    rule: pureFilesArePure,
    breaches: [
      [{ "src/request/apply.ts": "export const now = () => new Date();" }, /apply\.ts is pure and uses new Date\(\)/],
      [{ "src/request/timers.ts": "export const now = Date.now();" }, /uses Date\.now\(\)/],
      [{ "src/language/x.ts": "export const zone = process.env.TZ;" }, /uses process\.env/],
      [{ "src/matching/score.ts": "export const luck = Math.random();" }, /uses Math\.random\(\)/],
      [{ "src/matching/gates-person.ts": "export async function f(g: () => Promise<void>) { await g(); }" }, /uses await/],
      [{ "src/language/x.ts": 'import { readFileSync } from "node:fs";' }, /is pure and imports node:fs/],
      [{ "src/language/x.ts": 'import mongoose from "mongoose";' }, /is pure and imports mongoose/],
      [{ "src/request/guards.ts": 'import { requestsOf } from "./store.ts";' }, /is pure and imports src\/request\/store\.ts/],
    ],
    fine: {
      "src/language/x.ts": 'import "./y.ts"; import weights from "./weights.json" with { type: "json" }; export const d = new Date(0);',
      "src/request/timers.ts": 'import { addMinutes } from "../platform/index.ts"; import type { Deps } from "./deps.ts";',
      "src/request/store.ts": "export const f = async (g: () => Promise<void>) => g();",
    },
  },
  {
    says: "the language stands alone",
    rule: languageStandsAlone,
    breaches: [[{ "src/language/x.ts": 'import { civil } from "../platform/index.ts";' }, /only types may come from outside/]],
    fine: { "src/language/x.ts": 'import type { ServiceItem } from "../catalog/index.ts";' },
  },
  {
    says: "the environment is read in one place",
    rule: environmentReadOnce,
    breaches: [
      [{ "bot/x.ts": "const { HOME } = process.env;" }, /bot\/x\.ts reads process\.env/],
      [{ "src/station/x.ts": 'export const home = process["env"].HOME;' }, /reads process\.env/],
    ],
    fine: { "src/platform/environment.ts": "export const all = process.env;", "jobs/x.ts": "export const id = process.pid;" },
  },
  {
    says: "time comes from the clock",
    rule: timeFromTheClock,
    breaches: [
      [{ "src/visit/x.ts": "export const now = new Date();" }, /visit\/x\.ts reads the time by itself/],
      [{ "jobs/x.ts": "export const now = Date.now();" }, /jobs\/x\.ts reads the time by itself/],
    ],
    fine: { "src/platform/clock.ts": "export const now = () => new Date();", "jobs/x.ts": "export const day = new Date(2026, 0);" },
  },
  {
    says: "files are at most 300 lines",
    rule: filesAreShort,
    breaches: [
      [{ "src/visit/x.ts": "export {};\n".repeat(301) }, /has 301 lines; 300 are allowed/],
      [{ "src/request/lifecycle.ts": "export {};\n".repeat(401) }, /has 401 lines; 400 are allowed/],
      [{ "src/request/lifecycle.ts": "export {};\n".repeat(300) }, /short enough now: strike it off/],
    ],
    fine: { "src/visit/x.ts": "export {};\n".repeat(300) },
  },
];

test("the gates read the whole house", () => {
  expect(house.length).toBeGreaterThan(250);
  expect(house.flatMap(({ imports }) => imports).length).toBeGreaterThan(1_000);
  expect(pages.length).toBeGreaterThan(15);
  const empty = layers.filter((layer) => !house.some(({ path: file }) => layerOf(file) === layer)).map(({ name }) => name);
  expect(["care", "report"]).toEqual(expect.arrayContaining(empty));
});

test("a file that does not parse is an error, not a file without faults", () => {
  expect(() => plant({ "src/visit/x.ts": "export const = 1;" })).toThrow(/x\.ts does not parse/);
});

describe.each(gates)("$says", ({ rule, breaches, fine }) => {
  test("in the house", () => {
    expect(rule(house)).toEqual([]);
  });
  test("and a planted breach is seen", () => {
    for (const [sources, seen] of breaches) expect(rule(plant(sources)).join("\n"), JSON.stringify(sources)).toMatch(seen);
    expect(rule(plant(fine))).toEqual([]);
  });
});

test("no exception outlives its reason", () => {
  const files = house.map(({ path: file }) => file);
  const imports = house.flatMap((file) => file.imports.map((one) => ({ ...one, from: file.path })));
  const unused = [
    ...pureFiles.filter((glob) => !files.some((file) => matches(file, [glob]))),
    ...Object.keys(sideDoors).filter((door) => !imports.some(({ to, from }) => to === door && layerOf(from) !== layerOf(to))),
    ...Object.keys(longFiles).filter((file) => !files.includes(file)),
    ...Object.keys(knownCycles).filter((cycle) => !isCycle(cycle.split(" → "))),
    ...homes
      .filter((home) => !imports.some(({ to, kind }) => kind === "package" && packageOf(to) === home.package))
      .map((home) => home.package),
  ];
  expect(unused).toEqual([]);

  function isCycle(way: readonly string[]): boolean {
    return way.slice(1).every((to, i) => imports.some((one) => one.from === way[i] && one.to === to && !one.isType));
  }
});
