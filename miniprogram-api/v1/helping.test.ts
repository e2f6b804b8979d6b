import { describe, expect, test } from "vitest";
import { findHelpers } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";

const api = await testApi();
const { deps } = api;
const volunteerId = (await findHelpers(deps, "PL", { status: "active" })).find(({ roles }) => roles.includes("volunteer"))?.id ?? "";

describe("becoming a volunteer", () => {
  test("waits for the station, which is told; nothing can be accepted meanwhile", async () => {
    const resident = await api.as("PL-R0003", "resident");
    expect((await resident.get("/v1/helping")).status).toBe(404);
    const applied = await resident.post("/v1/helping", { skills: ["haircut"], availability: [{ weekday: 6, from: 540, to: 720 }] });
    expect(applied).toMatchObject({ status: 201, body: { state: "applied", skills: ["haircut"], languages: ["mandarin"] } });
    await resident.post("/v1/helping", { skills: ["driving"] });
    expect((await resident.get("/v1/helping")).body).toMatchObject({ state: "applied", skills: ["driving"] });
    const told = await deps.db.collection("notices").find({ kind: "desk.handoff", "data.personId": "PL-R0003" }).toArray();
    expect(new Set(told.map(({ to }) => to)).size).toBe(told.length);
    expect(told.length).toBeGreaterThan(0);
    const volunteer = await api.as("PL-R0003", "volunteer");
    expect((await volunteer.get("/v1/offers")).body.items).toEqual([]);
    expect((await volunteer.send("DELETE", "/v1/helping/pause")).body.code).toBe("station.station-decides");
  });

  test("takes no state, role or hours from who applies", async () => {
    const resident = await api.as("PL-R0004", "resident");
    for (const extra of [{ status: "active" }, { identityVerified: true }, { creditedMinutes: 6000 }, { roles: ["supervisor"] }])
      expect((await resident.post("/v1/helping", extra)).status).toBe(400);
  });

  test("is for who is no helper yet", async () => {
    const staff = await api.as("PL-S002", "coordinator");
    expect((await staff.post("/v1/helping", {})).status).toBe(403);
  });
});

describe("a helper's own settings", () => {
  test("skills and hours change, blocked times come and go", async () => {
    const helper = await api.as(volunteerId, "volunteer");
    const changed = await helper.send("PATCH", "/v1/helping", { skills: ["tutoring"], availability: [{ weekday: 3, from: 480, to: 600 }] });
    expect(changed.body).toMatchObject({ skills: ["tutoring"], availability: [{ weekday: 3, from: 480, to: 600 }] });
    expect((await helper.send("PATCH", "/v1/helping", { availability: [{ weekday: 3, from: 600, to: 480 }] })).status).toBe(400);
    const block = { from: "2026-11-23T00:00:00+08:00", to: "2026-11-30T00:00:00+08:00" };
    expect((await helper.post("/v1/helping/blocked", block)).body.blocked).toHaveLength(1);
    expect((await helper.post("/v1/helping/blocked", { from: block.to, to: block.from })).status).toBe(400);
    expect((await helper.send("DELETE", "/v1/helping/blocked")).body.blocked).toEqual([]);
  });

  test("a pause of one's own is ended by oneself", async () => {
    const helper = await api.as(volunteerId, "volunteer");
    expect((await helper.post("/v1/helping/pause", { until: "2026-12-24T00:00:00+08:00" })).body).toMatchObject({
      state: "paused",
      isOwnPause: true,
    });
    expect((await helper.send("DELETE", "/v1/helping/pause")).body.state).toBe("active");
    expect((await helper.post("/v1/helping/pause", { until: "2020-12-24T00:00:00+08:00" })).status).toBe(400);
    expect((await helper.post("/v1/helping/pause", { until: "2030-12-24T00:00:00+08:00" })).status).toBe(400);
  });
});

test("hours come page by page, newest first", async () => {
  const helper = await api.as(volunteerId, "volunteer");
  const first = (await helper.get("/v1/hours/entries?limit=1")).body;
  expect(first.items.length).toBeLessThanOrEqual(1);
  if (first.next)
    expect((await helper.get(`/v1/hours/entries?limit=1&cursor=${first.next}`)).body.items[0]?.id).not.toBe(first.items[0].id);
  expect((await helper.get("/v1/hours")).body).toMatchObject({ creditedMinutes: expect.any(Number), points: expect.any(Number) });
});
