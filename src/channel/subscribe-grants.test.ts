import { describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { agree, changeGrants, findGrants, type Grants, hear, isUnused, putBack, settleSent, takeFor, voidAll } from "./subscribe-grants.ts";

const none: Grants = { agreements: [] };
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 1, 30, seconds));
const page = (key: string, seconds = 0) => ({ at: at(seconds), by: "byPage", key }) as const;
const event = (key: string, seconds = 0) => ({ at: at(seconds), by: "byEvent", key }) as const;
const unused = ({ agreements }: Grants) => agreements.filter(isUnused).length;

describe("agreements are counted", () => {
  test("one pop-up told by the page and by WeChat is one, whichever comes first and however often", () => {
    const told = [page("p1"), event("e1", 3), page("p1"), event("e1", 3)];
    expect(unused(told.reduce(agree, none))).toBe(1);
    expect(unused(told.toReversed().reduce(agree, none))).toBe(1);
  });

  test("pop-ups at different times are counted each", () => {
    expect(unused([page("p1"), event("e1", 1), page("p2", 300), event("e2", 301)].reduce(agree, none))).toBe(2);
    expect(unused([event("e1"), event("e2", 5)].reduce(agree, none))).toBe(2);
  });

  test("an agreement takes a refusal of before back", () => {
    expect(agree({ agreements: [], refusedAt: at(0), offAt: at(0) }, page("p1", 9))).toEqual({ agreements: [{ at: at(9), byPage: "p1" }] });
  });
});

describe("agreements are used up", () => {
  const one = agree(none, page("p1"));

  test("one by one, and the same notice takes no second", () => {
    const taken = takeFor(one, "n1", false, at(1));
    expect(taken && unused(taken)).toBe(0);
    expect(taken && takeFor(taken, "n1", false, at(2))).toBe(taken);
    expect(taken && takeFor(taken, "n2", false, at(2))).toBeUndefined();
  });

  test("what was not sent goes back, what was sent stays used", () => {
    const taken = takeFor(one, "n1", false, at(1)) ?? none;
    expect(putBack(taken, "n1", false)).toEqual(one);
    const sent = settleSent(taken, "n1", at(2));
    expect(sent.agreements).toEqual([{ at: at(0), byPage: "p1", usedFor: "n1", sentAt: at(2) }]);
    expect(unused(voidAll(agree(sent, page("p2", 500)), at(600)))).toBe(0);
    expect(voidAll(sent, at(600)).agreements).toHaveLength(1);
  });

  test("a lasting one never, though each notice is noted", () => {
    const first = takeFor(one, "n1", true, at(1)) ?? none;
    const second = takeFor(first, "n2", true, at(2)) ?? none;
    expect(unused(second)).toBe(1);
    expect(second.agreements.flatMap(({ usedFor }) => usedFor ?? [])).toEqual(["n1", "n2"]);
    expect(unused(putBack(second, "n2", true))).toBe(1);
    expect(takeFor(none, "n1", true, at(1))).toBeUndefined();
  });
});

test("what became of a message is told of the one under way, once, and of none that is long past", () => {
  const told = (seconds: number, key = `e${seconds}`) => ({ at: at(seconds), key });
  const two = [page("p1"), page("p2", 300)].reduce(agree, none);
  const taken = settleSent(takeFor(takeFor(two, "n1", false, at(400)) ?? none, "n2", false, at(401)) ?? none, "n1", at(402));
  const first = hear(taken, told(405));
  expect(first.noticeId).toBe("n1");
  expect(hear(first.after, told(406, "e405"))).toEqual(first);
  const second = hear(first.after, told(406));
  expect(second.noticeId).toBe("n2");
  expect(hear(second.after, told(407)).noticeId).toBeUndefined();
  const old = settleSent(takeFor(agree(none, page("p1")), "n1", false, at(1)) ?? none, "n1", at(2));
  expect(hear(old, told(700)).noticeId).toBeUndefined();
});

test("eight who take from three at once take three", async () => {
  const platform = await testPlatform();
  for (let i = 0; i < 3; i++) await changeGrants(platform, "o-1", "T1", (before) => agree(before, page(`p${i}`, i * 300)));
  const takers = Array.from({ length: 8 }, (_, i) =>
    changeGrants(platform, "o-1", "T1", (before) => takeFor(before, `n${i}`, false, at(0))),
  );
  expect((await Promise.all(takers)).filter((one) => one !== undefined)).toHaveLength(3);
  const { agreements } = await findGrants(platform, "o-1", "T1");
  expect(new Set(agreements.map(({ usedFor }) => usedFor)).size).toBe(3);
});
