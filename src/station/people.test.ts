import { describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { post } from "../ledger/index.ts";
import { instant } from "../platform/index.ts";
import { findHelpers, findHelpersByName } from "./find-helpers.ts";
import { findPeopleByName, findPeopleByPhone, findProxiesOf } from "./find-people.ts";
import { blockTime, pauseHelper, refreshCreditedMinutes, setHelperStatus } from "./helper-status.ts";
import { bindIdentity, findPersonByIdentity, identitiesOf, noteIdentityUse, unbindIdentity } from "./identities.ts";
import { addPerson, findPeople, findPerson, listByRole, type NewPerson, updatePerson } from "./people.ts";
import type { HelperProfile } from "./person.ts";
import { ensureStationIndexes } from "./station-indexes.ts";

const deps = await testPlatform();
await ensureStationIndexes(deps);

const helper: HelperProfile = {
  status: "active",
  identityVerified: true,
  skills: [],
  trainings: [{ code: "escort", validUntil: instant(2027, 1, 1) }],
  availability: [{ weekday: 1, from: 480, to: 1080 }],
  blocked: [],
  languages: ["mandarin"],
  creditedMinutes: 0,
  joinedAt: instant(2025, 1, 1),
};

/** Each test has a station of its own. */
let stations = 0;
function newStation(): string {
  stations += 1;
  return `S${String.fromCharCode(64 + stations)}`;
}
function resident(stationId: string, changes: Partial<NewPerson> = {}): NewPerson {
  return {
    stationId,
    name: "王秀兰",
    calledAs: "王奶奶",
    gender: "female",
    birthDate: "1948-05-01",
    roles: ["resident"],
    communityId: "PL01",
    gridId: "PL01-G1",
    phone: "13800000001",
    address: "",
    tags: [],
    family: [],
    blockedHelperIds: [],
    ...changes,
  };
}
function volunteer(stationId: string, name: string, calledAs: string, changes: Partial<NewPerson> = {}): NewPerson {
  return resident(stationId, { name, calledAs, roles: ["volunteer"], helper, ...changes });
}

describe("a person", () => {
  test("gets the next free id of their role and is read back as written", async () => {
    const stationId = newStation();
    const first = await addPerson(deps, resident(stationId, { id: `${stationId}-R0001` }));
    const second = await addPerson(deps, resident(stationId));
    expect(second.id).toBe(`${stationId}-R0002`);
    expect(await findPerson(deps, second.id)).toEqual(second);
    expect(await findPeople(deps, [second.id, "nobody", first.id])).toEqual([second, first]);
    expect(await listByRole(deps, stationId, "resident")).toHaveLength(2);
  });
  test("that must not be stored is refused with the fields that are wrong", async () => {
    const wrong = resident(newStation(), { id: "370211194805010000", birthDate: "1948", roles: [] });
    await expect(addPerson(deps, wrong)).rejects.toMatchObject({
      code: "station.bad-person",
      details: { fields: expect.arrayContaining(["id", "birthDate", "roles"]) },
    });
  });
  test("nobody knows is said so", async () => {
    await expect(findPerson(deps, "PL-R9999")).rejects.toMatchObject({ code: "station.unknown-person" });
  });
  test("who changes keeps the rest, and the time of the change is kept", async () => {
    const stationId = newStation();
    const { id } = await addPerson(deps, resident(stationId));
    deps.clock.advance(60_000);
    const changed = await updatePerson(deps, id, { phone: "13800000002", address: "蟠龙社区12号楼2单元301" });
    expect(changed).toMatchObject({ name: "王秀兰", phone: "13800000002", updatedAt: deps.clock.now() });
    expect(await findPerson(deps, id)).toEqual(changed);
  });
});

describe("somebody who calls", () => {
  test("is found by name, by phone, and with those who may ask for them", async () => {
    const stationId = newStation();
    const mother = await addPerson(deps, resident(stationId));
    const son = await addPerson(
      deps,
      resident(stationId, {
        name: "王建国",
        calledAs: "王先生",
        gender: "male",
        phone: "13800000009",
        family: [{ personId: mother.id, relation: "妈" }],
      }),
    );
    await addPerson(deps, volunteer(stationId, "王秀兰", "王姐"));
    expect(await findPeopleByName(deps, stationId, "王奶奶", "resident")).toEqual([mother]);
    expect(await findPeopleByName(deps, stationId, "王秀蓝", "resident")).toEqual([mother]);
    expect(await findPeopleByPhone(deps, stationId, "138 0000 0009")).toEqual([son]);
    expect(await findPeopleByPhone(deps, stationId, "")).toEqual([]);
    expect(await findProxiesOf(deps, mother.id)).toEqual([son]);
  });
});

describe("an identity", () => {
  test("finds the person, and binding again changes nothing", async () => {
    const { id } = await addPerson(deps, resident(newStation()));
    const identity = { channel: "local", chatUserId: `chat-${id}`, personId: id };
    await bindIdentity(deps, identity);
    await bindIdentity(deps, identity);
    expect(await findPersonByIdentity(deps, "local", `chat-${id}`)).toMatchObject({ id });
    expect(await findPersonByIdentity(deps, "ilink", `chat-${id}`)).toBeNull();
    expect(await identitiesOf(deps, [id])).toEqual([{ ...identity, boundAt: deps.clock.now() }]);
  });
  test("is never given to somebody else", async () => {
    const stationId = newStation();
    const [first, second] = [await addPerson(deps, resident(stationId)), await addPerson(deps, resident(stationId))];
    await bindIdentity(deps, { channel: "local", chatUserId: `x-${stationId}`, personId: first.id });
    const other = bindIdentity(deps, { channel: "local", chatUserId: `x-${stationId}`, personId: second.id });
    await expect(other).rejects.toMatchObject({ code: "station.identity-taken" });
  });
  test("stands first when it was used last, and an older message never sets it back", async () => {
    const { id } = await addPerson(deps, resident(newStation()));
    for (const channel of ["ilink", "local", "service"]) await bindIdentity(deps, { channel, chatUserId: `chat-${id}`, personId: id });
    const at = deps.clock.now().getTime();
    await noteIdentityUse(deps, "ilink", `chat-${id}`, new Date(at + 2));
    await noteIdentityUse(deps, "service", `chat-${id}`, new Date(at + 3));
    await noteIdentityUse(deps, "service", `chat-${id}`, new Date(at + 1));
    await noteIdentityUse(deps, "service", "nobody", new Date(at + 9));
    expect((await identitiesOf(deps, [id])).map(({ channel }) => channel)).toEqual(["service", "ilink", "local"]);
  });
  test("that is taken away is nobody's, and may be given to somebody else", async () => {
    const stationId = newStation();
    const [first, second] = [await addPerson(deps, resident(stationId)), await addPerson(deps, resident(stationId))];
    const chat = { channel: "ilink", chatUserId: `y-${stationId}` };
    await bindIdentity(deps, { ...chat, personId: first.id });
    await unbindIdentity(deps, chat.channel, chat.chatUserId);
    await unbindIdentity(deps, chat.channel, chat.chatUserId);
    expect(await findPersonByIdentity(deps, chat.channel, chat.chatUserId)).toBeNull();
    await bindIdentity(deps, { ...chat, personId: second.id });
    expect(await findPersonByIdentity(deps, chat.channel, chat.chatUserId)).toMatchObject({ id: second.id });
  });
});

describe("a helper", () => {
  test("is found by name, 称呼, surname with a 称呼, given name and sound", async () => {
    const stationId = newStation();
    await addPerson(deps, volunteer(stationId, "张敏", "张姐"));
    await addPerson(deps, volunteer(stationId, "张建国", "张师傅", { gender: "male" }));
    await addPerson(deps, volunteer(stationId, "欧阳丽华", "欧阳姐"));
    await addPerson(deps, resident(stationId, { name: "张敏" }));
    const found = async (said: string) => (await findHelpersByName(deps, stationId, said)).map(({ name }) => name);
    expect(await found("张敏")).toEqual(["张敏"]);
    expect(await found(" 张姐。")).toEqual(["张敏"]);
    expect(await found("张大姐")).toEqual(["张敏"]);
    expect(await found("敏姐")).toEqual(["张敏"]);
    expect(await found("张民")).toEqual(["张敏"]);
    expect(await found("建国")).toEqual(["张建国"]);
    expect(await found("张叔")).toEqual(["张建国"]);
    expect(await found("小张")).toEqual(["张敏", "张建国"]);
    expect(await found("欧阳阿姨")).toEqual(["欧阳丽华"]);
    expect(await found("李姐")).toEqual([]);
    expect(await found("")).toEqual([]);
  });
  test("who has left is not found by name", async () => {
    const stationId = newStation();
    const { id } = await addPerson(deps, volunteer(stationId, "张敏", "张姐"));
    await setHelperStatus(deps, id, "left");
    expect(await findHelpersByName(deps, stationId, "张敏")).toEqual([]);
  });
  test("is listed by status, and by change", async () => {
    const stationId = newStation();
    const { id } = await addPerson(deps, volunteer(stationId, "张敏", "张姐"));
    await addPerson(deps, volunteer(stationId, "李丽", "李姐"));
    deps.clock.advance(60_000);
    const since = deps.clock.now();
    const until = instant(2026, 12, 24);
    expect((await pauseHelper(deps, id, until)).helper).toMatchObject({ status: "paused", pausedUntil: until });
    expect((await findHelpers(deps, stationId, { status: "active" })).map(({ name }) => name)).toEqual(["李丽"]);
    expect((await findHelpers(deps, stationId, { changedSince: since })).map(({ name }) => name)).toEqual(["张敏"]);
    expect((await setHelperStatus(deps, id, "active")).helper).not.toHaveProperty("pausedUntil");
  });
  test("says no to a time once, however often they say it", async () => {
    const { id } = await addPerson(deps, volunteer(newStation(), "张敏", "张姐"));
    const week = { from: instant(2026, 11, 23), to: instant(2026, 11, 30) };
    await blockTime(deps, id, week);
    expect((await blockTime(deps, id, week)).helper.blocked).toEqual([week]);
  });
  test("has the minutes the ledger says", async () => {
    const stationId = newStation();
    const { id } = await addPerson(deps, volunteer(stationId, "张敏", "张姐"));
    await post(deps, {
      id: `r/${id}`,
      stationId,
      personId: id,
      kind: "service",
      minutes: 60,
      points: 10,
      earnedAt: deps.clock.now(),
      by: "x",
    });
    await refreshCreditedMinutes(deps, id);
    expect((await refreshCreditedMinutes(deps, id)).helper.creditedMinutes).toBe(60);
  });
  test("is not what a resident is", async () => {
    const { id } = await addPerson(deps, resident(newStation()));
    await expect(pauseHelper(deps, id, deps.clock.now())).rejects.toMatchObject({ code: "station.not-a-helper" });
  });
});
