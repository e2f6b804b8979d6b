/**
 * A process with the API as it ships and beside it Fastify doing the same work by the same declarations, on the same stores. Sends its
 * parent `{ours, fastify}`, the two addresses; answers `{query: personId, times}` with the queries a second of the bare driver.
 */
import { once } from "node:events";
import Fastify from "fastify";
import { start } from "../../miniprogram-api/index.ts";
import { openLimiter } from "../../miniprogram-api/limits.ts";
import { openDeps } from "../../miniprogram-api/open-deps.ts";
import { routesOf } from "../../miniprogram-api/routes.ts";
import { openApp } from "../../src/app.ts";
import { createLog, loadConfig } from "../../src/platform/index.ts";
import { settingsOf } from "../../src/station/index.ts";
import { serveFastify } from "./serve-fastify.ts";

const [, , folder = "", port = "0"] = process.argv;
const config = loadConfig({ YIMI_DATA: folder, YIMI_PORT: port, YIMI_ENV: "development", PATH: process.env.PATH, HOME: process.env.HOME });
const app = await openApp(config, { log: createLog("silent") });
const settings = settingsOf({ collecting: { maxOpenPerResident: 1_000_000 } });
const deps = { ...app.deps, settings: () => settings };
const paceFactor = 1_000_000;
const ours = await start({ ...deps, paceFactor });

const fastify = Fastify();
serveFastify(fastify, await openDeps(deps), routesOf("development"), openLimiter(deps, paceFactor));
const address = await fastify.listen({ host: "127.0.0.1", port: 0 });
process.send?.({ ours: `http://127.0.0.1:${ours.port}`, fastify: address });

process.on("message", ({ query, times, atOnce }: { query: string; times: number; atOnce: number }) => {
  void measureQueries(query, times, atOnce).then((perSecond) => process.send?.({ perSecond }));
});
await once(process, "disconnect");
await fastify.close();
await ours.stop();
await app.stop();

/** The documents behind a page of 20 requests, by the driver alone. */
async function measureQueries(personId: string, times: number, atOnce: number): Promise<number> {
  const requests = app.deps.db.collection("serviceRequests");
  const filter = { $or: [{ requesterId: personId }, { beneficiaryId: personId }] };
  let left = times;
  const startedAt = performance.now();
  const work = async () => {
    while (left-- > 0) await requests.find(filter).sort({ createdAt: -1, _id: -1 }).limit(20).toArray();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (times / (performance.now() - startedAt)) * 1000;
}
