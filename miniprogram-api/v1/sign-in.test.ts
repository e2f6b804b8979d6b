import { afterAll, describe, expect, test } from "vitest";
import { confirmTicket } from "../../src/access/index.ts";
import { startWechatServer, usualApp } from "../../test/support/wechat-server/index.ts";
import { testApi } from "../test-api.ts";

const wechat = await startWechatServer();
afterAll(() => wechat.stop());
const api = await testApi({ config: { wechat: { ...usualApp, baseUrl: wechat.url } } });
const login = (openid?: string) => wechat.world.logins.begin(...(openid === undefined ? [] : [openid]));
const signIn = (code: string) => api.nobody.post("/v1/session", { code });
const zhao = { name: "赵春花", gender: "female", communityId: "PL01", hasConsented: true } as const;

describe("signing in by WeChat", () => {
  test("somebody new registers once and is known from then on", async () => {
    const { code, openid } = login();
    const { body: stranger } = await signIn(code);
    const registered = await api.nobody.post("/v1/people/me", { ...zhao, registration: stranger.registration });
    expect(registered).toMatchObject({ status: 201, body: { role: "resident", roles: ["resident"] } });
    const again = await signIn(login(openid).code);
    expect(again.body.personId).toBe(registered.body.personId);
  });

  test("a code is good once", async () => {
    const { code } = login();
    await signIn(code);
    expect(await signIn(code)).toMatchObject({ status: 400, body: { code: "wechat.bad-code" } });
  });

  test("a registration opens nothing but the registration, and no session registers anybody", async () => {
    const { body } = await signIn(login().code);
    expect((await api.nobody.get("/v1/session", { Authorization: `Bearer ${body.registration}` })).status).toBe(401);
    const { token } = await api.as("PL-R0001");
    expect(await api.nobody.post("/v1/people/me", { ...zhao, registration: token })).toMatchObject({
      status: 401,
      body: { code: "access.token-refused" },
    });
  });

  test("a name WeChat finds harmful is refused, and nobody is registered", async () => {
    const { body } = await signIn(login().code);
    const refused = await api.nobody.post("/v1/people/me", { ...zhao, name: "网上赌场", registration: body.registration });
    expect(refused).toMatchObject({ status: 400, body: { code: "wechat.text-refused" } });
    expect(await api.deps.db.collection("people").countDocuments({ name: "网上赌场" })).toBe(0);
  });

  test("without consent nobody is registered", async () => {
    const { body } = await signIn(login().code);
    expect((await api.nobody.post("/v1/people/me", { ...zhao, hasConsented: false, registration: body.registration })).status).toBe(400);
  });
});

describe("signing in at a screen", () => {
  test("waits until the person has answered in chat, and then lets in once", async () => {
    const { body: ticket } = await api.nobody.post("/v1/session/tickets");
    expect(ticket.say).toBe(`登录 ${ticket.code}`);
    expect(ticket.qr).toMatch(/^<svg/);
    const poll = () => api.nobody.post(`/v1/session/tickets/${ticket.code}`, { secret: ticket.secret });
    expect((await poll()).body).toEqual({ isAnswered: false, session: null });
    await confirmTicket(api.deps, ticket.code, "PL-S002");
    expect((await poll()).body).toMatchObject({ isAnswered: true, session: { personId: "PL-S002", role: "coordinator" } });
    expect((await poll()).status).toBe(404);
  });

  test("a session is raised by an answer in chat, for a while", async () => {
    const desk = await api.as("PL-S002", "coordinator");
    const { body } = await desk.post("/v1/session/step-up");
    expect((await desk.get("/v1/session")).body.isSteppedUp).toBe(false);
    await confirmTicket(api.deps, /\d{4}/.exec(body.say)?.[0] ?? "", "PL-S002");
    expect((await desk.get("/v1/session")).body.isSteppedUp).toBe(true);
  });
});

describe("signing out", () => {
  test("ends one session, or all of a person", async () => {
    const [here, there] = [await api.as("PL-R0005"), await api.as("PL-R0005")];
    await here.send("DELETE", "/v1/session");
    expect((await here.get("/v1/session")).status).toBe(401);
    expect((await there.get("/v1/session")).status).toBe(200);
    expect((await there.send("DELETE", "/v1/sessions")).body).toEqual({ ended: 1 });
    expect((await there.get("/v1/session")).status).toBe(401);
  });
});

test("ratings WeChat finds harmful are asked for in other words", async () => {
  const { openid, code } = login();
  const { body: stranger } = await signIn(code);
  const { body } = await api.nobody.post("/v1/people/me", { ...zhao, registration: stranger.registration });
  expect(openid).toBeTruthy();
  const mine = { Authorization: `Bearer ${body.accessToken}` };
  const form = { itemCode: "EL02", startAt: "2026-11-24T09:00:00+08:00", where: { kind: "home" }, details: "鸡蛋" };
  const { body: made } = await api.nobody.post("/v1/requests", form, mine);
  const { id } = made.requests[0];
  await api.deps.db
    .collection("serviceRequests")
    .updateOne({ _id: id as never }, { $set: { status: "served", servedAt: api.deps.clock.now() } });
  const rate = (words: string) => api.nobody.post(`/v1/requests/${id}/rating`, { stars: 5, words }, mine);
  expect(await rate("网上赌场")).toMatchObject({ status: 400, body: { code: "wechat.text-refused" } });
  expect((await rate("很好")).body).toMatchObject({ status: "closed", rating: { stars: 5, words: "很好" } });
});
