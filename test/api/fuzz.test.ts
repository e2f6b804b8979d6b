import { expect, onTestFinished, test } from "vitest";
import { testApi } from "../../miniprogram-api/test-api.ts";
import { makeRandom } from "../../src/matching/random-people.ts";
import { startWechatServer, usualApp } from "../support/wechat-server/index.ts";
import { fuzz } from "./fuzz.ts";
import { groundsOf } from "./ground.ts";
import { people } from "./people.ts";

const count = Number(process.env.FUZZ_REQUESTS ?? 20_000);
const longestTurnMs = 200;
const seed = Number(process.env.FUZZ_SEED ?? 20_261_121);

test(
  `${count} calls, valid, broken and foreign: nothing breaks, nothing is slow, and every operation succeeds`,
  { timeout: 120_000 + count * 60 },
  async () => {
    const wechat = await startWechatServer();
    onTestFinished(() => wechat.stop());
    const random = makeRandom(seed);
    const api = await testApi({ paceFactor: 100_000, config: { wechat: { ...usualApp, baseUrl: wechat.url } } });
    // The first words a process reads load what it reads them with.
    await (await api.as(people.resident, "resident")).post("/v1/requests", { text: "想找人陪我说说话" });
    const tally = await fuzz(api, await groundsOf(api, wechat, random), { count, random });
    const succeeded = Object.entries(tally.byStatus).filter(([status]) => status.startsWith("2"));
    const share = succeeded.reduce((sum, [, times]) => sum + times, 0) / tally.sent;
    console.info(JSON.stringify({ seed, ...tally, faults: tally.faults.length, succeeded: Number(share.toFixed(3)) }));
    expect(tally.faults.slice(0, 10)).toEqual([]);
    expect(tally.neverDone).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(0.3);
    expect(tally.busiest.filter(({ ms }) => ms >= longestTurnMs)).toEqual([]);
  },
);
