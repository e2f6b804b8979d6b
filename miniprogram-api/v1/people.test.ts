import { expect, test } from "vitest";
import { entriesFor } from "../../src/audit/index.ts";
import { findPersonByIdentity, updatePerson } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf, otherCoordinatorId, supervisorId } from "../test-orders.ts";

const api = await testApi();
const orders = ordersOf(api);
const liu = await api.as(coordinatorId, "coordinator");
const zhao = await api.as(supervisorId, "supervisor");
const newcomer = { name: "鲁小梅", gender: "female", communityId: "PL01", phone: "13700001111", address: "3号楼", hasConsented: true };

test("people are listed page by page without contacts, by role and state", async () => {
  const first = (await liu.get("/v1/people?role=volunteer&limit=2")).body;
  const second = (await liu.get(`/v1/people?role=volunteer&limit=2&cursor=${first.next}`)).body;
  expect(second.items[0].id > first.items[1].id).toBe(true);
  expect(JSON.stringify(first)).not.toMatch(/1\d{10}/);
  expect((await liu.get("/v1/people?helperStatus=review")).body.items).toMatchObject([{ helperState: "review" }]);
});

test("somebody is found by name and by phone, and their file is read with a note", async () => {
  const { id } = await orders.resident();
  await updatePerson(api.deps, id, { name: "慕容海燕", calledAs: "慕容大姐", phone: "13611112222" });
  expect((await liu.post("/v1/people/search", { name: "慕容海燕" })).body.items).toMatchObject([{ id, phoneTail: "2222" }]);
  expect((await liu.post("/v1/people/search", { phone: "13611112222", role: "resident" })).body.items).toMatchObject([{ id }]);
  expect((await liu.post("/v1/people/search", { phone: "1361111" })).body.items).toEqual([]);
  expect((await liu.post("/v1/people/search", {})).status).toBe(400);
  expect((await liu.get(`/v1/people/${id}`)).body).toMatchObject({ phone: "13611112222", helping: null });
  const { entries } = await entriesFor(api.deps, { stationId: "PL", subject: { kind: "person", id } });
  expect(entries[0]).toMatchObject({ actorId: coordinatorId, act: "person.read", fields: expect.arrayContaining(["phone"]) });
});

test("a resident is registered once, also when the call is repeated", async () => {
  const key = { "Idempotency-Key": "register-once" };
  const [first, again] = await Promise.all([liu.post("/v1/people", newcomer, key), liu.post("/v1/people", newcomer, key)]);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body.id).toBe(first.body.id);
  expect(first.body).toMatchObject({ calledAs: "鲁小梅", roles: ["resident"], communityName: "蟠龙社区" });
  expect((await liu.post("/v1/people", newcomer)).body.code).toBe("station.person-exists");
  expect((await liu.post("/v1/people", { ...newcomer, communityId: "QD01" })).status).toBe(400);
  expect((await liu.post("/v1/people", { ...newcomer, hasConsented: false })).status).toBe(400);
  expect((await liu.post("/v1/people", { ...newcomer, roles: ["supervisor"] })).status).toBe(400);
});

test("somebody below one's rank is changed, nobody as high, and not oneself", async () => {
  const { id } = await orders.resident();
  const { body } = await liu.send("PATCH", `/v1/people/${id}`, {
    address: "5号楼2单元",
    tags: [{ tag: "dementia", source: "走访", reviewBy: "2027-03-01" }],
  });
  expect(body).toMatchObject({ address: "5号楼2单元", tags: [{ tag: "dementia" }] });
  const moved = await liu.send("PATCH", `/v1/people/${id}`, { communityId: "PL02" });
  expect(moved.body).toMatchObject({ communityId: "PL02", gridId: null });
  expect((await liu.send("PATCH", `/v1/people/${id}`, { gridId: "PL03-G1" })).status).toBe(400);
  expect((await liu.send("PATCH", `/v1/people/${id}`, { gridId: "PL02-G1" })).body.gridId).toBe("PL02-G1");
  for (const personId of [coordinatorId, otherCoordinatorId, supervisorId, "PL-S010"])
    expect((await liu.send("PATCH", `/v1/people/${personId}`, { phone: "13800000000" })).body.code, personId).toBe("http.not-allowed");
  expect((await zhao.send("PATCH", `/v1/people/${coordinatorId}`, { calledAs: "刘姐" })).body.calledAs).toBe("刘姐");
  expect((await liu.send("PATCH", "/v1/people/QD-R0001", { address: "1" })).status).toBe(404);
});

test("who writes on a channel is bound to a person, who stays who they are", async () => {
  const [one, other] = [await orders.resident(), await orders.resident()];
  const identity = { channel: "ilink", chatUserId: "wx-somebody" };
  expect((await liu.post(`/v1/people/${one.id}/identities`, identity)).status).toBe(204);
  expect((await findPersonByIdentity(api.deps, "ilink", "wx-somebody"))?.id).toBe(one.id);
  expect((await liu.post(`/v1/people/${other.id}/identities`, identity)).body.code).toBe("station.identity-taken");
  expect((await liu.post(`/v1/people/${supervisorId}/identities`, { ...identity, chatUserId: "wx-me" })).status).toBe(403);
});

test("who applies is admitted by a supervisor; coordinators pause and bring back", async () => {
  const { body: applied } = await liu.post("/v1/people", {
    ...newcomer,
    name: "鲁大成",
    phone: "13700002222",
    helping: { skills: ["driving"] },
  });
  expect(applied).toMatchObject({ helperState: "applied", identityVerified: false, roles: ["resident", "volunteer"] });
  const path = `/v1/people/${applied.id}/helping/status`;
  expect((await liu.get("/v1/people?helperStatus=review")).body.items).toContainEqual(expect.objectContaining({ id: applied.id }));
  expect((await liu.send("PUT", path, { status: "active" })).status).toBe(403);
  expect((await zhao.send("PUT", path, { status: "active" })).body).toMatchObject({ helperState: "active", identityVerified: true });
  expect((await liu.send("PUT", path, { status: "paused" })).status).toBe(400);
  const until = new Date(api.deps.clock.now().getTime() + 86_400_000).toISOString();
  expect((await liu.send("PUT", path, { status: "paused", until, reason: "家里有事" })).body.helperState).toBe("paused");
  expect((await liu.send("PUT", path, { status: "active" })).body.helperState).toBe("active");
  expect((await liu.send("PUT", path, { status: "review", reason: "三次没到" })).body.helperState).toBe("review");
  expect((await liu.send("PUT", path, { status: "active" })).status).toBe(403);
  expect((await zhao.send("PUT", path, { status: "left" })).body.helperState).toBe("left");
});

test("trainings and insurance are noted by the desk", async () => {
  const record = { trainings: [{ code: "escort", validUntil: "2027-01-01T00:00:00+08:00" }], insuredUntil: "2027-01-01T00:00:00+08:00" };
  const { body } = await liu.send("PATCH", "/v1/people/PL-V0002/helping", record);
  expect(body.helping.trainings).toMatchObject([{ code: "escort" }]);
  expect((await liu.send("PATCH", "/v1/people/PL-V0002/helping", { teamId: "nobody" })).status).toBe(400);
  expect((await liu.send("PATCH", "/v1/people/PL-R0003/helping", record)).body.code).toBe("station.not-a-helper");
});

test("the desk answers a resident once, and in quiet hours later", async () => {
  const { id } = await orders.resident();
  const key = { "Idempotency-Key": "answer-once" };
  const first = await liu.post(`/v1/people/${id}/messages`, { text: "补贴下周一发" }, key);
  expect(first).toMatchObject({ status: 201, body: { sendAt: api.deps.clock.now().toISOString() } });
  await liu.post(`/v1/people/${id}/messages`, { text: "补贴下周一发" }, key);
  expect(await api.deps.db.collection("notices").countDocuments({ to: id, kind: "resident.from_person" })).toBe(1);
  expect((await liu.post("/v1/people/QD-R0001/messages", { text: "您好" })).status).toBe(404);
});

test("nobody else reads or changes people", async () => {
  for (const [personId, role] of [
    ["PL-R0001", "resident"],
    ["PL-V0001", "volunteer"],
    ["PL-S010", "social_worker"],
    ["PL-O001", "receiver"],
  ] as const) {
    const somebody = await api.as(personId, role);
    expect((await somebody.get("/v1/people")).status, role).toBe(403);
    expect((await somebody.get("/v1/people/PL-R0002")).status, role).toBe(403);
    expect((await somebody.post("/v1/people", newcomer)).status, role).toBe(403);
  }
});
