import { beforeEach, expect, test } from "vitest";
import { askBinding, findBinding, findLiveAccount, giveNumber, seeBinding } from "../../src/channel/index.ts";
import { addPerson, bindIdentity } from "../../src/station/index.ts";
import { usualSettings } from "../../test/support/wechat-server/ilink/settings.ts";
import { testIlink, until } from "./test-ilink.ts";

const { deps, server, ilink, newPuppet, shownLink, linkedPhone } = await testIlink();
let phones = 0;

beforeEach(async () => {
  server.world.troubles.clear();
  await deps.db.collection("ilinkAccounts").deleteMany({});
  ilink.set({ ...usualSettings, longPollMs: 400 });
});

const newTicket = async (forPersonId?: string) =>
  (await askBinding(deps, { stationId: "PL", by: "PL-S001", ...(forPersonId !== undefined && { forPersonId }) })).id;
const newPhone = () => {
  phones += 1;
  return ilink.phone(`scanner ${phones}`);
};
const reaches = (id: string, state: string) => until(async () => (await seeBinding(deps, id)).state === state);

test("nothing is asked of WeChat before somebody looks at the page", async () => {
  await newPuppet();
  const id = await newTicket();
  const asked = () => server.world.calls.filter(({ path }) => path.endsWith("get_bot_qrcode")).length;
  const before = asked();
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(asked()).toBe(before);
  await shownLink(id);
  expect(asked()).toBe(before + 1);
});

test("the number on the phone is asked for, wrong ones again, and too many bring a fresh code", async () => {
  await newPuppet();
  ilink.set({ asksForCode: true });
  const id = await newTicket();
  const phone = newPhone();
  const first = await shownLink(id);
  phone.scan(first);
  await reaches(id, "number_asked");
  for (let wrong = 0; wrong < 2; wrong++) {
    await giveNumber(deps, id, "000");
    await until(async () => (await findBinding(deps, id)).wasNumberWrong === true && (await findBinding(deps, id)).number === undefined);
  }
  await giveNumber(deps, id, "000");
  const second = await shownLink(id, first);
  const { code = "" } = phone.scan(second);
  await reaches(id, "number_asked");
  await giveNumber(deps, id, code);
  await reaches(id, "scanned");
  phone.confirm();
  await reaches(id, "linked");
});

test("a code that is too old is replaced while somebody looks", async () => {
  await newPuppet();
  const id = await newTicket();
  const first = await shownLink(id);
  deps.clock.advance(5 * 60_000);
  const second = await shownLink(id, first);
  const phone = newPhone();
  expect(() => phone.scan(first)).toThrow();
  phone.scan(second);
  phone.confirm();
  await reaches(id, "linked");
  expect(await findLiveAccount(deps, phone.userId)).toMatchObject({ baseUrl: server.url });
});

test("WeChat sends us elsewhere and we follow to a host of its own; to another we do not", async () => {
  await newPuppet();
  const { port } = new URL(server.url);
  ilink.set({ redirectsTo: `localhost:${port}` });
  const id = await newTicket();
  const phone = newPhone();
  phone.scan(await shownLink(id));
  await until(async () => (await findBinding(deps, id)).qr?.baseUrl === `http://localhost:${port}`);
  phone.confirm();
  await reaches(id, "linked");
  expect(await findLiveAccount(deps, phone.userId)).toMatchObject({ baseUrl: `http://localhost:${port}` });

  ilink.set({ redirectsTo: "evil.example" });
  const other = await newTicket();
  newPhone().scan(await shownLink(other));
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await findBinding(deps, other)).qr?.baseUrl).toBe(server.url);
});

test("a phone that has its chat already keeps it, and no second one is made", async () => {
  await newPuppet();
  const { phone, userId } = await linkedPhone();
  const { id: personId } = await addPerson(deps, {
    stationId: "PL",
    name: "王秀兰",
    calledAs: "王奶奶",
    gender: "female",
    birthDate: "",
    roles: ["resident"],
    communityId: "",
    gridId: "",
    phone: "",
    address: "",
    tags: [],
    family: [],
    blockedHelperIds: [],
  });
  await bindIdentity(deps, { channel: "ilink", chatUserId: userId, personId });
  const before = await findLiveAccount(deps, userId);
  const id = await newTicket(personId);
  phone.scan(await shownLink(id));
  await reaches(id, "bound");
  expect(await findBinding(deps, id)).toMatchObject({ why: "again" });
  expect(await findLiveAccount(deps, userId)).toMatchObject({ id: before?.id ?? "", token: before?.token ?? "" });
});

test("another process goes on with the same code when the one that showed it has gone", async () => {
  const first = await newPuppet();
  const id = await newTicket();
  const link = await shownLink(id);
  await first.stop();
  await newPuppet();
  const phone = newPhone();
  phone.scan(link);
  phone.confirm();
  await reaches(id, "linked");
});

test("while WeChat is away the page waits for a code", async () => {
  await newPuppet();
  server.world.troubles.add({ path: "/ilink/bot/get_bot_qrcode", status: 502, times: 2 });
  const id = await newTicket();
  await seeBinding(deps, id);
  await until(async () => {
    await seeBinding(deps, id);
    return (await findBinding(deps, id)).qr !== undefined;
  }, 10_000);
});
