import type { MatchContext } from "../../src/matching/gate.ts";
import { firstRefusal } from "../../src/matching/gates.ts";
import type { Need } from "../../src/matching/need.ts";
import { type RosterReader, rankFromRoster } from "../../src/matching/roster/rank-from-roster.ts";
import { seatsOf } from "../../src/matching/team.ts";
import { answerOdds, answersFrom, usualAnswers } from "../../src/matching/wave/answer-odds.ts";
import { nextWave } from "../../src/matching/wave/next-wave.ts";
import { addMinutes, civil } from "../../src/platform/index.ts";
import { isQuiet, nextLoudTime } from "../../src/station/index.ts";
import type { Job, Move, Policy, Station } from "./job.ts";
import { kilometres, type Person } from "./world.ts";

/** The rest a station grants its helpers (R2), looked at after all other gates; a station that just broadcasts knows nothing of it. */
const restGates: ReadonlySet<string> = new Set(["cool_down", "offers_per_day", "open_offer"]);

function fits({ helper }: Person, need: Need, ctx: MatchContext): boolean {
  const refusal = firstRefusal(helper, need, ctx);
  return refusal === undefined || restGates.has(refusal.gate);
}

function eligible(station: Station, job: Job): Person[] {
  const need = station.needNow(job);
  const ctx = station.context();
  const { weekday, hour, minute } = civil(need.startAt);
  const from = hour * 60 + minute;
  const to = from + (need.endAt.getTime() - need.startAt.getTime()) / 60_000;
  const isFree = ({ helper }: Person): boolean =>
    helper.person.helper.availability.some((window) => window.weekday === weekday && window.from <= from && to <= window.to);
  return station.world.all.filter((person) => isFree(person) && fits(person, need, ctx));
}

/** Nobody writes to people at night, whatever the policy, unless it is urgent. */
function quietUntil({ now, settings }: Station, { need }: Job): Date | undefined {
  return need.urgency !== "urgent" && isQuiet(now, settings) ? nextLoudTime(now, settings) : undefined;
}

const seatsLeft = (station: Station, job: Job): number => seatsOf(job.need, station.context()) - job.team.length;

function readerOf({ roster, world, bonded: everBonded }: Station): RosterReader {
  return {
    roster,
    helpersById: async (ids) => ids.flatMap((id) => world.people.get(id)?.helper ?? []),
    bondedIds: async (need: Need) => {
      const bonded = [...everBonded].filter(({ helper: { load } }) => {
        const isNear = load.bookings.length > 0 && load.bookings.some(({ communityId }) => communityId === need.communityId);
        return isNear || (load.likedBy.length > 0 && load.likedBy.includes(need.beneficiaryId));
      });
      return bonded.map(({ helper }) => helper.person.id);
    },
  };
}

/** So many are ranked at a time, as a proposal keeps its candidates for later waves; ranked anew after so long. */
const depth = 60;
const rankedForMs = 3 * 3_600_000;

/** The product: real ranking, real waves, learning from this station's own answers. */
export const waves: Policy = {
  name: "waves",
  usesRoster: true,
  next: async (station, job): Promise<Move> => {
    const { now, settings, learned, world } = station;
    if (job.answersAt !== learned.length >> 4) {
      job.answersAt = learned.length >> 4;
      job.answers = answersFrom(learned.slice(-500));
    }
    const answers = job.answers ?? usualAnswers;
    const need = station.needNow(job);
    const ctx = station.context();
    const askable = async (k: number): Promise<string[]> => {
      const isStale = job.rankedAt === undefined || now.getTime() - job.rankedAt.getTime() > rankedForMs;
      if (isStale || job.order === undefined || (job.order.length < k / 2 && !job.isOrderWhole)) {
        job.order = (await rankFromRoster(readerOf(station), need, ctx, k)).map(({ personId }) => personId);
        job.rankedAt = now;
        job.isOrderWhole = job.order.length < k;
      }
      job.order = job.order.filter((id) => !job.offers.has(id));
      const ids: string[] = [];
      for (const id of job.order) {
        if (ids.length === k / 4) break;
        if (firstRefusal((world.people.get(id) as Person).helper, need, ctx) === undefined) ids.push(id);
      }
      return ids;
    };
    const decide = (ids: readonly string[]) =>
      nextWave(
        {
          now,
          queuedAt: job.queuedAt,
          ...(job.firstAskedAt && { firstAskedAt: job.firstAskedAt }),
          seatsLeft: seatsLeft(station, job),
          open: [...job.offers.values()]
            .filter(({ state, expiresAt }) => state === "open" && expiresAt > now)
            .map(({ offeredAt }) => ({ offeredAt })),
          odds: ids.map((id) => answerOdds((world.people.get(id) as Person).helper.load, now, answers)),
        },
        job.need,
        settings,
        answers,
      );
    let ids = await askable(depth);
    let move = decide(ids);
    if (move.kind === "ask" && move.count >= ids.length) {
      ids = await askable(4 * depth);
      move = decide(ids);
    }
    if (move.kind === "ask") return { kind: "ask", ids: ids.slice(0, move.count), ttlMinutes: move.ttlMinutes };
    return move.kind === "wait" ? move : { kind: "wait", until: addMinutes(now, 30) };
  },
};

/** What stations do today: a message to the community's WeChat group, again every two hours, three times at most. */
export const group: Policy = {
  name: "broadcast to group",
  usesRoster: false,
  next: async (station, job) => {
    const quiet = quietUntil(station, job);
    if (quiet) return { kind: "wait", until: quiet };
    if (job.groupPosts >= 3) return { kind: "stop" };
    if (job.rounds === 0) {
      job.rounds = 1;
      return { kind: "group" };
    }
    job.rounds = 0;
    return { kind: "wait", until: addMinutes(station.now, 120) };
  },
};

/** Everybody who fits is asked at once. */
export const everybody: Policy = {
  name: "broadcast to eligible",
  usesRoster: false,
  next: async (station, job) => {
    const quiet = quietUntil(station, job);
    if (quiet) return { kind: "wait", until: quiet };
    if (job.rounds > 0) return { kind: "stop" };
    const ids = eligible(station, job).map(({ helper }) => helper.person.id);
    return ids.length === 0 ? { kind: "stop" } : { kind: "ask", ids, ttlMinutes: 240 };
  },
};

/** As many at once as R1 says, the next when one says no or the offer has expired. */
function oneByOne(name: string, usesRoster: boolean, orderOf: (station: Station, job: Job) => Promise<string[]>): Policy {
  return {
    name,
    usesRoster,
    next: async (station, job) => {
      const quiet = quietUntil(station, job);
      if (quiet) return { kind: "wait", until: quiet };
      const { atOnce, ttlMinutes } = station.settings.offers[job.need.urgency];
      const open = [...job.offers.values()].filter(({ state, expiresAt }) => state === "open" && expiresAt > station.now);
      const wanted = Math.max(atOnce, seatsLeft(station, job)) - open.length;
      const first = open.map(({ expiresAt }) => expiresAt).sort((a, b) => a.getTime() - b.getTime())[0];
      if (wanted <= 0) return first ? { kind: "wait", until: first } : { kind: "stop" };
      job.order ??= await orderOf(station, job);
      const need = station.needNow(job);
      const ids: string[] = [];
      while (ids.length < wanted && job.order.length > 0) {
        const id = job.order.shift() as string;
        if (fits(station.world.people.get(id) as Person, need, station.context())) ids.push(id);
      }
      if (ids.length > 0) return { kind: "ask", ids, ttlMinutes };
      return first ? { kind: "wait", until: first } : { kind: "stop" };
    },
  };
}

export const nearest = oneByOne("nearest first", false, async (station, job) => {
  const people = eligible(station, job).sort((a, b) => kilometres(a.helper, job.need) - kilometres(b.helper, job.need));
  return people.map(({ helper }) => helper.person.id);
});

export const random = oneByOne("random", false, async (station, job) => {
  const ids = eligible(station, job).map(({ helper }) => ({ id: helper.person.id, draw: station.world.random() }));
  return ids.sort((a, b) => a.draw - b.draw).map(({ id }) => id);
});

/** First come, first served: the best by the score, without waves. */
export const greedy = oneByOne("first-come greedy", true, async (station, job) => {
  const ranked = await rankFromRoster(readerOf(station), station.needNow(job), station.context(), 200);
  return ranked.map(({ personId }) => personId);
});

export const policies: readonly Policy[] = [waves, group, everybody, nearest, random, greedy];
