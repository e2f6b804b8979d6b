import { expect, test } from "vitest";
import { openInbox } from "../../bot/inbox.ts";
import { storeNotices } from "../../src/outbox/index.ts";
import { relayNow } from "../../src/request/index.ts";
import { demoStation } from "./demo-station.ts";
import { findRepeatedNotices, findViolations } from "./invariants.ts";

const station = await demoStation();
const { deps } = station;
const { db, clock, catalog } = deps;
const requests = db.collection<{ _id: string }>("serviceRequests");
const [helper] = station.newHelpers(1);

/** Nobody delivers in this file: what waits counts as sent. */
async function look(acknowledged: readonly string[] = []): Promise<string[]> {
  const notices = db.collection<{ _id: string }>("notices");
  const sent = (await notices.find({ status: "pending" }).toArray()).map(({ _id }) => ({ _id: `out-${_id}`, seq: _id, direction: "out" }));
  if (sent.length > 0) await db.collection<{ _id: string }>("simMessages").insertMany(sent);
  await notices.updateMany({ status: "pending" }, { $set: { status: "sent" } });
  return findViolations(db, { catalog, now: clock.now(), acknowledged });
}

const request = await station.acceptedBy([helper]);
await relayNow(deps, request);

/** Plants a fault, looks, and takes it away again. */
async function seen(plant: () => Promise<unknown>, acknowledged: readonly string[] = []): Promise<string[]> {
  const before = await requests.findOne({ _id: request.id });
  await plant();
  const found = await findViolations(db, { catalog, now: clock.now(), acknowledged });
  if (before) await requests.replaceOne({ _id: request.id }, before);
  return found;
}
const set = (fields: Record<string, unknown>) => () => requests.updateOne({ _id: request.id }, { $set: fields });

test("a station where all went well has no violation", async () => {
  await expect.poll(() => look(), { timeout: 5_000 }).toEqual([]);
});

test("I1: a message acknowledged and not stored, and one without an answer, are seen", async () => {
  expect(await seen(async () => undefined, ["in-lost"])).toEqual([
    "I1 in-lost: acknowledged and not stored",
    "I1 in-lost: 0 records in the inbox",
  ]);
  const message = { id: "in-1", personChatId: "x", channel: "local", text: "?", kind: "text", at: clock.now() } as const;
  const inbox = openInbox(deps);
  const entry = await inbox.receive(message, clock.now());
  await inbox.answered(entry, { replies: [{ id: "r", to: { person: "x" }, text: "!" }] });
  expect(await seen(async () => undefined)).toEqual(["I1 local/in-1: stays answered", "I1 local/in-1: its answer was not sent"]);
  await db.collection("inbox").deleteMany({});
});

test("I2: a helper bound to two requests at once is seen", async () => {
  const copy = await requests.findOne({ _id: request.id });
  const found = await seen(() => requests.insertOne({ ...copy, _id: "copy", code: "Z99" } as { _id: string }));
  await requests.deleteOne({ _id: "copy" });
  expect(found).toContain(`I2 ${helper.id}: bound to ${request.code} and Z99 at the same time`);
});

test("I3: a status nobody moved to, a step that is none and a write without history are seen", async () => {
  expect(await seen(set({ status: "served" }))).toEqual([`I3 ${request.code}: is served, and its history ends in accepted`]);
  expect(await seen(set({ "history.1.event": "rate" }))).toContainEqual(expect.stringMatching(/rate does not lead from collecting/));
  expect(await seen(set({ version: 99 }))).toEqual([`I3 ${request.code}: 99 writes and ${request.history.length} entries of history`]);
});

test("I4: minutes that are not in the ledger are seen, in the request and in the person", async () => {
  expect(await seen(set({ "assignments.0.creditedMinutes": 60 }))).toEqual([
    `I4 ${request.code}: ${helper.id} has 60 minutes, the ledger undefined`,
  ]);
  const people = db.collection<{ _id: string }>("people");
  await people.updateOne({ _id: helper.id }, { $inc: { "helper.creditedMinutes": 5 } });
  expect(await seen(async () => undefined)).toContainEqual(expect.stringMatching(`I4 ${helper.id}: .* in the person`));
  await people.updateOne({ _id: helper.id }, { $inc: { "helper.creditedMinutes": -5 } });
});

test("I5: a notice that waits, one that never went out, one stored twice and an outbox left behind are seen", async () => {
  const at = clock.now();
  const notice = { stationId: "PL", kind: "resident.soon", to: "x", requestId: request.id, createdAt: at, sendAt: at };
  await storeNotices(deps, [
    { id: "n1", ...notice },
    { id: "n2", ...notice },
  ]);
  await db.collection<{ _id: string }>("notices").updateOne({ _id: "n2" }, { $set: { status: "sent" } });
  expect(await seen(async () => undefined)).toEqual([
    "I5 resident.soon to x: still waits (n1)",
    "I5 resident.soon to x: marked as sent and never was",
  ]);
  expect(await findRepeatedNotices(db, (kind) => kind === "resident.soon")).toEqual([`2 times resident.soon to x about ${request.id}`]);
  await db.collection("notices").deleteMany({ to: "x" });
  expect(await seen(set({ outbox: [{ id: "o", kind: "room.new", to: "room", at }] }))).toEqual([
    `I5 ${request.code}: its outbox was not passed on`,
  ]);
});
