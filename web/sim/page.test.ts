import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LocalPuppet } from "../../bot/local-puppet/index.ts";
import { openNetwork } from "../../bot/local-puppet/network/index.ts";
import { addTestPeople, room, volunteer } from "../../bot/local-puppet/network/test-network.ts";
import { openChat } from "../../bot/wechat.ts";
import { start } from "../../miniprogram-api/index.ts";
import { catalogOf } from "../../src/catalog/index.ts";
import { browserFlags, browserProgram, noBrowser } from "../../test/support/browser.ts";
import { testPlatform } from "../../test/support/stores.ts";

const platform = await testPlatform();

// The page shows what is in dist/: it is built first, so that the test never looks at an old one.
describe.skipIf(noBrowser)("the simulator page", () => {
  let browser: Browser;
  let base: string;
  let page: Page;
  const complaints: string[] = [];
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    await build({ root: import.meta.dirname, configFile: path.join(import.meta.dirname, "vite.config.ts"), logLevel: "silent" });
    await addTestPeople(platform);
    const api = await start({ ...platform, catalog: catalogOf() });
    const network = await openNetwork(platform);
    const chat = openChat(platform, { channel: "local", own: new LocalPuppet({ network, log: platform.log }) });
    chat.onMessage(async ({ id, personChatId, text }) => {
      await chat.say(personChatId, `您说的是${text}。对吗?回「对」或「不对」。`, { id: `${id}/reply` });
      await chat.say(volunteer, "有一单想请您帮忙", { id: `${id}/offer` });
      await chat.sayInRoom(room, "A37 待确认", { id: `${id}/card` });
    });
    await chat.start();
    browser = await chromium.launch({ executablePath: browserProgram, args: [...browserFlags] });
    base = `http://127.0.0.1:${api.port}/sim/`;
    closers.push(
      () => browser.close(),
      () => chat.stop(),
      () => network.close(),
      () => api.stop(),
    );
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });
  beforeEach(async () => {
    complaints.length = 0;
  });

  async function open(width: number, height: number): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height } });
    page = await context.newPage();
    page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(base);
    await phone("居民").getByText("王大爷", { exact: true }).first().waitFor();
    return page;
  }
  const phone = (title: string) => page.getByRole("region", { name: `${title}的手机`, includeHidden: true });
  const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

  test("what the resident writes is answered, reaches the volunteer and the room, and the bot's words can be tapped", async () => {
    await open(1440, 900);
    await phone("居民").getByRole("textbox").fill("陪我去医院");
    await page.keyboard.press("Enter");
    await phone("居民").getByText("您说的是陪我去医院").waitFor();
    await phone("志愿者").getByText("有一单想请您帮忙").waitFor();
    await phone("协调员").getByRole("button", { name: "工作群" }).getByLabel("未读").waitFor();
    await phone("协调员").getByRole("button", { name: "工作群" }).click();
    await phone("协调员").getByText("A37 待确认").waitFor();
    await phone("居民").getByRole("button", { name: "对", exact: true }).click();
    await phone("居民").getByText("您说的是对").waitFor();
    expect(await isTooWide()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test("a message sent twice is one message", async () => {
    await open(1440, 900);
    await phone("居民").getByRole("textbox").fill("在吗");
    await phone("居民").getByRole("button", { name: "更多" }).click();
    await phone("居民").getByRole("button", { name: "发两次" }).click();
    await phone("居民").getByText("您说的是在吗").waitFor();
    expect(await platform.db.collection("simMessages").countDocuments({ text: "在吗" })).toBe(1);
  });

  test("somebody else can be chosen by name, and sees an own chat", async () => {
    await open(1440, 900);
    expect(await phone("协调员").getByRole("button", { name: "工作群" }).count()).toBe(1);
    await phone("志愿者").locator(".owner-person").click();
    await phone("志愿者").getByRole("searchbox").fill("周社工");
    await page.keyboard.press("Enter");
    await phone("志愿者").locator(".owner-person", { hasText: "周社工" }).waitFor();
    await phone("志愿者").getByRole("dialog").waitFor({ state: "hidden" });
    expect(await phone("志愿者").getByRole("button", { name: "工作群" }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("on a narrow screen there is one phone at a time, and its tab says what is unread", async () => {
    await open(375, 740);
    expect(await phone("志愿者").isVisible()).toBe(false);
    await phone("居民").getByRole("textbox").fill("陪我去医院");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: /志愿者.*条未读/ }).click();
    await phone("志愿者").getByText("有一单想请您帮忙").last().waitFor();
    await page.getByRole("tab", { name: "志愿者", exact: true }).waitFor();
    expect(await isTooWide()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test.each([
    [1440, 900],
    [1024, 768],
    [375, 740],
  ])("large letters fit on a screen of %d by %d", async (width, height) => {
    await open(width, height);
    await page.getByRole("button", { name: "大字" }).click();
    expect(await isTooWide()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("19px");
    expect(await page.getByRole("button", { name: "回到最新" }).count()).toBe(0);
  });
});
