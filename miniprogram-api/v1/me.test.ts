import { describe, expect, test } from "vitest";
import { findPerson } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";
import { ordersOf } from "../test-orders.ts";

const api = await testApi();
const { deps } = api;
const orders = ordersOf(api);
const someone = async () => {
  const person = await orders.resident();
  return { person, ...(await api.as(person.id, "resident")) };
};

describe("oneself", () => {
  test("is read and changed; what only the station may say is refused", async () => {
    const me = await someone();
    expect((await me.get("/v1/me")).body).toMatchObject({ personId: me.person.id, name: me.person.name, phone: me.person.phone });
    const contact = { name: "李四", relation: "儿子", phone: "13900000001" };
    const changed = await me.send("PATCH", "/v1/me", {
      calledAs: "老李",
      address: "尧头社区1号楼",
      communityId: "PL02",
      emergencyContact: contact,
    });
    expect(changed.body).toMatchObject({ calledAs: "老李", communityName: "尧头社区", emergencyContact: contact, phone: me.person.phone });
    expect((await findPerson(deps, me.person.id)).gridId).toBe("");
    expect((await me.send("PATCH", "/v1/me", { birthDate: "2001-01-01" })).body.code).toBe("station.station-decides");
    expect((await me.send("PATCH", "/v1/me", { communityId: "XX01" })).status).toBe(400);
    for (const extra of [{ roles: ["supervisor"] }, { stationId: "XX" }, { name: "别人" }, { tags: [] }, { family: [] }])
      expect((await me.send("PATCH", "/v1/me", extra)).status, JSON.stringify(extra)).toBe(400);
  });
});

describe("family", () => {
  test("is bound when the member says yes, and ended by either", async () => {
    const [asker, member, other] = [await someone(), await someone(), await someone()];
    const phone = "13900001111";
    await member.send("PATCH", "/v1/me", { phone });
    const asked = await asker.post("/v1/family/asks", { name: member.person.name, phone, relation: "妈" });
    expect(asked).toMatchObject({ status: 201, body: { status: "waiting" } });
    const [open] = (await member.get("/v1/family")).body.toAnswer;
    expect(open).toMatchObject({ id: asked.body.id, relation: "妈" });
    expect((await other.post(`/v1/family/asks/${open.id}/answer`, { isYes: true })).status).toBe(404);
    expect((await asker.post(`/v1/family/asks/${open.id}/answer`, { isYes: true })).status).toBe(404);
    expect((await member.post(`/v1/family/asks/${open.id}/answer`, { isYes: true })).body.status).toBe("agreed");
    expect((await asker.get("/v1/family")).body.members).toMatchObject([{ personId: member.person.id, relation: "妈" }]);
    const form = { itemCode: "EL02", forPersonId: member.person.id, startAt: "2026-11-24T09:00:00+08:00", details: "买米" };
    expect((await asker.post("/v1/requests", form)).status).toBe(201);
    expect((await member.send("DELETE", "/v1/consents/family")).status).toBe(200);
    expect((await asker.get("/v1/family")).body.members).toEqual([]);
    expect((await asker.post("/v1/requests", form)).status).toBe(404);
  });

  test("somebody unknown looks the same to who asks, and is found out by the desk", async () => {
    const [asker, member] = [await someone(), await someone()];
    const told = { name: "查无此人", phone: "13900002222", relation: "爸" };
    const asked = await asker.post("/v1/family/asks", told);
    expect(asked).toMatchObject({ status: 201, body: { status: "waiting" } });
    const desk = await api.as("PL-S002", "coordinator");
    const list = (await desk.get("/v1/family-asks")).body.items;
    const row = list.find(({ id }: { id: string }) => id === asked.body.id);
    expect(row).toMatchObject({ memberId: null, phone: told.phone, askerId: asker.person.id });
    expect((await desk.post(`/v1/family-asks/${row.id}/answer`, { isYes: true })).body.code).toBe("station.member-missing");
    const yes = await desk.post(`/v1/family-asks/${row.id}/answer`, { isYes: true, memberId: member.person.id });
    expect(yes.body.status).toBe("agreed");
    expect((await asker.send("DELETE", `/v1/family/${member.person.id}`)).status).toBe(204);
    expect((await member.get("/v1/family")).body.askers).toEqual([]);
    expect((await asker.get("/v1/family-asks")).status).toBe(403);
  });
});

test("consents are given and withdrawn, and both stay on record", async () => {
  const me = await someone();
  expect((await me.send("PUT", "/v1/consents/photo")).body.items).toContainEqual(
    expect.objectContaining({ purpose: "photo", isGiven: true }),
  );
  const withdrawn = await me.send("DELETE", "/v1/consents/photo");
  expect(withdrawn.body.items).toContainEqual(
    expect.objectContaining({ purpose: "photo", isGiven: false, givenAt: expect.any(String), withdrawnAt: expect.any(String) }),
  );
  expect((await me.send("PUT", "/v1/consents/anything")).status).toBe(400);
});

test("the door code is printed for the desk, of its own station only", async () => {
  const desk = await api.as("PL-S002", "coordinator");
  expect((await desk.get("/v1/people/PL-R0001/door-code")).body.doorCode).toMatch(/^sealed:/);
  expect((await desk.get("/v1/people/XX-R0001/door-code")).status).toBe(404);
  expect((await (await someone()).get("/v1/people/PL-R0001/door-code")).status).toBe(403);
});

describe("one's record", () => {
  test("holds everything about oneself and no phone of anybody else", async () => {
    const { request, helper } = await orders.accepted();
    const me = await api.as(request.requesterId, "resident");
    const { status, headers, body } = await me.get("/v1/me/export");
    expect(status).toBe(200);
    expect(headers.get("content-disposition")).toContain(`${request.requesterId}-2026-11-23.json`);
    const record = typeof body === "string" ? JSON.parse(body) : body;
    expect(record).toMatchObject({
      me: { personId: request.requesterId },
      requests: [{ id: request.id, helpers: [helper.calledAs] }],
      hours: { creditedMinutes: 0, entries: [] },
    });
    expect(JSON.stringify(record)).not.toContain(helper.phone);
  });

  test("says who has looked, page by page, and leaves out oneself", async () => {
    const { request } = await orders.accepted();
    const desk = await api.as("PL-S002", "coordinator");
    await desk.get(`/v1/people/${request.requesterId}/door-code`);
    await desk.get(`/v1/people/${request.requesterId}/door-code`);
    const me = await api.as(request.requesterId, "resident");
    await me.send("PATCH", "/v1/me", { calledAs: "老王" });
    const first = (await me.get("/v1/me/access-log?limit=1")).body;
    expect(first.items).toMatchObject([{ role: "coordinator", act: "person.register", fields: ["doorCode"] }]);
    const second = (await me.get(`/v1/me/access-log?limit=5&cursor=${first.next}`)).body;
    expect(second).toMatchObject({ items: [{ role: "coordinator" }], next: null });
  });
});

describe("who wants to be forgotten", () => {
  test("is, when nothing of theirs is open: the session ends, and the station no longer knows who they were", async () => {
    const { request } = await orders.accepted();
    const busy = await api.as(request.requesterId, "resident");
    expect(await busy.send("DELETE", "/v1/me")).toMatchObject({ status: 409, body: { code: "request.person-busy" } });
    await busy.post(`/v1/requests/${request.id}/cancel`, {});
    expect((await busy.send("DELETE", "/v1/me")).status).toBe(204);
    expect((await busy.get("/v1/me")).status).toBe(401);
    expect(await findPerson(deps, request.requesterId)).toMatchObject({ phone: "", address: "", family: [] });
  });

  test("asks the station when they are staff", async () => {
    const desk = await api.as("PL-S002", "coordinator");
    expect(await desk.send("DELETE", "/v1/me")).toMatchObject({ status: 409, body: { code: "station.station-decides" } });
  });
});
