import { afterAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser } from "../../browser.ts";
import { message, openRawClient } from "../ilink/raw-client.ts";
import { smallImage } from "../ilink/small-image.ts";
import { startWechatServer } from "../index.ts";

const server = await startWechatServer();
const { ilink, service } = server.world;
ilink.set({ longPollMs: 50 });
afterAll(() => server.stop());
const { ask, issue, status, updates } = openRawClient(server.url, server.world);

test("only what belongs to the page is served", async () => {
  expect((await fetch(`${server.url}/`)).headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect((await fetch(`${server.url}/page/page.js`)).status).toBe(200);
  expect((await fetch(`${server.url}/page/page-routes.ts`)).status).toBe(404);
});

describe.skipIf(noBrowser)("in a browser", () => {
  test("somebody takes a phone, scans, confirms, writes, quotes, and sees how much the bot may still send", async () => {
    const browser = await openBrowser();
    try {
      const { page, faults } = browser;
      const { qrcode, link } = await issue();
      ilink.set({ asksForCode: true });
      await page.goto(link);
      await page.getByPlaceholder("姓名，如 王奶奶").fill("王奶奶");
      await page.getByRole("button", { name: "加一部微信手机" }).click();
      await page.locator("#to-scan").getByRole("button", { name: "王奶奶" }).click();
      const code = await page.locator(".code").innerText();
      expect(await status(qrcode, code)).toEqual({ status: "scaned" });
      await page.getByRole("button", { name: "确认" }).click();
      await page.getByPlaceholder("说点什么").waitFor();
      const token = String((await status(qrcode)).bot_token);
      await ask("msg/notifystart", {}, token);
      await page.getByText("先说一句话").waitFor();

      await page.getByPlaceholder("说点什么").fill("明天上午九点能派人陪我去区医院看病吗");
      await page.getByRole("button", { name: "发送" }).click();
      await page.getByText("机器人还可发 10 条").waitFor();
      const phone = ilink.phone("王奶奶");
      const context = (await updates(token)).msgs[0]?.context_token;
      await ask("sendmessage", message(phone.userId, context, "陪同就医，明天上午9点，区医院。对吗？\n对就回「对」。"), token);
      await page.getByText("陪同就医").click();
      await page.getByText("引用：陪同就医").waitFor();
      await page.getByPlaceholder("说点什么").fill("对");
      await page.keyboard.press("Enter");
      await page.locator(".bubble.own .quoted").waitFor();
      phone.say({ voice: { transcript: "再带上社保卡", seconds: 3 } });
      phone.say({ voice: { seconds: 3 } });
      phone.say({ image: smallImage.bytes });
      phone.say({ file: Buffer.from("x"), name: "病历.pdf" });
      await page.getByText("文件：病历.pdf").waitFor();
      expect(await page.locator(".bubble img").evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(48);

      const user = service.phone("o-li");
      await page.locator("[data-openid=o-li]").getByPlaceholder("说点什么").fill("我想找人修水管");
      await page.locator("[data-openid=o-li]").getByRole("button", { name: "发送" }).click();
      service.show("o-li", { kind: "miniprogrampage", title: "您的请求 A37", page: "pages/request/request?code=A37", mediaId: "m" });
      await page.getByText("您的请求 A37").waitFor();
      await page.getByRole("button", { name: "打开小程序" }).click();
      await page.getByText("打开了页面 pages/request/request?code=A37").waitFor();
      expect(user.left().messages).toBe(5);
      const folder = process.env.PAGE_PICTURES;
      if (folder) {
        ilink.phone("李爷爷");
        await page.locator("[data-name=李爷爷]").waitFor();
        await page.screenshot({ path: `${folder}/stand-in.png` });
        await page.setViewportSize({ width: 375, height: 720 });
        await page.screenshot({ path: `${folder}/stand-in-narrow.png` });
      }
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
