import { describe, expect, test } from "vitest";
import { addMinutes } from "../../platform/index.ts";
import { buildHelper, buildNeed, context, monday } from "../builders.ts";
import type { Helper } from "../helper.ts";
import type { Need } from "../need.ts";
import { makeRandom, pick, randomHelper, randomNeed, type Town } from "../random-people.ts";
import { rankCandidates } from "../rank.ts";
import { rankFromRoster } from "./rank-from-roster.ts";
import { makeRoster } from "./roster.ts";

const { settings } = context;
const ids = (candidates: readonly { personId: string }[]) => candidates.map(({ personId }) => personId);

/** A roster beside the plain list it must agree with. */
function makeTwin() {
  const truth = new Map<string, Helper>();
  const roster = makeRoster();
  const reader = {
    roster,
    helpersById: async (wanted: readonly string[]) => wanted.flatMap((id) => truth.get(id) ?? []),
    bondedIds: async (need: Need) =>
      [...truth.values()]
        .filter(({ load, person }) => {
          const isOnTheWay = load.bookings.some(({ communityId }) => communityId === need.communityId);
          return isOnTheWay || load.likedBy.includes(need.beneficiaryId) || person.id === need.wishedHelperId;
        })
        .map(({ person }) => person.id),
  };
  const put = (helper: Helper): void => {
    truth.set(helper.person.id, helper);
    roster.put(helper, settings);
  };
  const naive = (need: Need, now: Date, k: number) =>
    ids(
      rankCandidates(
        [...truth.values()].filter(({ person }) => person.stationId === need.stationId),
        need,
        { now, settings },
        k,
      ),
    );
  const fast = async (need: Need, now: Date, k: number) => ids(await rankFromRoster(reader, need, { now, settings }, k));
  return { truth, roster, put, naive, fast };
}

describe("the roster finds what a filter and a sort over everybody find", () => {
  const towns: readonly Town[] = [
    { stationId: "PL", communities: 4, gridsPerCommunity: 3 },
    { stationId: "QD", communities: 2, gridsPerCommunity: 2 },
  ];

  test.each([1, 2, 3, 4])("in thousands of questions with changes in between (seed %i)", async (seed) => {
    const random = makeRandom(seed);
    const twin = makeTwin();
    let people = 0;
    const newcomer = () => twin.put(randomHelper(random, `V${people++}`, pick(random, towns)));
    for (let i = 0; i < 250; i++) newcomer();
    let found = 0;
    for (let i = 0; i < 600; i++) {
      if (i % 3 === 0) newcomer();
      twin.put(randomHelper(random, `V${Math.floor(random() * people)}`, pick(random, towns)));
      if (i % 97 === 50) twin.roster.pack();
      const need = randomNeed(random, `r${i}`, pick(random, towns));
      const now = addMinutes(monday, Math.floor(random() * 600));
      const k = 1 + Math.floor(random() * 5);
      const expected = twin.naive(need, now, k);
      expect(await twin.fast(need, now, k), `question ${i}`).toEqual(expected);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(600);
  });
});

describe("a roster", () => {
  test("forgets where somebody lived before", async () => {
    const twin = makeTwin();
    twin.put(buildHelper("a"));
    twin.roster.pack();
    twin.put(buildHelper("a", { person: { communityId: "PL02", gridId: "PL02-G1" } }));
    expect(twin.roster.size).toBe(1);
    expect(await twin.fast(buildNeed({ radius: 1 }), monday, 3)).toEqual([]);
    twin.roster.pack();
    expect(await twin.fast(buildNeed({ radius: 1, communityId: "PL02", gridId: "PL02-G2" }), monday, 3)).toEqual(["a"]);
  });
  test("removes somebody", async () => {
    const twin = makeTwin();
    twin.put(buildHelper("a"));
    twin.roster.remove("a");
    twin.roster.remove("nobody");
    expect(twin.roster.search(buildNeed(), context, 5).ids).toEqual([]);
  });
  test("keeps a hundred thousand in 64 bytes each and finds them by id after packing", () => {
    const helper = buildHelper("x");
    const roster = makeRoster(100_000);
    for (let i = 0; i < 100_000; i++) {
      const gridId = `PL01-G${i % 200}`;
      roster.put({ person: { ...helper.person, id: `V${i}`, gridId }, load: helper.load }, settings);
    }
    roster.pack();
    expect(roster.size).toBe(100_000);
    expect(roster.bytes / roster.size).toBeLessThanOrEqual(68);
    expect(roster.search(buildNeed({ gridId: "PL01-G7", radius: 0 }), context, 600).ids).toHaveLength(500);
  });
});
