import { expect, test } from "vitest";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf, otherCoordinatorId, supervisorId } from "../test-orders.ts";

const api = await testApi();
const orders = ordersOf(api);
const liu = await api.as(coordinatorId, "coordinator");
const chen = await api.as(otherCoordinatorId, "coordinator");
const zhao = await api.as(supervisorId, "supervisor");
const worker = await api.as("PL-S010", "social_worker");

const path = (id: string, step: string) => `/v1/desk/requests/${id}/${step}`;

test("candidates come with reasons, for social workers too", async () => {
  const { id, candidates } = await orders.proposed();
  const { body } = await worker.get(path(id, "candidates"));
  expect(body.items[0]).toMatchObject({ number: 1, personId: candidates[0]?.personId, name: expect.any(String) });
  expect(body.items[0].reasons).not.toBe("");
  expect(JSON.stringify(body)).not.toMatch(/1\d{10}/);
});

test("of two coordinators who pick at once one wins, and the other is told who", async () => {
  const { id } = await orders.proposed();
  const answers = await Promise.all([liu.post(path(id, "pick"), { numbers: [1] }), chen.post(path(id, "pick"), { numbers: [2] })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = (await orders.read(id)).pickedBy;
  expect(answers.find(({ status }) => status === 409)?.body.by).toEqual([winner === coordinatorId ? "刘社工" : "陈社工"]);
});

test("only who was picked is asked when that is wanted", async () => {
  const { id, candidates } = await orders.proposed();
  const personId = candidates[1]?.personId;
  const { body } = await zhao.post(path(id, "pick"), { personIds: [personId], isOnly: true });
  expect(body.status).toBe("offered");
  expect(body.offers.map((offer: { personId: string }) => offer.personId)).toEqual([personId]);
  const { id: other } = await orders.proposed();
  expect((await liu.post(path(other, "pick"), { personIds: ["PL-R0001"] })).body.code).toBe("matching.no-such-candidate");
});

test("others are looked for", async () => {
  const { id } = await orders.proposed();
  expect((await liu.post(path(id, "refresh"))).body).toMatchObject({ status: "queued", candidates: [] });
});

test("a helper is named, never oneself, and nobody of another station", async () => {
  const { id, candidates } = await orders.proposed();
  expect((await liu.post(path(id, "name"), { personId: coordinatorId })).body.code).toBe("matching.own-match");
  expect((await liu.post(path(id, "name"), { personId: "QD-V0001" })).status).toBe(404);
  const { body } = await liu.post(path(id, "name"), { personId: candidates[2]?.personId });
  expect(body.offers).toMatchObject([{ personId: candidates[2]?.personId, status: "offered" }]);
});

test("who has not answered is asked once more, within an hour once", async () => {
  const { id } = await orders.proposed();
  await liu.post(path(id, "pick"), { numbers: [1], isOnly: true });
  for (const who of [liu, chen]) expect((await who.post(path(id, "nudge"))).body.status).toBe("offered");
  const nudges = await api.deps.db.collection("notices").countDocuments({ _id: new RegExp(`^nudge.${id}`) as never });
  expect(nudges).toBe(1);
});

test("social workers do not pick", async () => {
  const { id } = await orders.proposed();
  for (const step of ["pick", "refresh", "name"])
    expect(await worker.post(path(id, step), step === "name" ? { personId: "PL-V0001" } : {}), step).toMatchObject({ status: 403 });
});

test("all open cards are confirmed at once, and one that cannot be does not hold up the others", async () => {
  const [one, other] = [await orders.proposed(), await orders.proposed()] as const;
  const { body } = await liu.post("/v1/desk/confirmations", { requestIds: [one.id, other.id] });
  expect(body.items).toMatchObject([
    { request: { id: one.id, status: "offered" }, refusal: null },
    { request: { id: other.id, status: "offered" }, refusal: null },
  ]);
  const again = await chen.post("/v1/desk/confirmations", { requestIds: [one.id] });
  expect(again.body.items).toMatchObject([{ refusal: "request.not-allowed" }]);
  const third = await orders.proposed();
  const rest = await zhao.post("/v1/desk/confirmations", {});
  expect(rest.body.items.map(({ request }: { request: { id: string } }) => request.id)).toContain(third.id);
  expect((await worker.post("/v1/desk/confirmations", {})).status).toBe(403);
  expect((await liu.post("/v1/desk/confirmations", { requestIds: [`r${"0".repeat(23)}`] })).status).toBe(404);
});
