import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { testPlatform } from "../../../test/support/stores.ts";
import { balanceOf, ensureLedgerIndexes } from "../../ledger/index.ts";
import { bindIdentity, findPersonByIdentity } from "../identities.ts";
import { findStation } from "../org.ts";
import { findPerson, updatePerson } from "../people.ts";
import { importStation } from "./import-station.ts";
import { readStationFile } from "./station-file.ts";

const platform = await testPlatform();
await ensureLedgerIndexes(platform);
const example = readFileSync(path.resolve(import.meta.dirname, "../../../docs/examples/station.json"), "utf8");
const changed = (change: (file: { station: Record<string, unknown>; people: Record<string, unknown>[] }) => void): string => {
  const file = JSON.parse(example);
  change(file);
  return JSON.stringify(file);
};
const problemsOf = (content: string): readonly string[] => {
  try {
    readStationFile(content);
    return [];
  } catch (error) {
    return (error as { problems: readonly string[] }).problems;
  }
};

test("a station and its people are stored, with who they are in chat and the hours they bring", async () => {
  expect(await importStation(platform, readStationFile(example))).toEqual({ added: 6, alreadyThere: 0 });
  const station = await findStation(platform, "QH");
  expect([station.name, station.communities.length, station.roomId]).toEqual(["清河镇社会工作站", 2, "QH-room"]);
  expect(station.settings.retention.chatDays).toBe(180);
  const volunteer = await findPersonByIdentity(platform, "local", "QH-V0001");
  expect(volunteer).toMatchObject({ name: "高静", helper: { status: "active", creditedMinutes: 32.5 * 60 } });
  expect(volunteer?.helper?.availability).toHaveLength(5);
  expect(volunteer?.helper?.insuredUntil).toEqual(new Date("2027-06-30T00:00:00+08:00"));
  expect((await balanceOf(platform, "QH-V0001")).creditedMinutes).toBe(32.5 * 60);
});

test("the same file again adds nobody and leaves what the station has changed since", async () => {
  const first = { ...readStationFile(example) };
  await importStation(platform, first);
  await updatePerson(platform, "QH-R0001", { phone: "13800009999" });
  const later = readStationFile(example.replace('"hoursBefore": 32.5', '"hoursBefore": 90'));
  expect(await importStation(platform, later)).toEqual({ added: 0, alreadyThere: 6 });
  expect((await findPerson(platform, "QH-R0001")).phone).toBe("13800009999");
  expect((await balanceOf(platform, "QH-V0001")).creditedMinutes).toBe(32.5 * 60);
});

test("everything that is wrong is told at once, by its place, and nothing is stored", () => {
  const wrong = changed(({ people }) => {
    people[0]!.gender = "x";
    people[1]!.phon = "1";
    delete people[2]!.name;
  });
  expect(problemsOf(wrong).map((line) => line.split(":")[0])).toEqual(["people.0.gender", "people.1", "people.2.name"]);
  const contradicting = changed(({ people }) => {
    people[1]!.id = "QH-S001";
    people[3]!.gridId = "QH02-G1";
    people[3]!.identities = people[0]!.identities;
    people[4]!.communityId = "QH09";
    people[5]!.family = [{ personId: "QH-R0077", relation: "爸" }];
  });
  const problems = problemsOf(contradicting).join("\n");
  for (const hint of [
    /people\.1 \(QH-S001\): the id was given/,
    /QH02-G1 is not in community QH01/,
    /no community QH09/,
    /QH-R0077 is not in this file/,
  ])
    expect(problems).toMatch(hint);
  expect(problems).toMatch(/people\.0 .*local:QH-S001 stands in the file twice/);
  expect(problemsOf(changed((file) => Object.assign(file, { settings: { quietHours: { from: "night" } } })))).toEqual([
    expect.stringMatching(/^settings\.quietHours\.from: /),
  ]);
  expect(problemsOf("{")).toEqual([expect.stringMatching(/^the file is not JSON/)]);
});

test("a chat user who is somebody else already stops the import before anything is written", async () => {
  await bindIdentity(platform, { channel: "local", chatUserId: "taken", personId: "ZZ-R0001" });
  await platform.db.collection<{ _id: string }>("people").insertOne({ _id: "ZZ-R0001", nameKeys: [] } as never);
  const file = changed((content) => {
    content.station.id = "XH";
    content.people.splice(1);
    Object.assign(content.people[0]!, { id: "XH-S001", identities: [{ channel: "local", chatUserId: "taken" }] });
  });
  await expect(importStation(platform, readStationFile(file))).rejects.toThrow(/XH-S001: the chat user is ZZ-R0001 already/);
  await expect(findStation(platform, "XH")).rejects.toThrow("station.unknown-station");
});
