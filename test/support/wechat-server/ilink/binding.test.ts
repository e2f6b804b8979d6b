import { afterAll, beforeEach, expect, test } from "vitest";
import { testClock } from "../../stores.ts";
import { startWechatServer } from "../index.ts";
import { openRawClient } from "./raw-client.ts";
import { usualSettings } from "./settings.ts";

const clock = testClock();
const server = await startWechatServer({ clock });
const { world, url } = server;
const { ilink } = world;
afterAll(() => server.stop());

const { ask, bind, issue, newPhone, status, updates } = openRawClient(url, world);

beforeEach(() => {
  world.troubles.clear();
  ilink.set({ ...usualSettings, longPollMs: 50 });
});

test("a binding goes from waiting to scanned to confirmed; the credentials are handed out once", async () => {
  const phone = newPhone();
  const { qrcode, link } = await issue();
  expect(await status(qrcode)).toEqual({ status: "wait" });
  const waiting = status(qrcode);
  phone.scan(link);
  expect(await waiting).toEqual({ status: "scaned" });
  phone.confirm();
  expect(await status(qrcode)).toEqual({
    status: "confirmed",
    bot_token: phone.account?.token,
    ilink_bot_id: phone.account?.botId,
    ilink_user_id: phone.userId,
    baseurl: url,
  });
  expect(await status(qrcode)).toEqual({ status: "expired" });
  expect(await status("made-up")).toEqual({ status: "expired" });
});

test("a second scanner is turned away, and so is who comes after five minutes", async () => {
  const [first, second] = [newPhone(), newPhone()];
  const { qrcode, link } = await issue();
  first.scan(link);
  expect(() => second.scan(link)).toThrow("已被扫描");
  expect(() => second.confirm()).toThrow("还没有扫码");
  clock.advance(5 * 60_000);
  expect(await status(qrcode)).toEqual({ status: "expired" });
  expect(() => first.confirm()).toThrow("已过期");
  expect(() => second.scan(link)).toThrow("已过期");
});

test("the number on the phone has to be typed; after three wrong ones the QR code is blocked", async () => {
  ilink.set({ asksForCode: true });
  const phone = newPhone();
  const { qrcode, link } = await issue();
  const { code } = phone.scan(link);
  expect(await status(qrcode)).toEqual({ status: "need_verifycode" });
  expect(() => phone.confirm()).toThrow("先在电脑上输入");
  expect(await status(qrcode, "x")).toEqual({ status: "need_verifycode" });
  expect(await status(qrcode, code)).toEqual({ status: "scaned" });
  phone.confirm();
  expect(await status(qrcode)).toMatchObject({ status: "confirmed" });

  const next = await issue();
  newPhone().scan(next.link);
  for (const expected of ["need_verifycode", "need_verifycode", "verify_code_blocked", "verify_code_blocked"])
    expect(await status(next.qrcode, "x")).toEqual({ status: expected });
});

test("a scan may send the program to another host, which alone tells how it goes on", async () => {
  const { port } = new URL(url);
  ilink.set({ redirectsTo: `localhost:${port}` });
  const phone = newPhone();
  const { qrcode, link } = await issue();
  phone.scan(link);
  const redirect = { status: "scaned_but_redirect", redirect_host: `localhost:${port}` };
  expect(await status(qrcode)).toEqual(redirect);
  phone.confirm();
  expect(await status(qrcode)).toEqual(redirect);
  const there = `http://localhost:${port}`;
  expect(await status(qrcode, undefined, there)).toMatchObject({ status: "confirmed", baseurl: there });
});

test("who is bound to this program already keeps the old credentials; bound anew, the old ones are stale", async () => {
  const { phone, token } = await bind();
  const again = await issue([token]);
  phone.scan(again.link);
  expect(await status(again.qrcode)).toEqual({ status: "binded_redirect" });
  expect((await updates(token)).msgs).toEqual([]);
  const { token: fresh } = await bind(phone);
  expect(fresh).not.toBe(token);
  expect(await ask("getupdates", {}, token)).toEqual({ errcode: -14, errmsg: "session timeout" });
  expect(await ask("sendmessage", {}, token)).toEqual({ errcode: -14, errmsg: "session timeout" });
  expect((await updates(fresh)).msgs).toEqual([]);
});
