/**
 * A day of the mini-program as its pages call the API: through the typed client, signed in by WeChat's codes, against the stand-in of
 * WeChat's server. The desk answers in between, and the clock is moved.
 */
import { afterAll, describe, expect, test } from "vitest";
import { testApi } from "../../miniprogram-api/test-api.ts";
import { proposeCandidates } from "../../src/matching/index.ts";
import { findHelpers } from "../../src/station/index.ts";
import { type Client, openClient } from "../../web/client/client.ts";
import { startWechatServer, usualApp } from "../support/wechat-server/index.ts";

const server = await startWechatServer();
afterAll(() => server.stop());
const api = await testApi({ config: { wechat: { ...usualApp, baseUrl: server.url } } });
const { deps } = api;
const at = (civil: string) => deps.clock.set(new Date(`${civil}:00+08:00`));
const newClient = () => openClient({ baseUrl: api.url });
/** What `wx.login` gives on somebody's phone. */
const wxLogin = (openid?: string) => server.world.logins.begin(openid);

/** A volunteer who may do the task of this story, bound to the WeChat of their phone by the desk. */
async function volunteerWithPhone() {
  const helpers = await findHelpers(deps, "PL", { status: "active" });
  const volunteer = helpers.find(({ roles, helper }) => {
    const codes = helper.trainings.map(({ code }) => code);
    return roles.includes("volunteer") && helper.identityVerified && codes.includes("home_visit") && helper.creditedMinutes >= 20 * 60;
  });
  if (!volunteer) throw new Error("the demo town has volunteers of experience");
  const { openid } = wxLogin();
  const desk = await coordinator();
  await desk.bindIdentity({ params: { personId: volunteer.id }, body: { channel: "service", chatUserId: openid } });
  return { volunteer, openid };
}

async function coordinator(): Promise<Client> {
  const client = newClient();
  client.use(await client.signInForDevelopment({ body: { personId: "PL-S002", role: "coordinator" } }));
  return client;
}

describe("a mini-program's day", () => {
  const resident = newClient();
  const volunteer = newClient();
  let requestId = "";
  let volunteerId = "";

  test("somebody new signs in by WeChat, is not known, and registers", async () => {
    const { code, openid } = wxLogin();
    const first = await resident.signInByWechat({ body: { code } });
    if (!("registration" in first)) throw new Error("nobody is known by this WeChat yet");
    const told = { name: "邢玉梅", gender: "female", communityId: "PL01", phone: "13800005678", address: "蟠龙社区3号楼1单元201" } as const;
    resident.use(await resident.register({ body: { registration: first.registration, ...told, hasConsented: true } }));
    expect(await resident.getMe({})).toMatchObject({ name: "邢玉梅", communityName: "蟠龙社区" });
    expect((await resident.listMyConsents({})).items).toContainEqual(expect.objectContaining({ purpose: "service", isGiven: true }));
    await expect(newClient().signInByWechat({ body: { code } })).rejects.toMatchObject({ code: "wechat.bad-code" });
    const again = await newClient().signInByWechat({ body: { code: wxLogin(openid).code } });
    expect(again).toMatchObject({ role: "resident" });
  });

  test("they look at what there is, ask in their own words, fill in what is missing, and hand it in", async () => {
    const [category] = (await resident.listCategories({})).items;
    expect((await resident.listItems({ query: { category: category?.code ?? "" } })).items.length).toBeGreaterThan(0);
    const { requests, danger } = await resident.createRequests({ body: { text: "明天上午十点能请人帮我去买菜吗,要两斤鸡蛋" } });
    expect(danger).toBeNull();
    const [asked] = requests;
    if (!asked) throw new Error("one need was understood");
    requestId = asked.id;
    expect(asked).toMatchObject({ itemCode: "EL02", status: "collecting" });
    if (asked.missing.length > 0)
      await resident.fillMyRequest({ params: { requestId }, body: { where: { kind: "home" }, details: "两斤鸡蛋" } });
    const submitted = await resident.submitMyRequest({ params: { requestId } });
    expect(submitted).toMatchObject({ statusWords: "已收到", missing: [] });
  });

  test("the desk passes it on and asks a volunteer, whose phone shows the card without a name", async () => {
    const { volunteer: person, openid } = await volunteerWithPhone();
    volunteerId = person.id;
    const desk = await coordinator();
    await desk.approveRequest({ params: { requestId } });
    await proposeCandidates(deps, requestId);
    await desk.nameHelper({ params: { requestId }, body: { personId: volunteerId } });
    const signedIn = await volunteer.signInByWechat({ body: { code: wxLogin(openid).code, role: "volunteer" } });
    if ("registration" in signedIn) throw new Error("the desk has bound them");
    volunteer.use(signedIn);
    const [card] = (await volunteer.listMyOffers({})).items;
    expect(card).toMatchObject({ requestId, communityName: "蟠龙社区", offerStatus: "offered" });
    for (const secret of ["邢玉梅", "13800005678", "3号楼"]) expect(JSON.stringify(card)).not.toContain(secret);
  });

  test("the volunteer accepts and now sees where to go; the resident sees who comes", async () => {
    const task = await volunteer.acceptOffer({ params: { requestId } });
    expect(task.contact).toMatchObject({ served: { phone: "13800005678" }, address: "蟠龙社区3号楼1单元201" });
    const mine = await resident.getMyRequest({ params: { requestId } });
    expect(mine).toMatchObject({ statusWords: "找到了", helpers: [{ calledAs: expect.any(String) }] });
  });

  test("on the day: coming, there by the code at the door, done", async () => {
    at("2026-11-24T08:30");
    expect((await volunteer.confirmComing({ params: { requestId } })).isConfirmed).toBe(true);
    at("2026-11-24T10:00");
    const me = await resident.getMe({});
    const { doorCode } = await (await coordinator()).getDoorCode({ params: { personId: me.personId } });
    const there = await volunteer.checkIn({ params: { requestId }, body: { doorCode } });
    expect(there).toMatchObject({ ownStatus: "checked_in", arrival: "door_code" });
    expect((await resident.getMyRequest({ params: { requestId } })).statusWords).toBe("正在服务");
    at("2026-11-24T11:00");
    expect(await volunteer.checkOut({ params: { requestId }, body: {} })).toMatchObject({ ownStatus: "credited", creditedMinutes: 60 });
  });

  test("the resident rates; a second rating changes nothing", async () => {
    const rated = await resident.rateMyRequest({ params: { requestId }, body: { stars: 5, words: "很好" } });
    expect(rated).toMatchObject({ statusWords: "办完了", rating: { stars: 5 } });
    expect((await resident.rateMyRequest({ params: { requestId }, body: { stars: 1 } })).rating).toMatchObject({ stars: 5 });
  });

  test("the volunteer sees the hours and takes the certificate, which anybody can check", async () => {
    const [entry] = (await volunteer.listMyEntries({ query: { limit: 1 } })).items;
    expect(entry).toMatchObject({ kind: "service", minutes: 60, requestId });
    const { creditedMinutes } = await volunteer.getMyHours({});
    const certificate = await volunteer.issueCertificate({ body: {} });
    expect(certificate.hours).toBe(Math.floor(creditedMinutes / 30) / 2);
    const pdf = await volunteer.downloadCertificate({ params: { code: certificate.code } });
    expect(await pdf.slice(0, 5).text()).toBe("%PDF-");
    const checked = await newClient().verifyCertificate({ params: { code: certificate.code } });
    expect(checked).toMatchObject({ state: "valid", hours: certificate.hours });
  });

  test("the resident sees who has looked at their data", async () => {
    const looked = (await resident.listWhoLooked({ query: { limit: 50 } })).items;
    const byHelper = looked.filter(({ role, requestId: about }) => role === "volunteer" && about === requestId);
    expect(byHelper.length).toBeGreaterThan(0);
    expect(looked.some(({ fields }) => fields.includes("doorCode"))).toBe(true);
  });
});
