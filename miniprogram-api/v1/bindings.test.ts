import { expect, test } from "vitest";
import { findBinding, linkBinding, seeBinding, showQr } from "../../src/channel/index.ts";
import { bindIdentity, findPersonByIdentity, listByRole } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";

const api = await testApi({ config: { channels: ["local", "ilink"], publicUrl: "https://yimi.example.org" } });
const { deps } = api;
const desk = await api.as("PL-S002", "coordinator");
const residents = await listByRole(deps, "PL", "resident");
let made = 0;

function nextResident() {
  made += 1;
  const person = residents[made * 3];
  if (!person) throw new Error("the demo town has more residents");
  return person;
}

async function scanned(personId: string): Promise<string> {
  const { body } = await desk.post("/v1/bindings", { personId });
  made += 1;
  await linkBinding(deps, body.id, { id: `bot-${made}`, userId: `wx-${made}`, baseUrl: "https://ilinkai.weixin.qq.com", token: "t" });
  return body.id;
}

test("the desk makes a ticket for somebody, shows its code, and lists it; the same call again makes no second one", async () => {
  const { id: personId } = nextResident();
  const headers = { "Idempotency-Key": "binding-of-a-resident" };
  const { status, body } = await desk.post("/v1/bindings", { personId }, headers);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    state: "open",
    isOpen: true,
    forPersonId: personId,
    askedBy: "PL-S002",
    link: `https://yimi.example.org/bind/${body.id}`,
  });
  expect((await desk.post("/v1/bindings", { personId }, headers)).body.id).toBe(body.id);
  expect((await desk.get(`/v1/bindings/${body.id}`)).body).toMatchObject({ qr: null, isNumberAsked: false });
  const qr = {
    key: "secret-key",
    link: "https://liteapp.weixin.qq.com/q/1",
    baseUrl: "https://ilinkai.weixin.qq.com",
    shownAt: deps.clock.now(),
  };
  await showQr(deps, body.id, qr);
  const shown = await desk.get(`/v1/bindings/${body.id}`);
  expect(shown.body.qr).toMatch(/^<svg/);
  expect(JSON.stringify(shown.body)).not.toContain("secret-key");
  expect((await desk.get("/v1/bindings")).body.items.map(({ id }: { id: string }) => id)).toContain(body.id);
  expect((await desk.post(`/v1/bindings/${body.id}/number`, { number: "12" })).body.code).toBe("channel.binding-over");
  expect((await desk.send("DELETE", `/v1/bindings/${body.id}`)).body).toMatchObject({ state: "closed", why: "called_off", isOpen: false });
});

test("nobody makes a ticket for who stands above them, and residents make none", async () => {
  expect((await desk.post("/v1/bindings", { personId: "PL-S001" })).status).toBe(403);
  const resident = await api.as(nextResident().id);
  expect((await resident.post("/v1/bindings", {})).status).toBe(403);
  expect((await resident.get("/v1/bindings")).status).toBe(403);
  expect((await api.nobody.post("/v1/bindings", {})).status).toBe(401);
});

test("the desk says who scanned, once; they are told, and it stands in the audit", async () => {
  const person = nextResident();
  const id = await scanned(person.id);
  const decided = await desk.post(`/v1/bindings/${id}/decision`, { isYes: true });
  expect(decided.body).toMatchObject({ state: "bound", meantId: person.id });
  const { chatUserId = "" } = await findBinding(deps, id);
  expect(await findPersonByIdentity(deps, "ilink", chatUserId)).toMatchObject({ id: person.id });
  expect(await deps.db.collection("notices").findOne({ kind: "resident.bound", to: person.id })).toMatchObject({ status: "pending" });
  expect((await desk.post(`/v1/bindings/${id}/decision`, { isYes: false })).body.code).toBe("channel.binding-decided");
  await deps.audit.drained();
  const supervisor = await api.as((await listByRole(deps, "PL", "supervisor"))[0]?.id ?? "", "supervisor");
  expect(JSON.stringify((await supervisor.get("/v1/audit?limit=50")).body)).toContain(id);
});

test("chats are listed, and ended after a lost phone", async () => {
  const person = nextResident();
  await desk.post(`/v1/bindings/${await scanned(person.id)}/decision`, { isYes: true });
  await bindIdentity(deps, { channel: "service", chatUserId: `o-${person.id}`, personId: person.id });
  const chats = async () =>
    (await desk.get(`/v1/people/${person.id}/chats`)).body.items.map(
      (one: { channel: string; state: string }) => `${one.channel} ${one.state}`,
    );
  expect((await chats()).toSorted()).toEqual(["ilink live", "local null", "service null"]);
  expect((await desk.send("DELETE", `/v1/people/${person.id}/chats`)).body).toEqual({ ended: 1 });
  expect((await chats()).toSorted()).toEqual(["local null", "service null"]);
  expect((await desk.send("DELETE", "/v1/people/PL-S001/chats")).status).toBe(403);
});

test("a ticket of another station is not there", async () => {
  const { body } = await desk.post("/v1/bindings", {});
  await deps.db.collection<{ _id: string }>("ilinkBindings").updateOne({ _id: body.id }, { $set: { stationId: "QL" } });
  for (const [method, path, sent] of [
    ["GET", "", undefined],
    ["DELETE", "", undefined],
    ["POST", "/number", { number: "1" }],
    ["POST", "/decision", { isYes: true }],
  ] as const)
    expect((await desk.send(method, `/v1/bindings/${body.id}${path}`, sent)).body.code).toBe("http.not-found");
  expect((await seeBinding(deps, body.id)).state).toBe("open");
});
