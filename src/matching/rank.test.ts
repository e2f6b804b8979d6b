import { describe, expect, test } from "vitest";
import { addMinutes, dayMs, instant } from "../platform/index.ts";
import { buildHelper, buildItem, buildNeed, context, escort, homeVisit, monday, repair, tuesday } from "./builders.ts";
import type { Helper } from "./helper.ts";
import { rankCandidates } from "./rank.ts";
import { teamRefusals } from "./team.ts";
import { whyNone } from "./why-none.ts";

const ids = (candidates: readonly { personId: string }[]) => candidates.map(({ personId }) => personId);
const daysAgo = (days: number) => new Date(monday.getTime() - days * dayMs);

describe("a candidate", () => {
  test("comes with the reasons a coordinator reads", () => {
    const zhang = buildHelper("zhang", { load: { likedBy: ["resident"], askedAt: [addMinutes(monday, -60 * 5)] } });
    const [candidate] = rankCandidates([zhang], buildNeed({ item: escort }), context, 3);
    expect(candidate?.reasons).toBe("同网格 · 陪诊培训有效 · 上次服务评价好");
    expect(candidate?.distanceWords).toBe("同网格");
  });
  test("scores 100 at best", () => {
    const best = buildHelper("best", {
      profile: { availability: [{ weekday: 2, from: 0, to: 1440 }], skills: ["electric"] },
      load: { likedBy: ["resident"], rating: 5, askedAt: [daysAgo(30)] },
    });
    const [candidate] = rankCandidates([best], buildNeed({ item: repair }), context, 1);
    expect(candidate?.score).toBe(100);
    expect(candidate?.reasons).toBe("同网格 · 会水电 · 上次服务评价好 · 本周还没派过");
  });
  test("from further away is told how far", () => {
    const far = buildHelper("far", { person: { communityId: "PL02", gridId: "PL02-G1" } });
    expect(rankCandidates([far], buildNeed(), context, 1)[0]).toMatchObject({ distanceWords: "约1.4公里" });
  });
  test("who is around the corner an hour later counts as near", () => {
    const task = {
      requestId: "o",
      code: "B1",
      startAt: addMinutes(tuesday, 120),
      endAt: addMinutes(tuesday, 180),
      communityId: "PL01",
      gridId: "PL01-G1",
    };
    const far = { communityId: "PL02", gridId: "PL02-G1" };
    const passing = buildHelper("passing", { person: far, load: { bookings: [task] } });
    expect(rankCandidates([passing, buildHelper("far", { person: far })], buildNeed(), context, 2)[0]).toMatchObject({
      personId: "passing",
      reasons: expect.stringContaining("上下单顺路"),
    });
  });
});

describe("staff", () => {
  const as = (id: string, role: "grid_worker" | "social_worker" | "volunteer", place = {}) =>
    buildHelper(id, { person: { roles: [role], ...place } });
  test("are named as what they are", () => {
    const reasons = (role: "grid_worker" | "social_worker") =>
      rankCandidates([as("one", role)], buildNeed({ item: buildItem({ provider: "team" }) }), context, 1)[0]?.reasons;
    expect(reasons("grid_worker")).toContain("网格员");
    expect(reasons("social_worker")).toContain("专业社工");
  });
  test("leave a volunteer's task to the volunteers of the community, and take it when there are none", () => {
    const nextDoor = as("next-door", "volunteer", { gridId: "PL01-G9" });
    expect(ids(rankCandidates([as("grid", "grid_worker"), nextDoor], buildNeed(), context, 2))).toEqual(["next-door", "grid"]);
    expect(ids(rankCandidates([as("grid", "grid_worker")], buildNeed(), context, 2))).toEqual(["grid"]);
    const team = buildNeed({ item: buildItem({ provider: "team" }) });
    expect(ids(rankCandidates([as("grid", "grid_worker"), nextDoor], team, context, 2))).toEqual(["grid", "next-door"]);
  });
});

describe("hours a helper has named", () => {
  const afternoon = (id: string, to: number) => buildHelper(id, { profile: { availability: [{ weekday: 2, from: 780, to }] } });
  const threeToSeven = buildNeed({ item: escort, startAt: instant(2026, 11, 24, 15), endAt: instant(2026, 11, 24, 19) });
  test("may end before a long task does: who would stay longer comes after those who fit, and the coordinator reads until when", () => {
    const candidates = rankCandidates([afternoon("home-by-six", 1080), afternoon("till-eight", 1200)], threeToSeven, context, 2);
    expect(ids(candidates)).toEqual(["till-eight", "home-by-six"]);
    expect(candidates[1]?.reasons).toContain("要到19点,比平时晚");
    expect(candidates[0]?.reasons).toContain("时间合适");
  });
  test("hold for the beginning, and for more than the station lets a task outlast them", () => {
    expect(rankCandidates([afternoon("home-by-four", 960)], threeToSeven, context, 1)).toEqual([]);
    const strict = { ...context, settings: { ...context.settings, offers: { ...context.settings.offers, overrunMinutes: 0 } } };
    expect(rankCandidates([afternoon("home-by-six", 1080)], threeToSeven, strict, 1)).toEqual([]);
  });
});

describe("among equals", () => {
  const equals = Array.from({ length: 12 }, (_, i) => buildHelper(`h${i}`));

  test("nobody is asked twice before all were asked once", () => {
    const asked: string[] = [];
    let helpers: readonly Helper[] = equals;
    for (let round = 0; round < equals.length; round++) {
      const now = addMinutes(monday, round * 24 * 60);
      const need = buildNeed({ requestId: `request-${round}`, startAt: addMinutes(tuesday, round * 24 * 60) });
      const [first] = ids(rankCandidates(helpers, need, { ...context, now }, 1));
      asked.push(first ?? "");
      helpers = helpers.map((helper) => (helper.person.id === first ? { ...helper, load: { ...helper.load, askedAt: [now] } } : helper));
    }
    expect(new Set(asked).size).toBe(equals.length);
  });
  test("the draw differs from request to request and never for the same one", () => {
    const order = (requestId: string) => ids(rankCandidates(equals, buildNeed({ requestId }), context, 12)).join();
    expect(order("r1")).toBe(order("r1"));
    expect(new Set(["r1", "r2", "r3", "r4"].map(order)).size).toBe(4);
  });
});

describe("when several go together", () => {
  const novices = Array.from({ length: 6 }, (_, i) => buildHelper(`novice${i}`));
  const veteran = buildHelper("veteran", { person: { communityId: "PL02", gridId: "PL02-G1" }, profile: { creditedMinutes: 5000 } });

  test("the two at the top make a valid team", () => {
    const need = buildNeed({ item: homeVisit });
    const ranked = rankCandidates([...novices, veteran], need, context, 6);
    expect(ids(ranked)[1]).toBe("veteran");
    const top = [...novices, veteran].filter(({ person }) => ids(ranked.slice(0, 2)).includes(person.id));
    expect(teamRefusals(top, need, context)).toEqual([]);
  });
  test("the seat left is ranked for whom the team still lacks", () => {
    const need = buildNeed({ item: homeVisit, teamIds: ["novice0"] });
    expect(ids(rankCandidates([...novices, veteran], need, context, 2))[0]).toBe("veteran");
  });
});

test("who passes no gate is not ranked, and why is counted", () => {
  const untrained = Array.from({ length: 12 }, (_, i) => buildHelper(`u${i}`, { profile: { trainings: [] } }));
  const busy = Array.from({ length: 3 }, (_, i) =>
    buildHelper(`b${i}`, { profile: { availability: [{ weekday: 1, from: 0, to: 1440 }] } }),
  );
  const need = buildNeed({ item: escort });
  expect(rankCandidates([...untrained, ...busy], need, context, 5)).toEqual([]);
  expect(whyNone([...untrained, ...busy], need, context).words).toBe("12人没有陪诊培训,3人那个时间没空");
  expect(whyNone([buildHelper("fits")], need, context).words).toBe("");
});
