import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { ServiceItem } from "../src/catalog/index.ts";
import { type LanguageContext, refine, type Understanding, understand } from "../src/language/index.ts";
import { openCompletion } from "./llm.ts";
import { type LlmReply, llmStandIn, saying } from "./llm-stand-in.ts";

const items = JSON.parse(readFileSync(new URL("../src/catalog/data/catalog.json", import.meta.url), "utf8")).items as ServiceItem[];
const context: LanguageContext = { now: new Date("2026-11-23T09:00:00+08:00"), role: "resident", items, communities: [] };
const hear = (text: string): Understanding => understand(text, context);

const { asked, answers, close } = llmStandIn();

afterEach(close);

const ask = async (text: string, reply: LlmReply | undefined, timeoutMs?: number): Promise<Understanding> => {
  const url = await answers(reply);
  return refine(hear(text), context, openCompletion({ url, key: "secret", model: "small", ...(timeoutMs ? { timeoutMs } : {}) }));
};

const unclear = "家里那个老物件又闹毛病了 叫人头大 电话13812345678";

test("a good answer re-ranks the items of an unclear message", async () => {
  const heard = await ask(unclear, saying({ items: ["EL07", "EL06"] }));
  expect(heard.needs[0]?.item?.code).toBe("EL07");
  expect(heard.needs[0]?.top3.map((one) => one.code).slice(0, 2)).toEqual(["EL07", "EL06"]);
});

test("a good answer fills an empty slot, and the question for it goes", async () => {
  const text = "后天上午九点陪我去看病 骨伤大楼那边";
  const before = hear(text).needs[0];
  const after = (await ask(text, saying({ items: ["EL01"], dest: "骨伤大楼" }))).needs[0];
  expect(before?.missing).toContain("dest");
  expect(after).toMatchObject({ dest: "骨伤大楼" });
  expect(after?.missing).not.toContain("dest");
});

test("the service sees masked text, the schema with the item codes, and the key", async () => {
  await ask(unclear, saying({ items: [] }));
  const [request] = asked;
  const sent = JSON.stringify(request?.body);
  expect(sent).not.toContain("13812345678");
  expect(sent).toContain("138****5678");
  expect(sent).toContain("json_schema");
  expect(sent).toContain('"EL07"');
  expect(request?.authorization).toBe("Bearer secret");
});

test.each([
  ["an invented destination", { items: ["EL01"], dest: "北京协和医院" }],
  ["an unknown item", { items: ["ZZ99"] }],
  ["a lower urgency", { items: [], urgency: "routine" }],
  ["a cancellation", { intent: "request.cancel", items: [] }],
  ["a confirmation", { intent: "confirm.yes", items: [] }],
  ["a wrong type", { items: "EL01", headcount: "many", dest: 5 }],
])("%s changes nothing", async (_name, answer) => {
  const text = "明天上午能派人陪我爸去医院吗";
  expect(await ask(text, saying(answer))).toEqual(hear(text));
});

test("urgency is raised, never lowered", async () => {
  const text = "井盖没了 孩子掉进去咋办";
  const before = hear(text);
  expect((await ask(text, saying({ items: [], urgency: "routine" }))).needs[0]?.urgency).toBe(before.needs[0]?.urgency);
});

test.each([
  ["nonsense", saying("今天天气不错")],
  ["half a JSON", saying('{"items": ["EL0')],
  ["an empty choice", { body: "{}" }],
  ["no JSON at all", { body: "<html>" }],
  ["an error", { status: 500, body: "{}" }],
])("%s leaves the reading as it was", async (_name, reply) => {
  expect(await ask(unclear, reply)).toEqual(hear(unclear));
});

test("a service that never answers is left behind", async () => {
  expect(await ask(unclear, undefined, 60)).toEqual(hear(unclear));
});

test("danger and clear messages are never sent out", async () => {
  await ask("我妈摔倒起不来了 流血了", saying({ items: ["EL01"] }));
  await refine(hear("谢谢"), context, () => Promise.reject(new Error("must not be asked")));
  expect(asked).toHaveLength(0);
});
