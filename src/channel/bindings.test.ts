import { beforeAll, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import {
  addPerson,
  addStation,
  findConsents,
  findPersonByIdentity,
  identitiesOf,
  listByRole,
  type NewPerson,
  shippedStation,
} from "../station/index.ts";
import { findAccount } from "./accounts.ts";
import {
  agreeToBinding,
  askBinding,
  callOffBinding,
  checkSpoken,
  decideBinding,
  declineBinding,
  endLeft,
  endScannedChats,
  findBinding,
  findBindingOfChat,
  findLiveAccount,
  findShown,
  findWindows,
  forgetChats,
  forgetOldBindings,
  giveNumber,
  holdBindings,
  ilink,
  linkBinding,
  openWindow,
  seeBinding,
  showQr,
} from "./index.ts";

const deps = await testPlatform();
const stationId = "PL";
const names = [
  "王秀兰",
  "李桂芳",
  "赵玉梅",
  "孙德胜",
  "周美玲",
  "吴建国",
  "郑淑珍",
  "冯长庚",
  "陈爱华",
  "褚文静",
  "卫东升",
  "蒋月娥",
].values();
let made = 0;

beforeAll(() => addStation(deps, { ...shippedStation, teams: [] }));

async function newPerson(changes: Partial<NewPerson> = {}) {
  made += 1;
  const name = names.next().value ?? `欧阳${"甲乙丙丁戊己庚辛壬癸"[made % 10]}${"子丑寅卯辰巳午未申酉"[made % 10]}`;
  const [community] = shippedStation.communities;
  return addPerson(deps, {
    stationId,
    name,
    calledAs: name,
    gender: "female",
    birthDate: "",
    roles: ["resident"],
    communityId: community?.id ?? "",
    gridId: "",
    phone: `1380000${String(7000 + made)}`,
    address: "",
    tags: [],
    family: [],
    blockedHelperIds: [],
    ...changes,
  });
}

const credentials = (n: string) => ({ id: `bot-${n}`, userId: `wx-${n}`, baseUrl: "https://ilinkai.weixin.qq.com", token: `token-${n}` });
let scans = 0;

/** A ticket that somebody has scanned. */
async function scanned(asked: { readonly by?: string; readonly forPersonId?: string } = {}) {
  scans += 1;
  const { id } = await askBinding(deps, { stationId, ...asked });
  const state = await linkBinding(deps, id, credentials(String(scans)));
  let said = 0;
  const chatUserId = `wx-${scans}`;
  return {
    id,
    state,
    chatUserId,
    binding: () => findBinding(deps, id),
    async says(text: string, messageId = `${chatUserId}-${++said}`) {
      return checkSpoken(deps, await findBinding(deps, id), { messageId, text });
    },
    async recognised(text: string) {
      await checkSpoken(deps, await findBinding(deps, id), { messageId: `${chatUserId}-hello`, text: "你好" });
      return checkSpoken(deps, await findBinding(deps, id), { messageId: `${chatUserId}-name`, text });
    },
  };
}

const placeOf = (person: { communityId: string }) =>
  shippedStation.communities.find(({ id }) => id === person.communityId)?.shortNames[0] ?? "";

test("who says a name and a community of the register is recognised, and bound when they agree", async () => {
  const person = await newPerson();
  const chat = await scanned();
  expect(chat.state).toBe("linked");
  expect(await chat.says("你好")).toEqual({ is: "asked", for: "name" });
  expect(await chat.says(`我叫${person.name}`)).toEqual({ is: "asked", for: "second" });
  expect(await chat.says(`住${placeOf(person)}`)).toMatchObject({ is: "recognised", person: { id: person.id } });
  expect(await findPersonByIdentity(deps, ilink, chat.chatUserId)).toBeNull();
  expect(await agreeToBinding(deps, await chat.binding(), "yes")).toBe(true);
  expect(await agreeToBinding(deps, await chat.binding(), "yes")).toBe(true);
  expect(await findPersonByIdentity(deps, ilink, chat.chatUserId)).toMatchObject({ id: person.id });
  expect(await findConsents(deps, person.id)).toMatchObject([{ purpose: "service" }]);
  expect(await chat.binding()).toMatchObject({ state: "bound", boundBy: "yes", told: [] });
});

test("the last four digits do as well, spoken or written, and a name that sounds the same", async () => {
  const person = await newPerson({ name: "章敏杰", phone: "13800005678" });
  const chat = await scanned();
  expect(await chat.recognised("我是张敏捷,尾号五六七八")).toMatchObject({ is: "recognised", person: { id: person.id } });
});

test("a ticket made for somebody fits only them; their last four digits are enough", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  const chat = await scanned({ by: "PL-S001", forPersonId: person.id });
  await chat.says("你好");
  expect(await chat.says(`${other.name} ${placeOf(other)}`)).toEqual({ is: "wrong", left: 2 });
  expect(await chat.says(person.phone.slice(-4))).toMatchObject({ is: "recognised", person: { id: person.id } });
});

test("three wrong answers leave it to a coordinator, also over several tickets; the same message counts once", async () => {
  const chat = await scanned();
  await chat.says("你好");
  expect(await chat.says("诸葛小明 蟠龙", "m1")).toEqual({ is: "wrong", left: 2 });
  expect(await chat.says("诸葛小明 蟠龙", "m1")).toEqual({ is: "wrong", left: 2 });
  expect(await chat.says("诸葛小亮 蟠龙", "m2")).toEqual({ is: "wrong", left: 1 });
  const again = await askBinding(deps, { stationId });
  deps.clock.advance(1);
  await linkBinding(deps, again.id, { ...credentials("again"), userId: chat.chatUserId });
  const second = async (text: string, messageId: string) => checkSpoken(deps, await findBinding(deps, again.id), { messageId, text });
  await second("你好", "m3");
  expect(await second("诸葛小红 蟠龙", "m4")).toEqual({ is: "undecided", why: "not_recognised", isNew: true });
});

test("who serves at the station is never bound by what neighbours know", async () => {
  const volunteer = await newPerson({
    roles: ["volunteer"],
    phone: "13800004321",
    helper: {
      status: "active",
      identityVerified: true,
      skills: [],
      trainings: [],
      availability: [],
      blocked: [],
      languages: [],
      creditedMinutes: 0,
      joinedAt: deps.clock.now(),
    },
  });
  const poster = await scanned();
  expect(await poster.recognised(`${volunteer.name},${placeOf(volunteer)}`)).toMatchObject({ is: "undecided", why: "staff" });
  const ticket = await scanned({ by: "PL-S001", forPersonId: volunteer.id });
  expect(await ticket.recognised(`${volunteer.name},${placeOf(volunteer)}`)).toEqual({ is: "asked", for: "phone" });
  expect(await ticket.says("4321")).toMatchObject({ is: "recognised", person: { id: volunteer.id } });
});

test("whom a second WeChat wants to be, a coordinator decides; until then the first one stays", async () => {
  const person = await newPerson();
  const [first, second] = [await scanned(), await scanned()];
  await first.recognised(`${person.name} ${placeOf(person)}`);
  await agreeToBinding(deps, await first.binding(), "yes");
  expect(await second.recognised(`${person.name} ${placeOf(person)}`)).toMatchObject({ is: "undecided", why: "has_other" });
  expect((await identitiesOf(deps, [person.id])).map(({ chatUserId }) => chatUserId)).toEqual([first.chatUserId]);
  await decideBinding(deps, second.id, { by: "PL-S001", isYes: true });
  expect((await identitiesOf(deps, [person.id])).map(({ chatUserId }) => chatUserId)).toEqual([second.chatUserId]);
  expect(await findLiveAccount(deps, first.chatUserId)).toBeNull();
  expect(await findLiveAccount(deps, second.chatUserId)).not.toBeNull();
});

test("a WeChat that is somebody stays them when it scans again, and is given to another person by nobody but a coordinator", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  const chat = await scanned();
  await chat.recognised(`${person.name} ${placeOf(person)}`);
  await agreeToBinding(deps, await chat.binding(), "yes");
  const again = await askBinding(deps, { stationId });
  expect(await linkBinding(deps, again.id, { ...credentials("renewed"), userId: chat.chatUserId })).toBe("bound");
  expect(await findLiveAccount(deps, chat.chatUserId)).toMatchObject({ id: "bot-renewed" });
  const forOther = await askBinding(deps, { stationId, by: "PL-S001", forPersonId: other.id });
  expect(await linkBinding(deps, forOther.id, { ...credentials("other"), userId: chat.chatUserId })).toBe("undecided");
  expect(await findPersonByIdentity(deps, ilink, chat.chatUserId)).toMatchObject({ id: person.id });
  await decideBinding(deps, forOther.id, { by: "PL-S001", isYes: false });
  expect(await findLiveAccount(deps, chat.chatUserId)).not.toBeNull();
  await expect(decideBinding(deps, forOther.id, { by: "PL-S001", isYes: true })).rejects.toMatchObject({ code: "channel.binding-decided" });
});

test("a ticket is good once: the second who scanned has no part in it", async () => {
  const person = await newPerson();
  const { id } = await askBinding(deps, { stationId, by: "PL-S001", forPersonId: person.id });
  const states = await Promise.all(["x1", "x2", "x3"].map((n) => linkBinding(deps, id, credentials(n))));
  expect(states.toSorted()).toEqual(["closed", "closed", "linked"]);
  const late = ["wx-x1", "wx-x2", "wx-x3"].filter((_, i) => states[i] === "closed");
  for (const chatUserId of late) expect(await findBindingOfChat(deps, chatUserId)).toBeNull();
});

test("a daughter who scans for her mother is bound as herself by a coordinator, and may ask for her", async () => {
  const [mother, daughter] = [await newPerson(), await newPerson()];
  const chat = await scanned({ by: "PL-S001", forPersonId: mother.id });
  await chat.says("你好");
  expect(await chat.says(`我是${mother.name}的女儿`)).toMatchObject({ is: "undecided", why: "family" });
  await decideBinding(deps, chat.id, { by: "PL-S001", isYes: true, personId: daughter.id, relation: "妈" });
  const bound = await findPersonByIdentity(deps, ilink, chat.chatUserId);
  expect(bound).toMatchObject({ id: daughter.id, family: [{ personId: mother.id, relation: "妈" }] });
});

test("who does not agree is forgotten again", async () => {
  const person = await newPerson();
  const chat = await scanned();
  await chat.recognised(`${person.name} ${placeOf(person)}`);
  await declineBinding(deps, await chat.binding());
  expect(await findLiveAccount(deps, chat.chatUserId)).not.toBeNull(); // until they are answered
  deps.clock.advance(60_000);
  await endLeft(deps);
  expect(await findLiveAccount(deps, chat.chatUserId)).toBeNull();
  expect(await chat.binding()).toMatchObject({ state: "closed", why: "declined", told: [] });
  expect(await chat.binding()).not.toHaveProperty("meantId");
});

test("a lost phone: the chat ends at once, other channels stay; to be forgotten takes all of it", async () => {
  const person = await newPerson();
  const chat = await scanned();
  await chat.recognised(`${person.name} ${placeOf(person)}`);
  await agreeToBinding(deps, await chat.binding(), "yes");
  await openWindow(deps, { channel: ilink, chatUserId: chat.chatUserId, at: deps.clock.now(), token: "context" });
  expect(await endScannedChats(deps, person.id, "lost_phone")).toBe(1);
  expect(await endScannedChats(deps, person.id, "lost_phone")).toBe(0);
  expect(await findLiveAccount(deps, chat.chatUserId)).toBeNull();
  expect(await findWindows(deps, [{ channel: ilink, chatUserId: chat.chatUserId }])).toEqual([]);
  await forgetChats(deps, person.id);
  await expect(chat.binding()).rejects.toMatchObject({ code: "channel.unknown-binding" });
  expect(await findAccount(deps, `bot-${chat.chatUserId.slice(3)}`)).toBeNull();
});

test("a code is fetched while somebody looks, by one process, and what is stored of it is sealed", async () => {
  const { id } = await askBinding(deps, { stationId, by: "PL-S001" });
  const heldBy = async (holder: string) => (await holdBindings(deps, holder, ["p1", "p2"])).some((one) => one.id === id);
  expect(await heldBy("p1")).toBe(false);
  await seeBinding(deps, id);
  expect(await heldBy("p1")).toBe(true);
  expect(await heldBy("p2")).toBe(false);
  const qr = {
    key: "qr-secret-key",
    link: "https://liteapp.weixin.qq.com/q/secret",
    baseUrl: "https://a.weixin.qq.com",
    shownAt: deps.clock.now(),
  };
  expect(await showQr(deps, id, qr)).toBe(true);
  expect(await findShown(deps, id, "p1")).toMatchObject({ state: "shown", qr });
  const stored = JSON.stringify(await deps.db.collection<{ _id: string }>("ilinkBindings").findOne({ _id: id }));
  expect(stored).not.toMatch(/qr-secret-key|secret/);
  deps.clock.advance(61_000);
  expect(await findShown(deps, id, "p1")).toBeNull();
  await expect(giveNumber(deps, id, "12")).rejects.toMatchObject({ code: "channel.binding-over" });
  await callOffBinding(deps, id);
  expect(await linkBinding(deps, id, credentials("late"))).toBe("closed");
});

test("posters make so many tickets at a time and no more; they are over after a quarter of an hour", async () => {
  deps.clock.advance(60 * 60_000);
  await Promise.all(Array.from({ length: 60 }, () => askBinding(deps, { stationId: "ZZ" })));
  await expect(askBinding(deps, { stationId: "ZZ" })).rejects.toMatchObject({ code: "channel.too-many-bindings" });
  deps.clock.advance(15 * 60_000);
  await askBinding(deps, { stationId: "ZZ" });
  expect(await listByRole(deps, "ZZ", "resident")).toEqual([]);
});

test("who never says who they are is asked no more after a week; what is over is forgotten after three months", async () => {
  const person = await newPerson();
  const [silent, known] = [await scanned(), await scanned()];
  await known.recognised(`${person.name} ${placeOf(person)}`);
  await agreeToBinding(deps, await known.binding(), "yes");
  deps.clock.advance(8 * 24 * 3_600_000);
  await forgetOldBindings(deps);
  expect(await findLiveAccount(deps, silent.chatUserId)).toBeNull();
  expect(await silent.binding()).toMatchObject({ state: "closed" });
  deps.clock.advance(90 * 24 * 3_600_000);
  await forgetOldBindings(deps);
  await expect(silent.binding()).rejects.toMatchObject({ code: "channel.unknown-binding" });
  expect(await findLiveAccount(deps, known.chatUserId)).not.toBeNull();
  expect(await findPersonByIdentity(deps, ilink, known.chatUserId)).toMatchObject({ id: person.id });
});
