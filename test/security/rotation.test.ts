import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { openInbox } from "../../bot/inbox.ts";
import { openMemory } from "../../bot/memory.ts";
import { resealables, rotateKeys } from "../../scripts/rotate-keys.ts";
import { record, verifyChain } from "../../src/audit/index.ts";
import { createFieldCipher } from "../../src/platform/field-cipher/field-cipher.ts";
import { readFieldKeys } from "../../src/platform/field-cipher/field-keys.ts";
import { makeFieldKey } from "../../src/platform/index.ts";
import { findRequest, noteDetail } from "../../src/request/index.ts";
import { addPerson, findPeopleByPhone, findPerson, listByRole, updatePerson } from "../../src/station/index.ts";
import { coordinator, demoStation } from "../support/demo-station.ts";
import { testFieldKey } from "../support/stores.ts";
import { dumpStores } from "./dump-stores.ts";

vi.setConfig({ testTimeout: 120_000 });
const station = await demoStation();
const { deps } = station;
const newKey = makeFieldKey();
const cipher = createFieldCipher(readFieldKeys(`${newKey},${testFieldKey}`) ?? []);
const oldMark = `sealed:${deps.cipher.activeKeyId}:`;
const quiet = () => undefined;

test("every collection with sealed fields is gone through", () => {
  const root = new URL("../../", import.meta.url);
  const sealed = ["src", "bot", "miniprogram-api", "jobs"].flatMap((folder) => {
    const files = readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const sources = files.map((file) => readFileSync(new URL(`${folder}/${file}`, root), "utf8"));
    return sources.flatMap((source) => [...source.matchAll(/sealedFields\(\s*"(\w+)"/g)].map(([, name]) => name));
  });
  expect(resealables.map(({ fields }) => fields.collection).toSorted()).toEqual([...sealed, "secrets"].toSorted());
});

test("what was stored before fields were sealed is read, found by its phone, and sealed by the command", async () => {
  const person = await addPerson(deps, {
    ...(await findPerson(deps, "PL-R0001")),
    id: "PL-R9001",
    phone: "13900009001",
    address: "蟠龙社区1号楼",
  });
  const people = deps.db.collection<{ _id: string; phone: string }>("people");
  await people.updateOne({ _id: person.id }, { $set: { phone: "13900009001", address: "蟠龙社区1号楼" }, $unset: { phoneIndex: "" } });
  expect(await findPerson(deps, person.id)).toEqual(person);
  expect((await findPeopleByPhone(deps, "PL", "139 0000 9001")).map(({ id }) => id)).toEqual([person.id]);
  await rotateKeys(deps, quiet);
  expect((await dumpStores(deps)).hits(["13900009001"])).toEqual([]);
  expect(await findPerson(deps, person.id)).toEqual(person);
  expect((await findPeopleByPhone(deps, "PL", "139 0000 9001")).map(({ id }) => id)).toEqual([person.id]);
});

test("keys are changed while people write: nothing is lost, nothing stays under the old key, and a second run finds nothing to do", async () => {
  const requests = await Promise.all(Array.from({ length: 6 }, () => station.submitted({ wish: { details: "降压药" } })));
  const before = await listByRole(deps, "PL", "resident");
  const person = before[0]?.id as string;
  const memory = openMemory(deps as never);
  await memory.remember(person, { kind: "ask", act: "x", data: { text: "降压药" } });
  const inbox = openInbox(deps);
  await inbox.receive(
    { id: "m1", personChatId: person, channel: "local", text: "降压药", kind: "text", at: deps.clock.now() },
    deps.clock.now(),
  );
  await record(deps, {
    stationId: "PL",
    actorId: "PL-S002",
    activeRole: "coordinator",
    act: "person.read",
    subject: { kind: "person", id: person },
    via: "api",
  });
  await deps.audit.drained();

  // All processes know both keys; half of them have the new one first already, the others still seal with the old one.
  const oldFirst = createFieldCipher(readFieldKeys(`${testFieldKey},${newKey}`) ?? []);
  const mixed = [
    { ...deps, cipher: oldFirst },
    { ...deps, cipher },
  ];
  const stop = new AbortController();
  const said = new Map(requests.map(({ id }) => [id, 0]));
  let phone = 0;
  const write = async (): Promise<void> => {
    for (let i = 0; !stop.signal.aborted; i++) {
      const own = mixed[i % 2] as typeof deps;
      const { id } = requests[i % requests.length] as (typeof requests)[0];
      await noteDetail(own, id, coordinator, { wish: { details: `降压药 ${i}` }, said: `第${i}句` });
      said.set(id, (said.get(id) ?? 0) + 1);
      phone = i;
      await updatePerson(own, person, { phone: `1390000${String(i).padStart(4, "0")}` });
      await wait(5);
    }
  };
  const writing = write();
  const first = await rotateKeys({ ...deps, cipher }, quiet);
  stop.abort();
  await writing;
  const lines: string[] = [];
  expect(first === true || (await rotateKeys({ ...deps, cipher }, quiet))).toBe(true);
  expect(await rotateKeys({ ...deps, cipher }, (line) => lines.push(line))).toBe(true);
  expect(lines.filter((line) => / [1-9]\d* sealed anew/.test(line))).toEqual([]);

  const dump = await dumpStores(deps);
  expect(dump.hits([oldMark, "降压药"])).toEqual([]);
  const onlyNew = { ...deps, cipher: createFieldCipher(readFieldKeys(newKey) ?? []) };
  for (const { id } of requests) {
    const { history } = await findRequest(onlyNew, id);
    const heard = history.filter(({ event }) => event === "note_detail");
    expect(heard).toHaveLength(said.get(id) ?? 0);
    expect(heard.every(({ reason }) => /^第\d+句$/.test(reason ?? ""))).toBe(true);
  }
  const changed = await findPerson(onlyNew, person);
  expect(changed.phone).toBe(`1390000${String(phone).padStart(4, "0")}`);
  expect((await findPeopleByPhone(onlyNew, "PL", changed.phone)).map(({ id }) => id)).toEqual([person]);
  const after = await listByRole(onlyNew, "PL", "resident");
  expect(after.slice(1)).toEqual(before.slice(1));
  expect(await openMemory(onlyNew as never).recall(person)).toEqual({ kind: "ask", act: "x", data: { text: "降压药" } });
  expect((await openInbox(onlyNew).unfinished()).map(({ message }) => message.text)).toEqual(["降压药"]);
  expect(await verifyChain(onlyNew, "PL")).toMatchObject({ isIntact: true, tip: { seq: 1 } });
});

test("a document no key opens is named and keeps the old keys needed", async () => {
  const people = deps.db.collection<{ _id: string; phone: string }>("people");
  const other = await people.findOne({ _id: "PL-R0003" });
  const own = await people.findOne({ _id: "PL-R0002" });
  await people.updateOne({ _id: "PL-R0002" }, { $set: { phone: other?.phone as string } });
  const lines: string[] = [];
  const newest = createFieldCipher(readFieldKeys(`${makeFieldKey()},${newKey}`) ?? []);
  expect(await rotateKeys({ ...deps, cipher: newest }, (line) => lines.push(line))).toBe(false);
  expect(lines).toContain("people PL-R0002: no key opens it");
  await people.updateOne({ _id: "PL-R0002" }, { $set: { phone: own?.phone as string } });
  expect(await rotateKeys({ ...deps, cipher: newest }, quiet)).toBe(true);
});
