import { expect, test } from "vitest";
import { askBinding, askNumber, findBinding, linkBinding, seeBinding, showQr } from "../src/channel/index.ts";
import { createLog } from "../src/platform/index.ts";
import { testApi } from "./test-api.ts";

const lines: string[] = [];
const log = createLog("info", { write: (line) => void lines.push(line) });
const api = await testApi({ config: { channels: ["local", "ilink"] }, log, paceFactor: 5 });
const { deps } = api;

const page = async (path: string, options: RequestInit = {}) => {
  const response = await fetch(`${api.url}${path}`, { redirect: "manual", ...options });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const qr = () => ({
  key: "k",
  link: "https://liteapp.weixin.qq.com/q/1?a=1&b=2",
  baseUrl: "https://ilinkai.weixin.qq.com",
  shownAt: deps.clock.now(),
});
const newTicket = async () => (await askBinding(deps, { stationId: "PL", by: "PL-S002" })).id;

test("a poster gives everybody a ticket of their own, and only at its own station", async () => {
  const first = await page("/bind/PL");
  expect(first.status).toBe(303);
  const [one, other] = [first.headers.get("location"), (await page("/bind/PL")).headers.get("location")];
  expect(one).toMatch(/^\/bind\/[\w-]{20,}$/);
  expect(one).not.toBe(other);
  expect((await page("/bind/QL")).status).toBe(404);
  expect((await page("/bind/PL", { method: "HEAD" })).status).toBe(404);
});

test("the page says each state in plain words, looks again by itself, and never shows a used code", async () => {
  const id = await newTicket();
  expect((await page(`/bind/${id}`)).text).toMatch(/正在取二维码/);
  expect((await findBinding(deps, id)).seenAt).toEqual(deps.clock.now());
  await showQr(deps, id, qr());
  const shown = await page(`/bind/${id}`);
  expect(shown.text).toMatch(/用微信扫一扫[\s\S]*data:image\/svg\+xml;base64,/);
  expect(shown.text).toContain('content="4"');
  expect(shown.text).toContain("a=1&amp;b=2");
  expect(shown.headers.get("cache-control")).toBe("no-store");
  expect(shown.headers.get("referrer-policy")).toBe("no-referrer");
  await linkBinding(deps, id, { id: "bot-1", userId: "wx-1", baseUrl: "https://ilinkai.weixin.qq.com", token: "t" });
  const linked = await page(`/bind/${id}`);
  expect(linked.text).toMatch(/你好/);
  expect(linked.text).not.toContain("data:image");
});

test("the number on the phone is typed in and handed on; while somebody types nothing is loaded anew", async () => {
  const id = await newTicket();
  await showQr(deps, id, qr());
  await askNumber(deps, id, true);
  const asked = await page(`/bind/${id}`);
  expect(asked.text).toMatch(/数字不对[\s\S]*<form/);
  expect(asked.text).not.toContain("http-equiv");
  const typed = async (number: string) =>
    page(`/bind/${id}`, {
      method: "POST",
      body: new URLSearchParams({ number }).toString(),
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
  expect((await typed("<script>")).status).toBe(303);
  expect((await findBinding(deps, id)).number).toBeUndefined();
  expect((await typed("４8 21".replace(" ", ""))).status).toBe(303);
  expect((await findBinding(deps, id)).number).toBe("4821");
  expect((await page(`/bind/${id}`)).text).toMatch(/正在核对/);
});

test("a ticket that is over, or never was, is told kindly", async () => {
  const id = await newTicket();
  deps.clock.advance(49 * 3_600_000);
  expect((await page(`/bind/${id}`)).text).toMatch(/这个码用不了了[\s\S]*要一个新的/);
  expect(await page("/bind/nothing-like-a-ticket-123")).toMatchObject({ status: 404, text: expect.stringMatching(/要一个新的/) });
  expect((await seeBinding(deps, id)).state).toBe("open");
});

test("the address of a ticket is not in the log", async () => {
  const id = await newTicket();
  await page(`/bind/${id}`);
  expect(lines.join("\n")).toContain("/bind/…");
  expect(lines.join("\n")).not.toContain(id);
});
