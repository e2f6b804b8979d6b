import { afterEach, expect, test } from "vitest";
import { findRequest } from "../src/request/index.ts";
import { demoStation } from "../test/support/demo-station.ts";
import { answer } from "./answer.ts";
import { openCompletion } from "./llm.ts";
import { type LlmReply, llmStandIn, saying } from "./llm-stand-in.ts";
import type { BotDeps, Pending, Turn } from "./turn.ts";

const station = await demoStation();
const { asked, answers, close } = llmStandIn();
afterEach(close);
let messages = 0;

/** What a new resident reads who says this, with or without a language model beside the bot. */
async function hears(text: string, complete?: BotDeps["complete"]): Promise<Turn> {
  messages += 1;
  const at = station.deps.clock.now();
  const message = { id: `refined-${messages}`, personChatId: "c", channel: "local", text, kind: "text", at } as const;
  return answer({ ...station.deps, ...(complete && { complete }) }, message, station.newResident(), null);
}
const beside = async (reply: LlmReply | undefined, timeoutMs = 3000) =>
  openCompletion({ url: await answers(reply), model: "small", timeoutMs });

const unclear = "能不能来个人 家里那个老物件又闹毛病了 叫人头大 电话13812345678";

test("a good answer gives an unclear request its item, and the next question is asked", async () => {
  const turn = await hears(unclear, await beside(saying({ items: ["EL07", "EL06"] })));
  expect(asked).toHaveLength(1);
  expect(JSON.stringify(asked)).not.toContain("13812345678");
  const { requestId } = turn.pending as Extract<Pending, { kind: "slot" }>;
  expect((await findRequest(station.deps, requestId)).itemCode).toBe("EL07");
});

test.each([
  ["nonsense", saying("今天天气不错")],
  ["an invented order", saying({ intent: "request.cancel", items: ["ZZ99"], urgency: "routine" })],
  ["an error", { status: 500, body: "{}" }],
])("%s changes nothing of what the resident reads", async (_name, reply) => {
  const alone = await hears(unclear);
  expect((await hears(unclear, await beside(reply))).say).toEqual(alone.say);
});

test("one that never answers keeps nobody waiting", async () => {
  const alone = await hears(unclear);
  expect((await hears(unclear, await beside(undefined, 60))).say).toEqual(alone.say);
});

test("danger is answered without it", async () => {
  const turn = await hears("我妈摔倒起不来了 头上直流血", await beside(saying({ items: ["EL01"] })));
  expect(turn.say.join()).toMatch(/120/);
  expect(asked).toHaveLength(0);
});
