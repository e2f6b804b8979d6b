import { expect, test } from "vitest";
import { openInbox } from "../../bot/inbox.ts";
import { retention } from "../../jobs/calendar/retention.ts";
import { balanceOf, entriesOf } from "../../src/ledger/index.ts";
import { acceptOffer, declineOffer } from "../../src/matching/index.ts";
import { addMinutes } from "../../src/platform/index.ts";
import { changeRequest, findRequest, forgetPerson, noteDetail, relayNow } from "../../src/request/index.ts";
import {
  erasedName,
  findPeopleByName,
  findPeopleByPhone,
  findPerson,
  findPersonByIdentity,
  identitiesOf,
  listByRole,
  type Person,
  updatePerson,
} from "../../src/station/index.ts";
import { checkIn, checkOut, rateService } from "../../src/visit/index.ts";
import { coordinator, demoStation, tuesdayAtTen } from "../support/demo-station.ts";
import { findViolations } from "../support/invariants.ts";
import { dumpStores } from "./dump-stores.ts";

const station = await demoStation();
const { deps } = station;
const secret = "糖尿病足";
const as = (person: Person) => ({ role: "volunteer", personId: person.id }) as const;
const monday = deps.clock.now();
const names = ["邢守真", "邢守静", "邢守宁"].values();
let phone = 13987650000;

/** A service from the order to the stars, with words of the resident in it wherever there is room, and of a helper who said no. */
async function served() {
  deps.clock.set(monday);
  const [helper, refuser] = station.newHelpers(2);
  const resident = await updatePerson(deps, station.newResident().id, {
    name: names.next().value ?? "",
    phone: String(phone++),
    address: "翡翠弄77号楼",
    emergencyContact: { name: "邢守安", relation: "弟弟", phone: "13987650002" },
    tags: [{ tag: "disabled", source: secret, reviewBy: monday }],
  });
  const by = { role: "resident", personId: resident.id } as const;
  const order = { resident, wish: { details: `${secret}要换药`, where: { kind: "home" as const, text: "翡翠弄77号楼" } } };
  const { id } = await station.offeredTo([helper, refuser], order);
  await declineOffer(deps, id, refuser.id, "我妈住院了");
  await acceptOffer(deps, id, helper.id);
  await noteDetail(deps, id, coordinator, { wish: {}, said: `${secret}走不了路` });
  return { id, by, helper, refuser, resident, finish };

  async function finish(): Promise<void> {
    deps.clock.set(tuesdayAtTen);
    await checkIn(deps, id, as(helper), helper.id);
    deps.clock.set(addMinutes(tuesdayAtTen, 90));
    await checkOut(deps, id, as(helper), helper.id);
    await rateService(deps, id, by, { stars: 5, words: `好,${secret}好多了` });
    await relayNow(deps, await findRequest(deps, id));
  }
}

test("somebody who is waited for is not forgotten, and is told which requests are in the way", async () => {
  const { id, resident, helper } = await served();
  const { code } = await findRequest(deps, id);
  await expect(forgetPerson(deps, resident.id)).rejects.toMatchObject({ code: "request.person-busy", details: { codes: [code] } });
  await expect(forgetPerson(deps, helper.id)).rejects.toMatchObject({ code: "request.person-busy", details: { codes: [code] } });
  expect((await findPerson(deps, resident.id)).name).toBe("邢守真");
  await changeRequest(deps, id, () => ({ event: "cancel", by: coordinator }));
});

test("a resident is forgotten: nothing tells who it was, and what was done stays done", async () => {
  const { id, resident, helper, finish } = await served();
  await finish();
  const inbox = openInbox(deps);
  const entry = await inbox.receive(
    { id: "m1", personChatId: resident.id, channel: "local", text: secret, kind: "text", at: monday },
    monday,
  );
  await inbox.answered(entry, { personId: resident.id, replies: [] });
  await inbox.done(entry._id);
  await updatePerson(deps, helper.id, { family: [{ personId: resident.id, relation: "邻居" }] });
  const before = {
    request: await findRequest(deps, id),
    hours: await entriesOf(deps, helper.id),
    balance: await balanceOf(deps, helper.id),
  };
  await deps.db.collection("notices").updateMany({ status: "pending" }, { $set: { status: "sent" } });

  await forgetPerson(deps, resident.id);
  await forgetPerson(deps, resident.id);

  const erased = await findPerson(deps, resident.id);
  expect(erased).toMatchObject({ name: erasedName, calledAs: erasedName, phone: "", address: "", birthDate: "", tags: [], family: [] });
  expect(erased).not.toHaveProperty("emergencyContact");
  expect(await identitiesOf(deps, [resident.id])).toEqual([]);
  expect(await findPersonByIdentity(deps, "local", resident.id)).toBeNull();
  expect(await findPeopleByPhone(deps, "PL", "13987650001")).toEqual([]);
  for (const name of ["邢守静", erasedName]) expect(await findPeopleByName(deps, "PL", name, "resident")).toEqual([]);
  expect((await listByRole(deps, "PL", "resident")).some((one) => one.id === resident.id)).toBe(false);
  expect((await findPerson(deps, helper.id)).family).toEqual([]);

  const after = await findRequest(deps, id);
  expect(after).toMatchObject({ said: "", wish: { details: "", where: { kind: "home", text: "" } }, rating: { stars: 5, words: "" } });
  expect(after.history.map(({ reason: _, ...step }) => step)).toEqual(before.request.history.map(({ reason: _, ...step }) => step));
  expect(after.assignments).toEqual(before.request.assignments);
  expect(await entriesOf(deps, helper.id)).toEqual(before.hours);
  expect(await balanceOf(deps, helper.id)).toEqual(before.balance);
  expect(before.balance.creditedMinutes).toBeGreaterThan(0);

  await retention.run(deps as never, deps.clock.now());
  const { places } = await dumpStores(deps);
  const opened = [...places.values()].join("\n").replaceAll(/sealed:[\w+/=:-]+/g, "");
  expect(opened).not.toMatch(/邢守静|翡翠弄|13987650001/);
  expect(await deps.db.collection("inbox").countDocuments({ personId: resident.id })).toBe(0);
  expect(await deps.db.collection("notices").countDocuments({ requestId: id, data: { $exists: true } })).toBe(0);
});

test("a helper is forgotten: left, with the hours of the ledger, and the reason of a no gone", async () => {
  const { id, helper, refuser, finish } = await served();
  await finish();
  const hours = await entriesOf(deps, helper.id);
  await forgetPerson(deps, helper.id);
  await forgetPerson(deps, refuser.id);
  const left = await findPerson(deps, helper.id);
  expect(left).toMatchObject({ name: erasedName, roles: ["resident"], helper: { status: "left", skills: [], trainings: [] } });
  expect(await entriesOf(deps, helper.id)).toEqual(hours);
  expect(left.helper?.creditedMinutes).toBe((await balanceOf(deps, helper.id)).creditedMinutes);
  const { offers, wish, assignments, history } = await findRequest(deps, id);
  expect(offers.map(({ reason }) => reason).filter((reason) => reason !== undefined)).toEqual([""]);
  expect(history.some(({ reason }) => reason === "我妈住院了")).toBe(false);
  expect(wish.details).toBe(`${secret}要换药`);
  expect(assignments).toMatchObject([{ volunteerId: helper.id, status: "credited" }]);
});

test("what holds in the database holds afterwards", async () => {
  const problems = await findViolations(deps.db, { catalog: deps.catalog, now: deps.clock.now(), acknowledged: [] });
  expect(problems.filter((line) => /^I[234]/.test(line))).toEqual([]);
});
