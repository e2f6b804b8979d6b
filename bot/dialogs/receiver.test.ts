import { expect, test } from "vitest";
import { findRequest, referRequest } from "../../src/request/index.ts";
import { coordinator, demoStation } from "../../test/support/demo-station.ts";
import { chatOf } from "./staff-chat.ts";

const station = await demoStation();
const { deps } = station;
const office = await chatOf(deps, "PL-O001");
const otherOffice = await chatOf(deps, "PL-O002");

async function referred() {
  const { id } = await station.submitted({ itemCode: "SR03" });
  return referRequest(deps, id, coordinator, { office: "民政办", receiverId: "PL-O001", hasConsent: true });
}

test("an office completes with what came of it", async () => {
  const { id, code } = await referred();
  expect(await office.says(`办结 ${code} 已发临时救助500元`)).toMatch(/办结了/);
  expect(await findRequest(deps, id)).toMatchObject({ status: "closed", referral: { outcome: "已发临时救助500元" } });
});

test("without a code and in its own words it is the only open one; the reason is asked for", async () => {
  const { id, code } = await referred();
  expect(await office.says("退回")).toBe(`${code} 为什么退回?写一句,社工站好接着办。`);
  expect(await office.says("户籍不在本镇")).toMatch(/退回社工站了/);
  expect((await findRequest(deps, id)).status).toBe("submitted");
});

test("of several it asks which", async () => {
  const [one, two] = [await referred(), await referred()];
  const question = await office.says("已经解决了,钱到账了");
  expect(question).toContain(one.code);
  expect(await office.says(/(\d)\. /.exec(question.slice(0, question.indexOf(two.code)).slice(-4))?.[1] ?? "")).toMatch(
    new RegExp(`${two.code} 办结了`),
  );
  expect((await findRequest(deps, one.id)).status).toBe("referred");
  await office.says(`办结 ${one.code} 好了`);
});

test("an office knows nothing of what was referred to another", async () => {
  const { code } = await referred();
  expect(await otherOffice.says(`办结 ${code} 好了`)).toMatch(new RegExp(`没找到 ${code}`));
});
