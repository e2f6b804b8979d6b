import { expect, test } from "vitest";
import { addMinutes } from "../../platform/index.ts";
import { buildHelper, buildNeed, context, homeVisit, monday, tuesday } from "../builders.ts";
import { firstRefusal } from "../gates.ts";
import { makeRandom, randomHelper, randomNeed } from "../random-people.ts";
import { teamRefusals } from "../team.ts";
import { proposeBatch } from "./propose-batch.ts";

const teamsOf = ({ teams }: ReturnType<typeof proposeBatch>) =>
  Object.fromEntries(teams.map(({ code, candidates }) => [code, candidates.map(({ personId }) => personId).sort()]));

test("nobody is given to one request while another goes without", () => {
  const near = buildHelper("near", { profile: { skills: ["electric"] } });
  const far = buildHelper("far", { person: { communityId: "PL02", gridId: "PL02-G1" } });
  const easy = buildNeed({ requestId: "r1", code: "A1" });
  const onlyNear = buildNeed({ requestId: "r2", code: "A2", radius: 1 });
  expect(teamsOf(proposeBatch([near, far], [easy, onlyNear], context))).toEqual({ A1: ["far"], A2: ["near"] });
});

test("urgent requests come first when there are too few, and the others are told", () => {
  const routine = buildNeed({ requestId: "r1", code: "A1" });
  const urgent = buildNeed({ requestId: "r2", code: "A2", urgency: "urgent" });
  const proposal = proposeBatch([buildHelper("only")], [routine, urgent], context);
  expect(teamsOf(proposal)).toEqual({ A2: ["only"] });
  expect(proposal.leftOver).toEqual(["A1"]);
});

test("home visits get whole teams with somebody experienced, or are left over", () => {
  const novices = ["n1", "n2", "n3"].map((id) => buildHelper(id, { profile: { creditedMinutes: 0 } }));
  const veteran = buildHelper("veteran", { person: { communityId: "PL02", gridId: "PL02-G1" }, profile: { creditedMinutes: 5000 } });
  const visits = ["A1", "A2"].map((code) => buildNeed({ requestId: code, code, item: homeVisit }));
  const proposal = proposeBatch([...novices, veteran], visits, context);
  expect(proposal.teams).toHaveLength(1);
  expect(proposal.teams[0]?.candidates.map(({ personId }) => personId)).toContain("veteran");
  expect(proposal.leftOver).toHaveLength(1);
});

test("with two offers at once allowed, one helper gets two requests only when they do not overlap", () => {
  const settings = { ...context.settings, offers: { ...context.settings.offers, maxOpen: 2 } };
  const helper = buildHelper("only");
  const first = buildNeed({ requestId: "r1", code: "A1" });
  const same = buildNeed({ requestId: "r2", code: "A2" });
  const later = buildNeed({ requestId: "r3", code: "A3", startAt: addMinutes(tuesday, 120) });
  expect(proposeBatch([helper], [first, same], { now: monday, settings }).teams).toHaveLength(1);
  expect(Object.keys(teamsOf(proposeBatch([helper], [first, later], { now: monday, settings })))).toEqual(["A1", "A3"]);
});

test("no batch passes a gate: who is proposed may be asked, and the team may go", () => {
  const random = makeRandom(5);
  const town = { stationId: "PL", communities: 3, gridsPerCommunity: 2 };
  for (let round = 0; round < 20; round++) {
    const helpers = Array.from({ length: 60 }, (_, i) => randomHelper(random, `h${i}`, town));
    const needs = Array.from({ length: 12 }, (_, i) => ({ ...randomNeed(random, `r${round}-${i}`, town), code: `A${i}` }));
    for (const { code, candidates } of proposeBatch(helpers, needs, context).teams) {
      const need = needs.find((one) => one.code === code) as (typeof needs)[number];
      const team = helpers.filter(({ person }) => candidates.some(({ personId }) => personId === person.id));
      expect(team.flatMap((helper) => firstRefusal(helper, need, context) ?? [])).toEqual([]);
      expect(teamRefusals(team, need, context)).toEqual([]);
    }
  }
});
