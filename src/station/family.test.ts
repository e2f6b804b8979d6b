import { expect, test } from "vitest";
import { demoStation } from "../../test/support/demo-station.ts";
import { findConsents } from "./consents.ts";
import { answerFamilyAsk, askFamily, familyAsksCollection, findFamilyAsks, unbindFamily } from "./family.ts";
import { addPerson, findPerson } from "./people.ts";

const station = await demoStation();
const { deps } = station;
let phones = 0;
/** A mother with a phone nobody shares, and somebody who asks for her. */
async function pair() {
  const { id: _, createdAt: _at, updatedAt: _then, ...like } = station.newResident();
  phones += 1;
  const [asker, member] = await Promise.all(
    ["1380000", "1390000"].map((prefix) => addPerson(deps, { ...like, family: [], phone: `${prefix}${String(phones).padStart(4, "0")}` })),
  );
  if (!asker || !member) throw new Error("two were added");
  return { asker, member, told: { name: member.name, phone: member.phone, relation: "妈" } };
}

test("an ask waits until the member says yes; then they are family, with consent on record", async () => {
  const { asker, member, told } = await pair();
  const ask = await askFamily(deps, asker.id, told);
  expect(ask).toMatchObject({ memberId: member.id, status: "waiting" });
  expect((await askFamily(deps, asker.id, told)).id).toBe(ask.id);
  expect((await findPerson(deps, asker.id)).family).toEqual([]);
  expect(await findFamilyAsks(deps, { memberId: member.id, status: "waiting" })).toHaveLength(1);
  await answerFamilyAsk(deps, ask.id, { isYes: true, by: member.id });
  await answerFamilyAsk(deps, ask.id, { isYes: true, by: member.id });
  expect((await findPerson(deps, asker.id)).family).toEqual([{ personId: member.id, relation: "妈" }]);
  expect(await findConsents(deps, member.id)).toMatchObject([{ purpose: "family" }]);
  await expect(answerFamilyAsk(deps, ask.id, { isYes: false, by: member.id })).rejects.toMatchObject({ code: "station.answered-already" });
  await unbindFamily(deps, member.id, asker.id);
  expect((await findPerson(deps, asker.id)).family).toEqual([]);
});

test("somebody the station does not know under this name and phone is found out by the station", async () => {
  const { asker, member } = await pair();
  const ask = await askFamily(deps, asker.id, { name: "不认识", phone: member.phone, relation: "妈" });
  expect(ask.memberId).toBeUndefined();
  await expect(answerFamilyAsk(deps, ask.id, { isYes: true, by: "PL-S002" })).rejects.toMatchObject({ code: "station.member-missing" });
  await answerFamilyAsk(deps, ask.id, { isYes: true, by: "PL-S002", memberId: member.id });
  expect((await findPerson(deps, asker.id)).family).toHaveLength(1);
});

test("after a no it may be asked again; who tries many names is stopped", async () => {
  const { asker, member, told } = await pair();
  const ask = await askFamily(deps, asker.id, told);
  await answerFamilyAsk(deps, ask.id, { isYes: false, by: member.id });
  expect(await askFamily(deps, asker.id, told)).toMatchObject({ id: ask.id, status: "waiting" });
  for (let i = 1; i < 10; i += 1) await askFamily(deps, asker.id, { ...told, name: `甲${i}` });
  await expect(askFamily(deps, asker.id, { ...told, name: "乙" })).rejects.toMatchObject({ code: "station.too-many-asks" });
});

test("name and phone are sealed where they are stored", async () => {
  const { asker, told } = await pair();
  const { id } = await askFamily(deps, asker.id, told);
  const stored = JSON.stringify(await familyAsksCollection(deps).findOne({ _id: id }));
  expect(stored).not.toContain(told.phone);
  expect(stored).not.toContain(told.name);
});
