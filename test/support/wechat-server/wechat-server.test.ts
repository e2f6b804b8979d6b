import { afterAll, beforeEach, expect, test } from "vitest";
import { runProgram } from "../../platform/run-platform-process.ts";
import { testClock } from "../stores.ts";
import { startWechatServer, usualApp } from "./index.ts";
import { documentedLimits } from "./limits.ts";

const clock = testClock();
const server = await startWechatServer({ clock });
const { world, url } = server;
afterAll(() => server.stop());

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const { appId: appid, secret } = usualApp;
const forToken = { grant_type: "client_credential", appid, secret };

beforeEach(() => {
  world.troubles.clear();
  world.limits.set(documentedLimits);
  clock.advance(48 * hourMs);
});

type Fields = Readonly<Record<string, unknown>>;

async function read(response: Response): Promise<Fields> {
  expect(response.status).toBe(200);
  return (await response.json()) as Fields;
}
const get = async (path: string, query: Record<string, string> = {}) => read(await fetch(`${url}${path}?${new URLSearchParams(query)}`));
const post = async (path: string, body: unknown) =>
  read(await fetch(`${url}${path}`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }));
const errcodeOf = async (answer: Promise<Fields>) => (await answer).errcode;

const plain = async () => String((await get("/cgi-bin/token", forToken)).access_token);
const stable = async (isForced = false) => post("/cgi-bin/stable_token", { ...forToken, force_refresh: isForced });
const stableToken = async (isForced = false) => String((await stable(isForced)).access_token);

const good = { version: 2, scene: 2, content: "你好" };
const check = (token: string, body: unknown) => post(`/wxa/msg_sec_check?access_token=${encodeURIComponent(token)}`, body);
/** What a call with this token is answered: 0 when the token is good. */
const tried = (token: string) => errcodeOf(check(token, { ...good, openid: world.people.visit("o-tried").openid }));

test("a login answers the person and a key, without errcode; unionid only for who has one", async () => {
  const login = (js_code: string) => get("/sns/jscode2session", { appid, secret, js_code, grant_type: "authorization_code" });
  const { code, openid } = world.logins.begin();
  expect(await login(code)).toEqual({ openid, session_key: expect.stringMatching(/^[\w+/]{22}==$/) });
  const person = world.people.add({ unionid: "u-1" });
  expect(await login(world.logins.begin(person.openid).code)).toMatchObject({ openid: person.openid, unionid: "u-1" });
  expect(await login(code)).toEqual({ errcode: 40163, errmsg: expect.stringMatching(/^code been used rid: \w{8}-\w{8}-\w{8}$/) });
});

test.each([
  [{ appid: "" }, 41002],
  [{ appid: "wx00" }, 40013],
  [{ secret: "" }, 41004],
  [{ secret: "wrong" }, 40125],
  [{ grant_type: "code" }, 40002],
  [{ js_code: "" }, 41008],
  [{ js_code: "made-up" }, 40029],
])("a login with %j is refused with %i", async (wrong, errcode) => {
  const { code } = world.logins.begin();
  const query = { appid, secret, js_code: code, grant_type: "authorization_code", ...wrong };
  expect(await errcodeOf(get("/sns/jscode2session", query))).toBe(errcode);
});

test("a new plain token leaves the one before good for five minutes, and the stable one alone", async () => {
  const [steady, old] = [await stableToken(), await plain()];
  const next = await plain();
  expect(next).not.toBe(old);
  clock.advance(5 * minuteMs - 1);
  expect(await Promise.all([old, next, steady].map(tried))).toEqual([0, 0, 0]);
  clock.advance(1);
  expect(await Promise.all([old, next, steady].map(tried))).toEqual([40001, 0, 0]);
  clock.advance(2 * hourMs);
  expect(await Promise.all([next, steady, "made-up", ""].map(tried))).toEqual([42001, 42001, 40001, 41001]);
});

test("the stable token stays the same until its last five minutes; then old and new are good together", async () => {
  const old = await stableToken();
  clock.advance(2 * hourMs - 5 * minuteMs - 1_000);
  expect(await stable()).toEqual({ access_token: old, expires_in: 301 });
  clock.advance(1_000);
  const next = await stable();
  expect(next.expires_in).toBe(7_200);
  expect(next.access_token).not.toBe(old);
  expect(await Promise.all([old, String(next.access_token)].map(tried))).toEqual([0, 0]);
});

test("a forced stable token voids the one before at once, not twice in 30 seconds and 20 times a day", async () => {
  const old = await stableToken();
  const next = await stableToken(true);
  expect(await Promise.all([old, next].map(tried))).toEqual([40001, 0]);
  clock.advance(29_000);
  expect(await stableToken(true)).toBe(next);
  clock.advance(1_000);
  expect(await stableToken(true)).not.toBe(next);
  for (let i = 3; i < 20; i++) await stable(true);
  expect(await errcodeOf(stable(true))).toBe(45009);
  expect(await errcodeOf(stable())).toBeUndefined();
});

test("a token is refused to wrong settings and broken bodies", async () => {
  const tokenOf = (wrong: object) => errcodeOf(post("/cgi-bin/stable_token", { ...forToken, ...wrong }));
  expect(await tokenOf({ grant_type: "x" })).toBe(40002);
  expect(await tokenOf({ appid: undefined })).toBe(41002);
  expect(await tokenOf({ appid: "wx00" })).toBe(40013);
  expect(await tokenOf({ secret: undefined })).toBe(41004);
  expect(await tokenOf({ secret: "wrong" })).toBe(40125);
  expect(await errcodeOf(post("/cgi-bin/stable_token", ""))).toBe(44002);
  expect(await errcodeOf(post("/cgi-bin/stable_token", "{"))).toBe(47001);
  expect(await errcodeOf(get("/cgi-bin/token", { ...forToken, secret: "wrong" }))).toBe(40125);
});

test("days of the limits begin at midnight in Beijing, minutes with the minute", async () => {
  world.limits.set({ tokenPerDay: 1, stableTokenPerMinute: 1 });
  clock.set(new Date("2027-01-04T15:59:59Z"));
  const seen = [await errcodeOf(get("/cgi-bin/token", forToken)), await errcodeOf(get("/cgi-bin/token", forToken))];
  const stableSeen = [await errcodeOf(stable()), await errcodeOf(stable())];
  clock.advance(1_000);
  expect([...seen, await errcodeOf(get("/cgi-bin/token", forToken))]).toEqual([undefined, 45009, undefined]);
  expect([...stableSeen, await errcodeOf(stable())]).toEqual([undefined, 45011, undefined]);
});

test("a text is answered with a verdict and its reasons", async () => {
  const token = await stableToken();
  const { openid } = world.people.visit();
  const trace_id = expect.stringMatching(/^\w{8}-\w{8}-\w{8}$/);
  expect(await check(token, { ...good, openid })).toEqual({
    errcode: 0,
    errmsg: "ok",
    detail: [
      { strategy: "content_model", errcode: 0, suggest: "pass", label: 100, prob: 90 },
      { strategy: "keyword", errcode: 0 },
    ],
    trace_id,
    result: { suggest: "pass", label: 100 },
  });
  expect(await check(token, { ...good, openid, content: "来网上赌场" })).toMatchObject({
    detail: [{ strategy: "content_model" }, { strategy: "keyword", keyword: "网上赌场", suggest: "risky" }],
    result: { suggest: "risky", label: 20006 },
  });
});

test.each([
  [{ content: "" }, 44002],
  [{ content: 7 }, 47001],
  [{ content: "好".repeat(2_501) }, 45002],
  [{ version: 1 }, 47001],
  [{ version: "2" }, 47001],
  [{ scene: 5 }, 40129],
  [{ openid: "o-nobody" }, 40003],
])("a text with %j is refused with %i", async (wrong, errcode) => {
  const { openid } = world.people.visit();
  expect(await errcodeOf(check(await stableToken(), { ...good, openid, ...wrong }))).toBe(errcode);
});

test("a text of somebody whose last visit is more than two hours ago, or who never came, is refused", async () => {
  const { openid } = world.people.visit();
  clock.advance(2 * hourMs + 1);
  const token = await stableToken();
  expect(await errcodeOf(check(token, { ...good, openid }))).toBe(61010);
  expect(await errcodeOf(check(token, { ...good, openid: world.people.add().openid }))).toBe(61010);
  expect(await errcodeOf(check(token, ""))).toBe(44002);
  expect(await errcodeOf(check(token, "[]"))).toBe(47001);
});

test("the wrong method is refused in WeChat's way; a call it does not have is not found", async () => {
  expect(await errcodeOf(get("/cgi-bin/stable_token"))).toBe(43002);
  expect(await errcodeOf(post("/cgi-bin/token", ""))).toBe(43001);
  expect((await fetch(`${url}/cgi-bin/nothing`)).status).toBe(404);
});

test("it listens on the loopback only", () => {
  expect(new URL(url).hostname).toBe("127.0.0.1");
});

test("another process moves the world by its control interface", async () => {
  const control = (path: string, body: unknown = {}) => post(`/_control${path}`, body);
  const { code, openid } = await control("/logins", { openid: "o-1" });
  expect(openid).toBe("o-1");
  expect(await control("/people", { openid: "o-2", unionid: "u-2", isBlocked: true })).toEqual({ openid: "o-2", unionid: "u-2" });
  expect(await control("/visits", { openid: "o-2" })).toEqual({ openid: "o-2" });
  const before = world.clock.now();
  await control("/clock", { advanceSeconds: 300 });
  expect(world.clock.now()).toBe(before + 300_000);
  const query = { appid, secret, js_code: String(code), grant_type: "authorization_code" };
  expect(await errcodeOf(get("/sns/jscode2session", query))).toBe(40029);
  const token = await stableToken();
  await control("/words", { words: [{ word: "你好", suggest: "review", label: 21000 }] });
  expect(await check(token, { ...good, openid: "o-2" })).toMatchObject({ result: { suggest: "review", label: 21000 } });
  await control("/limits", { textPerMinute: 0 });
  expect(await tried(token)).toBe(45011);
  await control("/limits", documentedLimits);
  await control("/tokens/void");
  expect(await tried(token)).toBe(40001);
});

test("a control call that cannot be understood is refused, not guessed at", async () => {
  const control = (path: string, body: string) => fetch(`${url}/_control${path}`, { method: "POST", body });
  for (const [path, body] of [
    ["/troubles", '{"deley":5}'],
    ["/clock", '{"advanceSeconds":-1}'],
    ["/limits", '{"tokensPerDay":1}'],
    ["/logins", "{"],
  ] as const)
    expect((await control(path, body)).status, path).toBe(400);
  expect((await control("/nothing", "{}")).status).toBe(404);
});

test("troubles happen to the calls they are for, as often as they are for", async () => {
  const trouble = (body: object) => post("/_control/troubles", body);
  await trouble({ path: "/cgi-bin/token", times: 2, errcode: -1 });
  expect(await errcodeOf(stable())).toBeUndefined();
  const token = () => get("/cgi-bin/token", forToken);
  expect([await errcodeOf(token()), await errcodeOf(token()), await errcodeOf(token())]).toEqual([-1, -1, undefined]);

  await trouble({ status: 502, times: 1 });
  const page = await fetch(`${url}/cgi-bin/token`);
  expect([page.status, page.headers.get("content-type")]).toEqual([502, "text/html"]);
  await trouble({ text: "not json", times: 1 });
  expect(await (await fetch(`${url}/cgi-bin/token`)).text()).toBe("not json");
  await trouble({ delayMs: 50, times: 1 });
  const askedAt = performance.now();
  expect(await errcodeOf(token())).toBeUndefined();
  expect(performance.now() - askedAt).toBeGreaterThan(45);
});

test("a dropped call was not done, a lost one was, a hung one never ends", async () => {
  const { code } = world.logins.begin();
  const path = `/sns/jscode2session?${new URLSearchParams({ appid, secret, js_code: code, grant_type: "authorization_code" })}`;
  world.troubles.add({ does: "drop", times: 1 });
  await expect(fetch(`${url}${path}`)).rejects.toThrow();
  expect(world.logins.look(code)?.isUsed).toBe(false);
  world.troubles.add({ does: "lose", times: 1 });
  await expect(fetch(`${url}${path}`)).rejects.toThrow();
  expect(world.logins.look(code)?.isUsed).toBe(true);
  world.troubles.add({ does: "hang", times: 1 });
  await expect(fetch(`${url}${path}`, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/);
});

test("calls are listed without what they carried", async () => {
  await fetch(`${url}/_control/calls`, { method: "DELETE" });
  await stable();
  await get("/cgi-bin/token", { ...forToken, secret: "wrong" });
  const { calls } = await get("/_control/calls");
  expect(calls).toEqual([
    { at: new Date(world.clock.now()).toISOString(), method: "POST", path: "/cgi-bin/stable_token", errcode: 0 },
    { at: new Date(world.clock.now()).toISOString(), method: "GET", path: "/cgi-bin/token", errcode: 40125 },
  ]);
  expect(JSON.stringify(calls)).not.toContain(secret);
});

test("npm run wechat:stand-in tells how to use it and ends when it is told to", async () => {
  const running = runProgram(new URL("../../../scripts/wechat-stand-in.ts", import.meta.url), {}, "--port=0");
  const [, address = ""] = await running.hears(/YIMI_WECHAT_BASE_URL=(\S+)/);
  const { code } = await read(await fetch(`${address}/_control/logins`, { method: "POST" }));
  expect(code).toMatch(/^[\w-]{32}$/);
  running.kill("SIGTERM");
  expect(await running.ended).toBe(0);
});
