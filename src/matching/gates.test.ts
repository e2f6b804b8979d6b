import { describe, expect, test } from "vitest";
import { addMinutes, instant } from "../platform/index.ts";
import {
  buildHelper,
  buildNeed,
  context,
  counsel,
  escort,
  type HelperOverrides,
  homeVisit,
  lessons,
  monday,
  repair,
  tuesday,
} from "./builders.ts";
import { type GateCode, gateKinds } from "./gate.ts";
import { gatesOf, mayAccept, mayBeAsked, mayBeNamed } from "./gates.ts";
import type { Need } from "./need.ts";

const hoursAgo = (hours: number) => addMinutes(monday, -60 * hours);
const booking = {
  requestId: "other",
  code: "B12",
  startAt: tuesday,
  endAt: addMinutes(tuesday, 60),
  communityId: "PL01",
  gridId: "PL01-G1",
};
const laterBooking = { ...booking, requestId: "third", code: "B13", startAt: addMinutes(tuesday, 300), endAt: addMinutes(tuesday, 360) };
const earlyBooking = { ...booking, requestId: "fourth", code: "B14", startAt: addMinutes(tuesday, -90), endAt: addMinutes(tuesday, -30) };
const openOffer = { requestId: "other", offeredAt: hoursAgo(4), expiresAt: addMinutes(monday, 30) };

/** For each gate somebody whom it alone holds back. */
const heldBack: Record<Exclude<GateCode, `team_${string}`>, { helper?: HelperOverrides; need?: Partial<Need> }> = {
  station: { helper: { person: { stationId: "QD" } } },
  requester_is_helper: { need: { involvedIds: ["resident", "h"] } },
  blocked_pair: { need: { blockedHelperIds: ["h"] } },
  excluded: { need: { excludedIds: ["h"] } },
  on_team: { need: { teamIds: ["h"] } },
  status: { helper: { profile: { status: "review" } } },
  paused: { helper: { profile: { status: "paused", pausedUntil: addMinutes(monday, 60) } } },
  identity: { helper: { profile: { identityVerified: false } } },
  age_minor: { helper: { person: { birthDate: "2015-01-01" }, profile: { guardianConsent: true } } },
  age_evening: {
    helper: { person: { birthDate: "2010-01-01" }, profile: { guardianConsent: true } },
    need: { startAt: instant(2026, 11, 24, 19, 30) },
  },
  guardian_consent: { helper: { person: { birthDate: "2010-01-01" } } },
  home_visit_hours: { need: { item: homeVisit, startAt: instant(2026, 11, 24, 7) } },
  provider: { need: { item: counsel } },
  skill: { need: { item: repair } },
  training: { helper: { profile: { trainings: [] } }, need: { item: escort } },
  insurance: { helper: { profile: { insuredUntil: instant(2026, 11, 23) } }, need: { item: escort } },
  gender_wish: { need: { genderWish: "male" } },
  language: { need: { languageWish: "jiaoliao" } },
  radius: { helper: { person: { gridId: "PL01-G2" } }, need: { radius: 0 } },
  availability: { helper: { profile: { availability: [{ weekday: 2, from: 600, to: 1200 }] } } },
  blocked_time: { helper: { profile: { blocked: [{ from: tuesday, to: addMinutes(tuesday, 10) }] } } },
  overlap: { helper: { load: { bookings: [booking] } } },
  tasks_per_day: { helper: { load: { bookings: [earlyBooking, laterBooking] } } },
  open_offer: { helper: { load: { openOffers: [openOffer] } } },
  offers_per_day: { helper: { load: { askedAt: [hoursAgo(5), hoursAgo(4.5), hoursAgo(4)] } } },
  cool_down: { helper: { load: { askedAt: [hoursAgo(2)] } } },
};

describe.each(Object.entries(heldBack))("gate %s", (code, { helper: overrides, need: needs }) => {
  const helper = buildHelper("h", overrides);
  const need = buildNeed(needs);

  test("holds back exactly for its reason", () => {
    expect(gatesOf(helper, need, context).map(({ gate }) => gate)).toEqual([code]);
    expect(mayBeAsked(helper, need, context)[0]?.words).toMatch(/\p{Script=Han}/u);
  });

  test("binds a named helper and an accept unless it only protects from being asked", () => {
    const isBinding = gateKinds[code as GateCode] === "binding";
    expect(mayBeNamed(helper, need, context).map(({ gate }) => gate)).toEqual(isBinding ? [code] : []);
    expect(mayAccept(helper, need, context).map(({ gate }) => gate)).toEqual(isBinding ? [code] : []);
  });
});

describe("a helper passes", () => {
  const passes = (overrides: HelperOverrides, need: Partial<Need> = {}) =>
    expect(gatesOf(buildHelper("h", overrides), buildNeed(need), context)).toEqual([]);

  test("with nothing against them", () => passes({}));
  test("on the last day of a training and of the insurance", () => {
    const lastDay = instant(2026, 11, 24);
    passes({ profile: { trainings: [{ code: "escort", validUntil: lastDay }], insuredUntil: lastDay } }, { item: escort });
  });
  test("when the pause is over", () => passes({ profile: { status: "paused", pausedUntil: hoursAgo(1) } }));
  test("at 16 with the guardian's consent, by day, outside homes", () =>
    passes({ person: { birthDate: "2010-01-01" }, profile: { guardianConsent: true } }));
  test("as social worker without volunteer trainings and insurance", () =>
    passes({ person: { roles: ["social_worker"] }, profile: { trainings: [], insuredUntil: instant(2020, 1, 1) } }, { item: escort }));
  test("on a home visit at night when it is urgent", () =>
    passes({}, { item: homeVisit, startAt: instant(2026, 11, 24, 22), urgency: "urgent" }));
  test("from anywhere when asked for by name", () =>
    passes({ person: { communityId: "PL09", gridId: "PL09-G1" } }, { radius: 0, wishedHelperId: "h" }));
  test("when the booking is for this very request", () => passes({ load: { bookings: [{ ...booking, requestId: "request-1" }] } }));
  test("when one task ends as the next begins", () =>
    passes({ load: { bookings: [{ ...booking, endAt: tuesday, startAt: addMinutes(tuesday, -60) }] } }));
});

test("rest and open offers say when the helper may be asked again", () => {
  const resting = buildHelper("h", { load: { askedAt: [hoursAgo(2)], openOffers: [openOffer] } });
  const untils = gatesOf(resting, buildNeed(), context).map(({ gate, until }) => [gate, until]);
  expect(untils).toEqual([
    ["open_offer", openOffer.expiresAt],
    ["cool_down", addMinutes(monday, 60)],
  ]);
});

test("two confirmed no-shows in 60 days pause for 14 days, three wait for a talk (R13)", () => {
  const noShow = (days: number, weight = 1) => ({ at: hoursAgo(24 * days), weight });
  const gates = (...noShows: { at: Date; weight: number }[]) => gatesOf(buildHelper("h", { load: { noShows } }), buildNeed(), context);
  expect(gates(noShow(20), noShow(3))).toMatchObject([{ gate: "paused", until: hoursAgo(-24 * 11) }]);
  expect(gates(noShow(40), noShow(20))).toEqual([]);
  expect(gates(noShow(70), noShow(3))).toEqual([]);
  expect(gates(noShow(20), noShow(3, 0.5))).toEqual([]);
  expect(gates(noShow(30), noShow(20), noShow(15))).toMatchObject([{ gate: "status" }]);
});

test("a minor may not serve in somebody's home", () => {
  const teenager = buildHelper("h", { person: { birthDate: "2010-01-01" }, profile: { guardianConsent: true } });
  expect(mayBeNamed(teenager, buildNeed({ item: homeVisit }), context)).toMatchObject([{ gate: "age_minor" }]);
});

test("nobody of unknown age is asked", () => {
  const unknown = buildHelper("h", { person: { birthDate: "" } });
  expect(gatesOf(unknown, buildNeed(), context)).toEqual([{ gate: "age_minor", words: "出生日期还没登记" }]);
});

test("a child's lesson asks for the training", () => {
  const untrained = buildHelper("h", { profile: { trainings: [] } });
  expect(mayAccept(untrained, buildNeed({ item: lessons }), context)).toMatchObject([{ gate: "training", words: "没有未成年人服务培训" }]);
});
