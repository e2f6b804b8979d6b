/**
 * Measures the API: an authenticated, validated POST beside Fastify doing the same work, an authenticated page of 20 requests beside the
 * bare driver's query, in turn in one run, median of the ratios of the pairs; and the memory of the API's own process at rest. One JSON
 * line each. Bigger ratios are better here: they compare calls a second.
 */
import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { freePort, startProduct, temporaryFolder } from "../test/support/product.ts";
import { type Shot, shoot } from "./api/load.ts";
import { median } from "./matching/compare.ts";

const pairs = 9;
const atOnce = 16;
const print = (scenario: string, figures: Readonly<Record<string, unknown>>): void => console.log(JSON.stringify({ scenario, ...figures }));
const round = (value: number): number => Number(value.toPrecision(3));

interface Addresses {
  readonly ours: string;
  readonly fastify: string;
}

const folder = temporaryFolder();
try {
  const servers = fork(new URL("./api/servers.ts", import.meta.url), [folder.path, String(await freePort())], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [addresses] = (await once(servers, "message")) as [Addresses];
  const tokens = await signIn(addresses.ours, 120);

  await comparePosts(addresses, tokens);
  await compareGets(addresses, tokens, async (personId, times) => {
    servers.send({ query: personId, times, atOnce });
    const [{ perSecond }] = (await once(servers, "message")) as [{ perSecond: number }];
    return perSecond;
  });
  servers.disconnect();
  await once(servers, "exit");

  const api = await startProduct({ dataDir: folder.path, port: await freePort(), roles: "api" });
  await wait(5_000);
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${api.pid}/status`, "utf8")) ?? [];
  await api.end("SIGTERM");
  const megabytes = Math.round(Number(kilobytes) / 1024);
  print("the API's process at rest, MB", { ours: megabytes, target: "<= 150", isMet: megabytes <= 150 });
} finally {
  rmSync(folder.path, { recursive: true, force: true });
}

interface SignedIn {
  readonly personId: string;
  readonly token: string;
}

async function signIn(url: string, count: number): Promise<SignedIn[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const personId = `PL-R${String(i + 1).padStart(4, "0")}`;
      const body = JSON.stringify({ personId, role: "resident" });
      const response = await fetch(`${url}/v1/session/development`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      return { personId, token: ((await response.json()) as { accessToken: string }).accessToken };
    }),
  );
}

function postOf(tokens: readonly SignedIn[]): (n: number) => Shot {
  const body = JSON.stringify({ itemCode: "EL01", startAt: "2027-01-04T09:00:00+08:00", where: { kind: "home" }, details: "说说话" });
  return (n) => ({
    method: "POST",
    path: "/v1/requests",
    headers: {
      "Content-Type": "application/json",
      "Content-Length": String(Buffer.byteLength(body)),
      "Idempotency-Key": randomUUID(),
      Authorization: `Bearer ${tokens[n % tokens.length]?.token}`,
    },
    body,
  });
}

async function comparePosts({ ours, fastify }: Addresses, tokens: readonly SignedIn[]): Promise<void> {
  const post = postOf(tokens);
  const times = 240;
  await shoot(ours, times, atOnce, post);
  await shoot(fastify, times, atOnce, post);
  const runs = [];
  for (let pair = 0; pair < pairs; pair++)
    runs.push({ own: await shoot(ours, times, atOnce, post), other: await shoot(fastify, times, atOnce, post) });
  const ratio = median(runs.map(({ own, other }) => own / other));
  print("POST /v1/requests, calls a second / Fastify", {
    ours: round(median(runs.map(({ own }) => own))),
    reference: round(median(runs.map(({ other }) => other))),
    ratio: round(ratio),
    target: ">= 0.8",
    isMet: ratio >= 0.8,
  });
}

async function compareGets(
  { ours }: Addresses,
  tokens: readonly SignedIn[],
  query: (personId: string, times: number) => Promise<number>,
): Promise<void> {
  const [reader] = tokens;
  if (!reader) throw new Error("nobody is signed in");
  await shoot(ours, 24, 1, postOf([reader]));
  const get = (): Shot => ({ method: "GET", path: "/v1/requests?limit=20", headers: { Authorization: `Bearer ${reader.token}` } });
  const times = 400;
  await shoot(ours, times, atOnce, get);
  await query(reader.personId, times);
  const runs = [];
  for (let pair = 0; pair < pairs; pair++)
    runs.push({ own: await shoot(ours, times, atOnce, get), other: await query(reader.personId, times) });
  const ratio = median(runs.map(({ own, other }) => own / other));
  print("GET /v1/requests (20 rows), calls a second / bare query of the driver", {
    ours: round(median(runs.map(({ own }) => own))),
    reference: round(median(runs.map(({ other }) => other))),
    ratio: round(ratio),
    target: ">= 0.5",
    isMet: ratio >= 0.5,
  });
}
