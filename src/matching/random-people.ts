import type { ServiceItem } from "../catalog/index.ts";
import { addMinutes, dayMs, instant, startOfDay } from "../platform/index.ts";
import type { Role, Training, WeeklyWindow } from "../station/index.ts";
import { buildHelper, buildItem, buildNeed, counsel, escort, homeVisit, lessons, monday, repair } from "./builders.ts";
import type { Booking, Helper, HelperLoad } from "./helper.ts";
import type { Need } from "./need.ts";

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Town {
  readonly stationId: string;
  readonly communities: number;
  readonly gridsPerCommunity: number;
}

type Random = () => number;

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const chance = (random: Random, share: number): boolean => random() < share;
const daysFromNow = (days: number): Date => new Date(monday.getTime() + Math.round(days * dayMs));

function randomPlace(random: Random, { communities, gridsPerCommunity }: Town): { communityId: string; gridId: string } {
  const communityId = `PL${String(1 + Math.floor(random() * communities)).padStart(2, "0")}`;
  return { communityId, gridId: `${communityId}-G${1 + Math.floor(random() * gridsPerCommunity)}` };
}

function randomWindows(random: Random): WeeklyWindow[] {
  const starts = [360, 480, 540, 780, 840, 1080];
  return [1, 2, 3, 4, 5, 6, 7]
    .filter(() => chance(random, 0.5))
    .map((weekday) => {
      const from = pick(random, starts);
      return { weekday, from, to: from + pick(random, [120, 240, 330, 480]) };
    });
}

function randomTrainings(random: Random): Training[] {
  const held = ["escort", "home_visit", "minor", "first_aid"].filter(() => chance(random, 0.4));
  return held.map((code) => ({ code, validUntil: daysFromNow(random() * 400 - 60) }));
}

function randomLoad(random: Random, town: Town): Partial<HelperLoad> {
  const asks = chance(random, 0.4) ? 0 : Math.floor(random() * 6);
  const askedAt = Array.from({ length: asks }, () => daysFromNow(-random() * random() * 30)).sort((a, b) => a.getTime() - b.getTime());
  const bookings: Booking[] = Array.from({ length: Math.floor(random() * random() * 4) }, (_, i) => {
    const startAt = addMinutes(startOfDay(daysFromNow(random() * 4)), 420 + 30 * Math.floor(random() * 20));
    return { requestId: `b${i}`, code: `B${i}`, startAt, endAt: addMinutes(startAt, 60), ...randomPlace(random, town) };
  });
  const isRated = chance(random, 0.5);
  return {
    bookings,
    askedAt,
    openOffers: chance(random, 0.1)
      ? [{ requestId: "open", offeredAt: daysFromNow(-0.1), expiresAt: daysFromNow(random() * 0.4 - 0.1) }]
      : [],
    noShows: chance(random, 0.05)
      ? [
          { at: daysFromNow(-50 * random()), weight: pick(random, [0.5, 1]) },
          { at: daysFromNow(-3), weight: 1 },
        ]
      : [],
    rating: isRated ? 1 + 4 * Math.sqrt(random()) : null,
    likedBy: chance(random, 0.05) ? [`resident-${Math.floor(random() * 20)}`] : [],
  };
}

/** A helper of the town such as a station might have: most are active, verified and insured, some are what gates look for. */
export function randomHelper(random: Random, id: string, town: Town): Helper {
  const role: Role = chance(random, 0.05) ? "social_worker" : chance(random, 0.05) ? "grid_worker" : "volunteer";
  const year = chance(random, 0.08) ? 2007 + Math.floor(random() * 6) : 1950 + Math.floor(random() * 56);
  const blockFrom = daysFromNow(random() * 6 - 1);
  return buildHelper(id, {
    person: {
      stationId: town.stationId,
      gender: chance(random, 0.6) ? "female" : "male",
      birthDate: `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-11`,
      roles: [role],
      ...randomPlace(random, town),
      blockedHelperIds: chance(random, 0.02) ? [`resident-${Math.floor(random() * 20)}`] : [],
    },
    profile: {
      status: chance(random, 0.9) ? "active" : pick(random, ["paused", "review", "left"] as const),
      ...(chance(random, 0.5) && { pausedUntil: daysFromNow(random() * 2 - 1) }),
      identityVerified: chance(random, 0.95),
      skills: chance(random, 0.2) ? ["electric"] : [],
      trainings: randomTrainings(random),
      ...(chance(random, 0.8) ? { insuredUntil: daysFromNow(random() * 300 - 20) } : { insuredUntil: instant(2020, 1, 1) }),
      availability: chance(random, 0.2) ? [] : randomWindows(random),
      blocked: chance(random, 0.2) ? [{ from: blockFrom, to: new Date(blockFrom.getTime() + 3 * dayMs * random()) }] : [],
      languages: chance(random, 0.5) ? ["mandarin", "jiaoliao"] : ["mandarin"],
      guardianConsent: chance(random, 0.7),
      creditedMinutes: Math.floor(random() * 3000),
    },
    load: randomLoad(random, town),
  });
}

const items: readonly ServiceItem[] = [buildItem(), escort, homeVisit, repair, lessons, counsel];

/** A need somewhere in the town within the next four days. */
export function randomNeed(random: Random, requestId: string, town: Town): Need {
  const item = pick(random, items);
  const startAt = addMinutes(startOfDay(daysFromNow(random() * 4)), 420 + 30 * Math.floor(random() * 26));
  const beneficiaryId = `resident-${Math.floor(random() * 20)}`;
  return buildNeed({
    requestId,
    stationId: town.stationId,
    item,
    startAt,
    ...randomPlace(random, town),
    urgency: chance(random, 0.1) ? "urgent" : "routine",
    involvedIds: [beneficiaryId],
    beneficiaryId,
    radius: pick(random, [0, 1, 2, 2] as const),
    ...(chance(random, 0.15) && { genderWish: pick(random, ["female", "male"] as const) }),
    ...(chance(random, 0.1) && { languageWish: "jiaoliao" }),
  });
}
