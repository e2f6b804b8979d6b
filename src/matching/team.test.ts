import { describe, expect, test } from "vitest";
import { buildHelper, buildNeed, context, homeVisit, lessons } from "./builders.ts";
import { mayAccept } from "./gates.ts";
import { teamRefusals } from "./team.ts";

const codes = (refusals: readonly { gate: string }[]) => refusals.map(({ gate }) => gate);
const novice = (id: string) => buildHelper(id, { profile: { creditedMinutes: 60 } });
const experienced = (id: string) => buildHelper(id, { profile: { creditedMinutes: 20 * 60 } });
const socialWorker = buildHelper("sw", { person: { roles: ["social_worker"] }, profile: { creditedMinutes: 0 } });
const teenager = buildHelper("teen", { person: { birthDate: "2010-01-01" }, profile: { guardianConsent: true } });

describe("a home visit (R8)", () => {
  const need = buildNeed({ item: homeVisit });
  test("takes two, one of them a social worker, a grid worker or a volunteer with 20 hours", () => {
    expect(codes(teamRefusals([novice("a"), novice("b")], need, context))).toEqual(["team_experience"]);
    expect(codes(teamRefusals([novice("a"), experienced("b")], need, context))).toEqual([]);
    expect(codes(teamRefusals([novice("a"), socialWorker], need, context))).toEqual([]);
  });
  test("never starts with one", () => {
    expect(codes(teamRefusals([socialWorker], need, context))).toEqual(["team_size"]);
    expect(codes(teamRefusals([socialWorker], { ...need, people: 1 }, context))).toEqual(["team_size"]);
  });
  test("keeps the last seat for somebody experienced", () => {
    expect(codes(mayAccept(novice("b"), need, context, [novice("a")]))).toEqual(["team_experience"]);
    expect(mayAccept(novice("b"), need, context, [])).toEqual([]);
    expect(mayAccept(experienced("b"), need, context, [novice("a")])).toEqual([]);
  });
  test("may be made alone from the third time on, when both agreed", () => {
    const alone = { ...need, people: 1, isSoloAgreed: true };
    const friend = (visits: number) => buildHelper("f", { load: { visitsTo: { resident: visits } } });
    expect(codes(teamRefusals([friend(1)], alone, context))).toContain("team_size");
    expect(teamRefusals([friend(2)], alone, context)).toEqual([]);
    expect(codes(teamRefusals([friend(2)], { ...alone, isForMinor: true }, context))).toContain("team_size");
  });
  test("is not made by two who must not meet", () => {
    const shy = buildHelper("a", { person: { blockedHelperIds: ["b"] } });
    expect(codes(teamRefusals([experienced("b"), shy], need, context))).toEqual(["team_blocked_pair"]);
  });
});

describe("serving a child (R9)", () => {
  const need = buildNeed({ item: lessons });
  test("takes two adults; a helper under 18 is not counted", () => {
    expect(teamRefusals([novice("a"), novice("b")], need, context)).toEqual([]);
    expect(codes(teamRefusals([novice("a"), teenager], need, context))).toEqual(["team_adults"]);
    expect(codes(teamRefusals([novice("a")], { ...need, people: 1 }, context))).toEqual(["team_size"]);
  });
  test("refuses the seat a second adult needs", () => {
    expect(codes(mayAccept(teenager, need, context, [novice("a")]))).toEqual(["team_adults"]);
    expect(mayAccept(teenager, { ...need, people: 3 }, context, [novice("a")])).toEqual([]);
  });
});
