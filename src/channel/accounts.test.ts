import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { addAccount, endAccounts, findAccount, findAccountStates, findLiveAccount, markLive, markStale, storeCursor } from "./accounts.ts";
import { holdAccounts, leaveAccounts } from "./hold-accounts.ts";

const deps = await testPlatform();
const minuteMs = 60_000;
let made = 0;

async function newAccount() {
  made += 1;
  const account = { id: `bot-${made}`, userId: `wx-${made}`, baseUrl: "https://ilinkai.weixin.qq.com", token: `secret-${made}` };
  await addAccount(deps, account);
  return account;
}

const stored = (id: string) => deps.db.collection<{ _id: string }>("ilinkAccounts").findOne({ _id: id });

test("credentials are sealed where they are stored, and read where they are used", async () => {
  const { id, userId, token } = await newAccount();
  expect(JSON.stringify(await stored(id))).not.toContain(token);
  expect(await findLiveAccount(deps, userId)).toMatchObject({ id, userId, token, cursor: "", state: "live" });
});

test("who scans again has one account, the newest", async () => {
  const { id, userId } = await newAccount();
  await addAccount(deps, { id: `${id}-again`, userId, baseUrl: "https://elsewhere.weixin.qq.com", token: "newer" });
  expect(await findLiveAccount(deps, userId)).toMatchObject({ id: `${id}-again`, token: "newer" });
  expect(await findAccount(deps, id)).toBeNull();
  expect(await stored(id)).toMatchObject({ state: "ended", endedBecause: "replaced", token: "" });
});

test("an account that was ended is written to no more, and its token is gone", async () => {
  const { id, userId } = await newAccount();
  await endAccounts(deps, userId, "lost_phone");
  await endAccounts(deps, userId, "again");
  expect(await findLiveAccount(deps, userId)).toBeNull();
  expect(await stored(id)).toMatchObject({ state: "ended", endedBecause: "lost_phone", token: "" });
});

test("a refused account rests for an hour, once it is news, and is asked again after it", async () => {
  const { id, userId } = await newAccount();
  expect(await holdAccounts(deps, "p1")).toContain(id);
  expect(await markStale(deps, id)).toBe(true);
  expect(await markStale(deps, id)).toBe(false);
  expect(await findLiveAccount(deps, userId)).toBeNull();
  expect((await findAccountStates(deps, [userId])).get(userId)).toBe("stale");
  expect(await holdAccounts(deps, "p1")).not.toContain(id);
  deps.clock.advance(60 * minuteMs);
  expect(await holdAccounts(deps, "p1")).toContain(id);
  await markLive(deps, { id });
  expect(await findLiveAccount(deps, userId)).toMatchObject({ id, state: "live" });
  await leaveAccounts(deps, "p1");
});

test("two processes never hold the same account; what one leaves or no longer asks for the other takes", async () => {
  const first = await newAccount();
  expect(await holdAccounts(deps, "p1")).toContain(first.id);
  expect(await holdAccounts(deps, "p2")).not.toContain(first.id);
  expect(await storeCursor(deps, first.id, "p1", "c1")).toBe(true);
  expect(await storeCursor(deps, first.id, "p2", "stolen")).toBe(false);
  deps.clock.advance(8_000);
  expect(await holdAccounts(deps, "p2")).toContain(first.id);
  expect(await holdAccounts(deps, "p1")).not.toContain(first.id);
  expect(await storeCursor(deps, first.id, "p1", "late")).toBe(false);
  expect(await findAccount(deps, first.id)).toMatchObject({ cursor: "c1" });
  await leaveAccounts(deps, "p2");
  expect(await holdAccounts(deps, "p1")).toContain(first.id);
  await leaveAccounts(deps, "p1");
});

test("many processes that look at once share the accounts out, each to one", async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, newAccount));
  const held = (await Promise.all(["a", "b", "c", "d"].map((holder) => holdAccounts(deps, holder)))).flat();
  for (const { id } of ids) expect(held.filter((one) => one === id)).toHaveLength(1);
});
