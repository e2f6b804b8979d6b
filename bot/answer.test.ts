import { expect, test } from "vitest";
import { demoStation } from "../test/support/demo-station.ts";
import { answer } from "./answer.ts";
import type { IncomingMessage } from "./chat.ts";
import { defectWords } from "./texts/general.ts";
import type { BotDeps } from "./turn.ts";

const station = await demoStation();
const deps: BotDeps = station.deps;
const said = (text: string): IncomingMessage => ({
  id: `m-${text}`,
  personChatId: "c",
  channel: "local",
  text,
  kind: "text",
  at: deps.clock.now(),
});
const broken = (failure: Error): BotDeps => ({
  ...deps,
  settings: () => {
    throw failure;
  },
});

test("a defect is answered kindly and a person is asked to look", async () => {
  const turn = await answer(broken(new TypeError("defect")), said("明天下午想找人帮我买菜,两颗白菜"), station.newResident(), null);
  expect(turn.say).toEqual([defectWords]);
  expect(await deps.db.collection("notices").countDocuments({ kind: "desk.handoff", "data.topic": "defect" })).toBeGreaterThan(0);
});

test("while a store is away the message is not answered: it comes again", async () => {
  await expect(answer(broken(new Error("no store")), said("后天下午想找人帮我买菜"), station.newResident(), null)).rejects.toThrow(
    "no store",
  );
});
