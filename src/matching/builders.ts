import type { ServiceItem } from "../catalog/index.ts";
import { addMinutes, instant } from "../platform/index.ts";
import { type HelperProfile, type Person, settingsOf } from "../station/index.ts";
import type { MatchContext } from "./gate.ts";
import type { Helper, HelperLoad } from "./helper.ts";
import { emptyLoad } from "./load-document.ts";
import type { Need } from "./need.ts";

/** Tests and benches ask on Monday, 23 November 2026 at 9:00 … */
export const monday = instant(2026, 11, 23, 9);
/** … about Tuesday at 9:00. */
export const tuesday = instant(2026, 11, 24, 9);

export const context: MatchContext = { now: monday, settings: settingsOf() };

/** An item without special rules unless `overrides` says so. */
export function buildItem(overrides: Partial<ServiceItem> = {}): ServiceItem {
  return {
    code: "EL02",
    category: "养老服务",
    name: "代购代办",
    provider: "volunteer",
    workType: "direct",
    minutes: 60,
    minPeople: 1,
    leadHours: 4,
    requires: [],
    flags: [],
    aliases: [],
    ...overrides,
  };
}

export const escort = buildItem({ code: "EL01", name: "陪同就医", minutes: 240, flags: ["health", "vulnerable"] });
export const homeVisit = buildItem({ code: "EL03", name: "独居老人探访陪聊", provider: "team", minPeople: 2, flags: ["home_visit"] });
export const repair = buildItem({ code: "EL07", name: "家庭小修与水电简检", flags: ["skill:electric"] });
export const lessons = buildItem({ code: "CH01", name: "课业辅导", minPeople: 2, minutes: 90, flags: ["minor", "at_station"] });
export const counsel = buildItem({ code: "AF01", name: "婚姻家庭咨询", provider: "social_worker", flags: ["confidential"] });

/** A routine errand in PL01-G1 on Tuesday morning, searched in the whole town. */
export function buildNeed(overrides: Partial<Need> = {}): Need {
  const item = overrides.item ?? buildItem();
  const startAt = overrides.startAt ?? tuesday;
  return {
    requestId: "request-1",
    code: "A37",
    stationId: "PL",
    item,
    people: item.minPeople,
    startAt,
    endAt: addMinutes(startAt, item.minutes),
    urgency: "routine",
    communityId: "PL01",
    gridId: "PL01-G1",
    involvedIds: ["resident"],
    beneficiaryId: "resident",
    blockedHelperIds: [],
    excludedIds: [],
    teamIds: [],
    isForMinor: false,
    radius: 2,
    ...overrides,
  };
}

export interface HelperOverrides {
  readonly person?: Partial<Omit<Person, "helper">>;
  readonly profile?: Partial<HelperProfile>;
  readonly load?: Partial<HelperLoad>;
}

/** A woman of 46 from the same grid, verified, insured, trained as escort, for home visits and for children, free at any time, never asked. */
export function buildHelper(id: string, { person = {}, profile = {}, load = {} }: HelperOverrides = {}): Helper {
  const helper: HelperProfile = {
    status: "active",
    identityVerified: true,
    skills: [],
    trainings: [
      { code: "escort", validUntil: instant(2027, 6, 30) },
      { code: "home_visit", validUntil: instant(2027, 6, 30) },
      { code: "minor", validUntil: instant(2027, 6, 30) },
    ],
    insuredUntil: instant(2027, 6, 30),
    availability: [],
    blocked: [],
    languages: ["mandarin"],
    creditedMinutes: 600,
    joinedAt: instant(2025, 1, 1),
    ...profile,
  };
  const base: Person = {
    id,
    stationId: "PL",
    name: id,
    calledAs: id,
    gender: "female",
    birthDate: "1980-05-01",
    roles: ["volunteer"],
    communityId: "PL01",
    gridId: "PL01-G1",
    phone: "",
    address: "",
    tags: [],
    family: [],
    blockedHelperIds: [],
    createdAt: instant(2025, 1, 1),
    updatedAt: instant(2025, 1, 1),
  };
  return {
    person: { ...base, ...person, helper },
    load: { ...emptyLoad({ personId: id, stationId: "PL" }, monday), ...load },
  };
}
