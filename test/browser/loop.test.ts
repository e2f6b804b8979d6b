import { mkdirSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { narrow, noBrowser, openBrowser, wide } from "../support/browser.ts";
import { freePort, startProduct, temporaryFolder } from "../support/product.ts";
import { moveClock, panelShows, phoneOn } from "./sim-page.ts";

/** A folder for pictures of the page; `npm run docs:pictures` names one. */
const pictures = process.env.DOCS_PICTURES;

test("the whole loop on the three phones, in a real browser", { timeout: 180_000 }, async ({ skip }) => {
  if (noBrowser) {
    console.warn(`skipped: ${noBrowser}`);
    skip(noBrowser);
  }
  const { page, faults, take } = await openSimulator();
  const [resident, volunteer, coordinator] = [phoneOn(page, "居民"), phoneOn(page, "志愿者"), phoneOn(page, "协调员")];

  await resident.taps("明天上午九点能派人陪我去区医院看病吗");
  await resident.sees(/陪同就医.*明天上午9点.*区医院.*对吗/s);
  await resident.taps("对");
  const [, code = ""] = /([A-Z]\d+)/.exec(await resident.sees(/记下了/)) ?? [];

  await coordinator.sees(new RegExp(`${code}.*陪同就医`, "s"));
  await coordinator.taps(`通过 ${code}`);
  const [, helper = ""] = /\n1\. (\p{Script=Han}+)/u.exec(await coordinator.sees(new RegExp(`${code}.*1.*2.*3`, "s"))) ?? [];
  await resident.sees(/正在找人/);
  await panelShows(page, code, "待确认");
  await take("candidates");

  await coordinator.taps(`1 ${helper}`);
  await coordinator.sees(new RegExp(`${code} 已问.*${helper}`));
  await volunteer.becomes(helper);
  const offer = await volunteer.sees(new RegExp(`${code}.*陪同就医`, "s"));
  expect(offer).not.toMatch(/王秀兰|138|12号楼/);
  await volunteer.taps(`接 ${code}`);
  await volunteer.sees(/王[\s\S]*蟠龙社区/);
  await resident.sees(/找到了/);
  await coordinator.switchesTo("工作群");
  expect(await coordinator.sees(new RegExp(`有人接了 ${code}`))).not.toMatch(/王秀兰|12号楼/);
  await coordinator.switchesTo("一米(私聊)");
  await panelShows(page, code, "已接");
  await take("accepted");
  await take("phone", narrow, "志愿者");
  await take("phone-large", narrow, "居民", "大字");

  await moveClock(page, "明早 8 点");
  await volunteer.sees(/能去吗|回\s*「?1/);
  await volunteer.taps("1");
  await volunteer.sees(/./);
  await moveClock(page, "+1 小时");
  await volunteer.says("到了");
  await resident.sees(/到了/);
  await panelShows(page, code, "服务中");
  await moveClock(page, "+1 小时");
  await moveClock(page, "+1 小时");
  await volunteer.says("完事了");
  await volunteer.sees(/送回家了吗/);
  await volunteer.says("送到家了");
  await volunteer.sees(/这次记120分钟/);
  await resident.sees(/五星/);
  await resident.says("五星");
  await resident.sees(/谢谢/);
  await volunteer.sees(/打了5星/);
  await panelShows(page, code, "已结");
  await page.locator(".facts").filter({ hasText: "5 星" }).waitFor();
  await page.locator(".people").filter({ hasText: helper }).filter({ hasText: "已记时长" }).first().waitFor();
  await take("finished");
  expect(faults).toEqual([]);
});

async function openSimulator() {
  const folder = temporaryFolder();
  const product = await startProduct({ dataDir: folder.path, port: await freePort() });
  onTestFinished(async () => {
    await product.end("SIGTERM");
    folder.remove();
  });
  const { page, faults, close } = await openBrowser();
  onTestFinished(close);
  await page.goto(`${product.url}/sim`);
  for (const title of ["居民", "志愿者", "协调员"]) await page.getByRole("region", { name: `${title}的手机` }).waitFor();

  /** A picture of the page as it is; narrow ones show one phone. */
  async function take(name: string, size = wide, tab?: string, button?: string): Promise<void> {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.setViewportSize(size);
    await page.mouse.click(0, 0);
    if (tab) await page.getByRole("tab", { name: tab }).click();
    if (button) await page.getByRole("button", { name: button }).click();
    await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled", caret: "hide" });
    if (button) await page.getByRole("button", { name: button }).click();
    await page.setViewportSize(wide);
  }
  await take("start");
  return { page, faults, take };
}
