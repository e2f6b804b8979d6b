import { expect, test } from "vitest";
import { testApi } from "../test-api.ts";
import { coordinatorId, supervisorId } from "../test-orders.ts";

const api = await testApi();
const liu = await api.as(coordinatorId, "coordinator");
const zhao = await api.as(supervisorId, "supervisor");

test("the supervisor reads who did and looked at what, page by page", async () => {
  await liu.get("/v1/people/PL-R0001");
  await liu.send("PATCH", "/v1/people/PL-R0001", { calledAs: "王奶奶" });
  const first = (await zhao.get(`/v1/audit?actorId=${coordinatorId}&limit=1`)).body;
  expect(first.items).toMatchObject([
    { act: "person.change", actorName: "刘娟", activeRole: "coordinator", subject: { kind: "person", id: "PL-R0001" }, via: "api" },
  ]);
  const second = (await zhao.get(`/v1/audit?actorId=${coordinatorId}&limit=1&cursor=${first.next}`)).body;
  expect(second.items).toMatchObject([{ act: "person.read", fields: expect.arrayContaining(["phone", "address"]) }]);
  expect((await zhao.get("/v1/audit?subjectKind=person&subjectId=PL-R0001&act=person.read")).body.items).toHaveLength(1);
  expect((await zhao.get("/v1/audit?to=2020-01-01T00:00:00Z")).body.items).toEqual([]);
  expect(JSON.stringify(first)).not.toContain("王奶奶");
});

test("the trail is verified, and a changed entry is named", async () => {
  const { body } = await zhao.get("/v1/audit/verification");
  expect(body).toMatchObject({ isIntact: true, brokenAt: null });
  await api.deps.db.collection("auditEntries").updateOne({ seq: 1 }, { $set: { actorId: "PL-S003" } });
  expect((await zhao.get("/v1/audit/verification")).body).toMatchObject({ isIntact: false, brokenAt: 1, why: "changed" });
});

test("nobody below reads it", async () => {
  expect((await liu.get("/v1/audit")).body.code).toBe("http.not-allowed");
  expect((await liu.get("/v1/audit/verification")).status).toBe(403);
});
