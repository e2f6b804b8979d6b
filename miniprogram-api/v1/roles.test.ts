import { expect, test } from "vitest";
import { testApi } from "../test-api.ts";
import { coordinatorId, supervisorId } from "../test-orders.ts";

const api = await testApi();
const zhao = await api.as(supervisorId, "supervisor");

async function stepUp(personId: string): Promise<void> {
  const steppedUpUntil = new Date(api.deps.clock.now().getTime() + 600_000);
  await api.deps.db.collection("sessions").updateMany({ personId }, { $set: { steppedUpUntil } });
}

test("roles change only after a second factor", async () => {
  expect((await zhao.send("PUT", "/v1/people/PL-S010/roles/coordinator")).body.code).toBe("access.step-up-needed");
  await stepUp(supervisorId);
  expect((await zhao.send("PUT", "/v1/people/PL-S010/roles/coordinator")).body.roles).toEqual(["social_worker", "coordinator"]);
});

test("a role counts from the next call on, and is lost at once", async () => {
  const worker = await api.as("PL-S010", "coordinator");
  expect((await worker.get("/v1/people")).status).toBe(200);
  expect((await zhao.send("DELETE", "/v1/people/PL-S010/roles/coordinator")).body.roles).toEqual(["social_worker"]);
  expect((await worker.get("/v1/people")).body.code).toBe("access.role-lost");
  const still = await api.as("PL-S010", "social_worker");
  expect((await still.get("/v1/desk/requests")).status).toBe(200);
});

test("nobody changes their own roles, gives one as high as theirs, or takes somebody's last", async () => {
  expect((await zhao.send("PUT", `/v1/people/${supervisorId}/roles/coordinator`)).status).toBe(403);
  expect((await zhao.send("PUT", `/v1/people/${coordinatorId}/roles/supervisor`)).status).toBe(403);
  expect((await zhao.send("DELETE", "/v1/people/PL-R0002/roles/resident")).body.code).toBe("station.last-role");
  expect((await zhao.send("PUT", "/v1/people/PL-R0002/roles/volunteer")).body.code).toBe("station.not-a-helper");
  expect((await zhao.send("PUT", "/v1/people/QD-R0002/roles/coordinator")).status).toBe(404);
});

test("a coordinator changes no roles", async () => {
  const liu = await api.as(coordinatorId, "coordinator");
  await stepUp(coordinatorId);
  expect((await liu.send("PUT", "/v1/people/PL-R0002/roles/coordinator")).body.code).toBe("http.not-allowed");
});
