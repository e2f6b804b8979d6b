import { createSecretKey, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import {
  askTicket,
  confirmTicket,
  ensureAccessIndexes,
  findSessions,
  forgetOldAccess,
  isSteppedUp,
  openSession,
  openTokens,
  readTicket,
  refreshSession,
  revokeSessionsOf,
  switchRole,
  takeTicket,
} from "./index.ts";

const deps = await testPlatform();
await ensureAccessIndexes(deps);
const wang = { id: "PL-R0001", stationId: "PL", roles: ["resident", "volunteer"] } as const;
const find = async (id: string) => (await findSessions(deps, [id], deps.clock.now())).get(id) ?? null;

describe("a session", () => {
  test("acts in the role with the most to do until the person switches to another of theirs", async () => {
    const { session } = await openSession(deps, wang, { by: "wechat" });
    expect(session.role).toBe("volunteer");
    expect(await switchRole(deps, session, wang, "resident")).toMatchObject({ role: "resident" });
    expect(await find(session.id)).toMatchObject({ role: "resident", personId: wang.id });
    await expect(switchRole(deps, session, wang, "coordinator")).rejects.toThrow("access.not-your-role");
  });

  test("goes on by its refresh token, which is good once; used twice it ends the session", async () => {
    const opened = await openSession(deps, wang, { by: "wechat" });
    const next = await refreshSession(deps, opened.refreshToken);
    expect(next.session.id).toBe(opened.session.id);
    await expect(refreshSession(deps, opened.refreshToken)).rejects.toThrow("access.refresh-refused");
    expect(await find(opened.session.id)).toBeNull();
    await expect(refreshSession(deps, next.refreshToken)).rejects.toThrow("access.refresh-refused");
  });

  test("of sixteen who refresh with one token at once, one goes on", async () => {
    const { refreshToken } = await openSession(deps, wang, { by: "wechat" });
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => refreshSession(deps, refreshToken)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("ends at once on every device of a person", async () => {
    const person = { ...wang, id: "PL-R0777" };
    const [a, b] = [await openSession(deps, person, { by: "wechat" }), await openSession(deps, person, { by: "chat" })];
    expect(await revokeSessionsOf(deps, person.id)).toBe(2);
    expect(await find(a.session.id)).toBeNull();
    await expect(refreshSession(deps, b.refreshToken)).rejects.toThrow("access.refresh-refused");
  });
});

test("sessions that have ended, and keys of calls nobody repeats, are forgotten", async () => {
  const { session: ended } = await openSession(deps, wang, { by: "wechat" });
  await revokeSessionsOf(deps, wang.id);
  const { session: open } = await openSession(deps, wang, { by: "wechat" });
  const keys = deps.db.collection<{ _id: string; at: Date }>("apiKeys");
  await keys.insertMany([
    { _id: "old", at: new Date(deps.clock.now().getTime() - 3 * 86_400_000) },
    { _id: "new", at: deps.clock.now() },
  ]);
  await forgetOldAccess(deps);
  const left = await deps.db
    .collection<{ _id: string }>("sessions")
    .find({ _id: { $in: [ended.id, open.id] } })
    .toArray();
  expect(left.map(({ _id }) => _id)).toEqual([open.id]);
  expect((await keys.find().toArray()).map(({ _id }) => _id)).toEqual(["new"]);
});

describe("an access token", () => {
  const named = { sessionId: "s1", personId: wang.id };
  const tokens = openTokens(createSecretKey(randomBytes(32)), deps.clock);

  test("names its session for a quarter of an hour", async () => {
    const token = await tokens.sign(named);
    expect(await tokens.read(token)).toEqual(named);
    deps.clock.advance(15 * 60_000 + 1_000);
    await expect(tokens.read(token)).rejects.toThrow("access.token-refused");
  });

  test("of another key, without a signature, or of no form at all is refused", async () => {
    const foreign = await openTokens(createSecretKey(randomBytes(32)), deps.clock).sign(named);
    const [head, body] = (await tokens.sign(named)).split(".");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`;
    for (const token of [foreign, none, `${head}.${body}.`, "", "x.y.z"])
      await expect(tokens.read(token)).rejects.toThrow("access.token-refused");
  });
});

describe("a ticket", () => {
  test("lets a screen in when a person has answered it in chat, once", async () => {
    const { ticket, secret } = await askTicket(deps, "login");
    expect((await readTicket(deps, ticket.code, secret)).confirmedBy).toBeUndefined();
    await expect(takeTicket(deps, ticket.code, secret)).rejects.toThrow("access.ticket-unknown");
    expect(await confirmTicket(deps, ticket.code, "PL-S001")).toBe("login");
    await expect(confirmTicket(deps, ticket.code, "PL-S002")).rejects.toThrow("access.ticket-unknown");
    await expect(takeTicket(deps, ticket.code, "guessed")).rejects.toThrow("access.ticket-unknown");
    expect(await takeTicket(deps, ticket.code, secret)).toBe("PL-S001");
    await expect(takeTicket(deps, ticket.code, secret)).rejects.toThrow("access.ticket-unknown");
  });

  test("is over after five minutes", async () => {
    const { ticket, secret } = await askTicket(deps, "login");
    deps.clock.advance(5 * 60_000);
    await expect(confirmTicket(deps, ticket.code, "PL-S001")).rejects.toThrow("access.ticket-unknown");
    await expect(readTicket(deps, ticket.code, secret)).rejects.toThrow("access.ticket-unknown");
  });

  test("raises a session for ten minutes when its own person answers", async () => {
    const { session } = await openSession(deps, { id: "PL-S001", stationId: "PL", roles: ["coordinator"] }, { by: "chat" });
    const { ticket } = await askTicket(deps, "step_up", session);
    await expect(confirmTicket(deps, ticket.code, "PL-S002")).rejects.toThrow("access.ticket-unknown");
    await confirmTicket(deps, ticket.code, "PL-S001");
    const raised = await find(session.id);
    expect(raised && isSteppedUp(raised, deps.clock.now())).toBe(true);
    deps.clock.advance(10 * 60_000);
    expect(raised && isSteppedUp(raised, deps.clock.now())).toBe(false);
  });
});
