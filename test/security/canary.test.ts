/** What people tell us in confidence is looked for in everything the product has stored or logged after a day of work. */
import { expect, test, vi } from "vitest";
import { createLog, sealedWith } from "../../src/platform/index.ts";
import { findPeopleByPhone, findPerson, updatePerson } from "../../src/station/index.ts";
import { station } from "../support/station.ts";
import { base64sOf, type Dump, dumpStores } from "./dump-stores.ts";

vi.setConfig({ testTimeout: 120_000 });

const canary = {
  phone: "13987650001",
  address: "翡翠弄77号楼3单元909室",
  contactName: "邢守静",
  contactPhone: "13987650002",
  health: "糖尿病足",
  idNumber: "420106194001011250",
};
/** What is unmistakable of each. */
const canaries = [canary.phone, "翡翠弄", "77号楼3单元909", canary.contactName, canary.contactPhone, canary.health, canary.idNumber];

/** The simulated WeChat stands for the messenger, which reads every message in the real world too; it does not run in production. */
const exempt = /^simMessages\//;

const hitsOf = (dump: Dump) => dump.hits(canaries).filter((hit) => !exempt.test(hit));

test("phone, address, emergency contact, health and identity number, told in chat, stand nowhere in plain", async () => {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const { deps, resident, coordinator, ranked, request, advanceTo, settle, restartBot } = await station({ log });
  const emergencyContact = { name: canary.contactName, relation: "女儿", phone: canary.contactPhone };
  await updatePerson(deps, resident.person.id, { phone: canary.phone, address: canary.address, emergencyContact });
  const told = `我的电话${canary.phone},身份证${canary.idNumber},住${canary.address},${canary.health},女儿${canary.contactName}${canary.contactPhone}`;
  const dumps: Dump[] = [];
  const look = async (): Promise<void> => {
    await settle();
    dumps.push(await dumpStores(deps));
  };

  await resident.says(`明天上午九点能派人陪我去区医院看病吗,${told}`);
  await resident.sees(/对吗/);
  await look();
  await resident.says("对");
  await resident.sees(/记下了/);
  const code = await coordinator.seesCode();
  await coordinator.says(`不合适 ${code}`);
  await look();
  await coordinator.says(`通过 ${code}`);
  await settle();
  await coordinator.says(`补充 ${code} ${told}`);
  await look();
  await coordinator.says(`确认 ${code} 1`);
  await settle();
  const [first, second] = await ranked(code);
  await second?.says(`去不了 ${code} ${told}`);
  await settle();
  await first?.says(`接 ${code}`);
  await first?.sees(/77号楼3单元909室/);
  await look();
  await resident.says(`转人工 ${told}`);
  await look();
  await resident.says("回来");
  await settle();
  await restartBot();
  await advanceTo("2026-11-24T09:00");
  await first?.says("到了");
  await settle();
  await advanceTo("2026-11-24T11:30");
  await first?.says("送到家了 完事了");
  await settle();
  await resident.says(`三星,${told}`);
  await look();
  await resident.says(`投诉 ${code} ${told}`);
  await look();
  await coordinator.says(`代报 王秀兰 明天下午买菜 ${told}`);
  await look();
  await resident.says(`一个人在家摔倒了起不来,${told}`);
  await advanceTo("2026-11-25T09:00");
  await look();

  // Somebody hands a whole person and a whole message to the log, as happens in a hurry.
  const person = await findPerson(deps, resident.person.id);
  deps.log.warn({ person, message: { text: told } }, `no answer from ${canary.phone}, ${canary.idNumber}`);
  deps.log.error({ err: new Error(`bad number ${canary.contactPhone}`, { cause: person }) });

  expect((await request(code)).assignments).toMatchObject([{ status: "credited" }]);
  expect((await findPeopleByPhone(deps, "PL", canary.phone)).map(({ id }) => id)).toEqual([resident.person.id]);
  expect(dumps.flatMap(hitsOf)).toEqual([]);
  expect(lines.filter((line) => canaries.some((word) => line.includes(word)))).toEqual([]);
  // That nothing was found means something: there was a lot, the words went through it, and they would have been seen.
  const last = dumps.at(-1) as Dump;
  const places = [...last.places.keys()];
  for (const part of ["people/", "serviceRequests/", "notices/", "inbox/", "ledgerEntries/"])
    expect(
      places.some((place) => place.startsWith(part)),
      part,
    ).toBe(true);
  expect(dumps.some(({ places }) => [...places.keys()].some((place) => /^redis\/.*:bot:dialog:/.test(place)))).toBe(true);
  expect(last.hits(canaries).some((hit) => exempt.test(hit))).toBe(true);
  expect([...last.places.values()].filter((text) => /"sealed:/.test(text)).length).toBeGreaterThan(700);
  expect(lines.length).toBeGreaterThanOrEqual(2);
});

test("the search finds a word as it is and at any place inside a base64", async () => {
  for (let before = 0; before < 4; before++) {
    const stored = Buffer.from(`${"x".repeat(before)}${canary.health}yy`).toString("base64");
    expect(
      base64sOf(canary.health).some((word) => stored.includes(word)),
      String(before),
    ).toBe(true);
  }
  expect(sealedWith(canary.phone)).toBeUndefined();
});
