import { expect, test } from "vitest";
import { updatePerson } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf } from "../test-orders.ts";

const api = await testApi();
const orders = ordersOf(api);
const liu = await api.as(coordinatorId, "coordinator");
const worker = await api.as("PL-S010", "social_worker");

test("a caller is found by name or phone, told apart by community and the last four digits", async () => {
  const { id } = await orders.resident();
  await updatePerson(api.deps, id, { name: "欧阳小兰", calledAs: "欧阳大姐", phone: "13912345678" });
  for (const who of ["欧阳小兰", "13912345678"]) {
    const { body } = await worker.post("/v1/desk/callers", { who });
    expect(body.items).toMatchObject([{ personId: id, name: "欧阳小兰", phoneTail: "5678" }]);
    expect(JSON.stringify(body)).not.toContain("13912345678");
  }
  expect((await worker.post("/v1/desk/callers", { who: "查无此人" })).body.items).toEqual([]);
});

test("a call in words is entered and handed in, once for the same key", async () => {
  const { id } = await orders.resident();
  const call = { personId: id, text: "明天上午九点要人陪着去区医院看病" };
  const key = { "Idempotency-Key": "one-phone-call" };
  const { status, body } = await liu.post("/v1/desk/calls", call, key);
  expect(status).toBe(201);
  expect(body.requests).toMatchObject([{ status: "submitted", itemName: "陪同就医", missing: [] }]);
  expect((await liu.post("/v1/desk/calls", call, key)).body.requests[0].id).toBe(body.requests[0].id);
  const again = await liu.post("/v1/desk/calls", call);
  expect(again.body).toMatchObject({ requests: [], known: [{ id: body.requests[0].id }] });
});

test("what is missing is asked and filled in by who entered it, by nobody else of the field", async () => {
  const { id } = await orders.resident();
  const entered = await worker.post("/v1/desk/calls", { personId: id, itemCode: "EL01", startAt: "2026-11-25T09:00:00+08:00" });
  expect(entered.body.requests).toMatchObject([{ status: "collecting", missing: ["dest"] }]);
  const path = `/v1/desk/calls/${entered.body.requests[0].id}`;
  const other = await api.as("PL-G001", "grid_worker");
  expect((await other.send("PATCH", path, { dest: "区医院" })).status).toBe(404);
  expect((await worker.send("PATCH", path, { dest: "区医院" })).body).toMatchObject({ status: "submitted", missing: [] });
});

test("danger in the words pages people at once", async () => {
  const { id } = await orders.resident();
  const { body } = await liu.post("/v1/desk/calls", { personId: id, text: "她说老伴摔倒了起不来,头上流血" });
  expect(body.alarm).toMatchObject({ status: "escalated", nextStep: "answer_alarm" });
});

test("residents cannot enter calls, and only residents can be entered", async () => {
  const resident = await api.as("PL-R0001", "resident");
  expect((await resident.post("/v1/desk/calls", { personId: "PL-R0002", itemCode: "EL01" })).body.code).toBe("http.not-allowed");
  expect((await liu.post("/v1/desk/calls", { personId: "PL-S001", itemCode: "EL01" })).status).toBe(404);
  expect((await liu.post("/v1/desk/calls", { personId: "QD-R0001", itemCode: "EL01" })).status).toBe(404);
  const { id } = await orders.resident();
  expect((await liu.post("/v1/desk/calls", { personId: id })).status).toBe(400);
});
