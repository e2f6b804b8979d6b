import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test, vi } from "vitest";
import { noBrowser, openBrowser } from "../support/browser.ts";
import { freePort, startProduct, temporaryFolder, workingMorning } from "../support/product.ts";
import { startWechatServer } from "../support/wechat-server/index.ts";

/** A folder for pictures of the pages; `npm run docs:pictures` names one. */
const pictures = process.env.DOCS_PICTURES;
const patience = { timeout: 30_000, interval: 100 } as const;

test(
  "somebody scans the poster's code with WeChat, says who they are, agrees, and asks for help",
  { timeout: 120_000 },
  async ({ skip }) => {
    if (noBrowser) {
      console.warn(`skipped: ${noBrowser}`);
      skip(noBrowser);
    }
    const { poster, wechat, faults } = await openPages();
    await poster.getByRole("img", { name: "二维码" }).waitFor();
    await take(poster, "bind");
    const link = (await poster.getByRole("link", { name: "点这里" }).getAttribute("href")) ?? "";

    await wechat.getByPlaceholder("姓名，如 王奶奶").fill("王奶奶");
    await wechat.getByRole("button", { name: "加一部微信手机" }).click();
    await wechat.getByPlaceholder("二维码链接").fill(link);
    await wechat.getByRole("button", { name: "扫一扫" }).click();
    await wechat.getByRole("button", { name: "确认" }).click();
    await poster.getByRole("heading", { name: "扫好了" }).waitFor();

    await says(wechat, "你好", /名字.*社区/);
    await says(wechat, "王秀兰,蟠龙社区", /王奶奶您好.*同意/s);
    await says(wechat, "同意", /急病先打120/);
    await poster.getByRole("heading", { name: "连好了" }).waitFor(patience);
    await says(wechat, "明天上午九点能派人陪我去区医院看病吗", /陪同就医.*明天上午9点.*区医院.*对吗/s);
    await says(wechat, "对", /记下了/);
    await wechat.getByText("机器人还可发").waitFor();
    await take(wechat.locator("#phones > *"), "wechat");
    expect(faults()).toEqual([]);
  },
);

/** Writes in the chat, and waits for an answer that fits. */
async function says(page: Page, text: string, answer: RegExp): Promise<void> {
  await page.getByPlaceholder("说点什么").fill(text);
  await page.getByRole("button", { name: "发送" }).click();
  const lastOf = async () => (await page.locator(".chat > *").allInnerTexts()).slice(-3).join("\n");
  await vi.waitFor(async () => expect(await lastOf()).toMatch(answer), patience);
}

/** The station's poster on one screen, and a WeChat of one's own on another; both go by the station's morning. */
async function openPages() {
  const startedAt = Date.now();
  const wechatServer = await startWechatServer({ clock: { now: () => new Date(Date.parse(workingMorning) + Date.now() - startedAt) } });
  const folder = temporaryFolder();
  const product = await startProduct({
    dataDir: folder.path,
    port: await freePort(),
    env: { YIMI_PUPPET: "ilink", YIMI_ILINK_BASE_URL: wechatServer.url },
  });
  onTestFinished(async () => {
    await product.end("SIGTERM");
    await wechatServer.stop();
    folder.remove();
  });
  const [one, other] = [await openBrowser(), await openBrowser()];
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
  });
  await one.page.setViewportSize({ width: 390, height: 844 });
  await other.page.setViewportSize({ width: 460, height: 860 });
  await one.page.goto(`${product.url}/bind/PL`);
  await other.page.goto(wechatServer.url);
  return { poster: one.page, wechat: other.page, faults: () => [...one.faults, ...other.faults] };
}

async function take(shown: Pick<Page, "screenshot">, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await shown.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled", caret: "hide" });
}
