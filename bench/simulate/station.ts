import { makeHeap } from "../../src/matching/batch/heap.ts";
import { mayAccept } from "../../src/matching/gates.ts";
import { isCovered } from "../../src/matching/gates-load.ts";
import type { Helper } from "../../src/matching/helper.ts";
import type { Need } from "../../src/matching/need.ts";
import { makeRoster } from "../../src/matching/roster/roster.ts";
import { seatsOf } from "../../src/matching/team.ts";
import { searchEndsAt } from "../../src/matching/wave/next-wave.ts";
import { addMinutes, dayMs } from "../../src/platform/index.ts";
import { settingsOf } from "../../src/station/index.ts";
import type { Job, Offer, Policy, Station, Tally, Watch } from "./job.ts";
import type { Options } from "./options.ts";
import { kilometres, makeWorld, normal, type Person } from "./world.ts";

/** Who would have to stay beyond the hours they named says yes so much more seldom; assumed. */
const staysLonger = 0.5;

/** Questions a station remembers of one helper: more than any gate or the waves look back at. */
const remembered = 60;

type Event = { readonly at: Date; readonly run: () => Promise<void> | void };

/** How many of these, oldest first, are later than a moment. */
function countSince(times: readonly Date[], since: number): number {
  let count = 0;
  while (count < times.length && (times[times.length - 1 - count] as Date).getTime() > since) count++;
  return count;
}

/** Runs one policy over one world, every event in the order of time, all requests against the same helpers. */
export async function runStation(options: Options, seed: number, policy: Policy, watch?: Watch): Promise<Tally> {
  const world = makeWorld(options, seed);
  const settings = settingsOf();
  const roster = makeRoster(options.volunteers);
  for (const { helper } of world.people.values()) roster.put(helper, settings);
  roster.pack();
  const events: (Event | undefined)[] = [];
  const queue = makeHeap();
  const groupPosts = new Map<string, Date[]>();
  const servedBefore = new Map<string, Set<string>>();
  const tally: Tally = {
    requests: 0,
    filled: 0,
    pushes: 0,
    accepts: 0,
    minutesToFill: [],
    unfilled: [],
    kilometres: 0,
    repeats: 0,
    repeatable: 0,
    asked: new Map(),
    served: new Map(),
  };
  const station: Station = {
    world,
    options,
    settings,
    roster,
    bonded: new Set(),
    tally,
    learned: [],
    now: world.arrivals[0]?.at ?? new Date(0),
    context: () => ({ now: station.now, settings }),
    needNow: (job) => ({
      ...job.need,
      excludedIds: [...job.offers.keys(), ...job.gone],
      teamIds: job.team.map(({ helper }) => helper.person.id),
    }),
  };

  const schedule = (at: Date, run: Event["run"]): void => {
    events.push({ at, run });
    queue.push(events.length - 1, at.getTime());
  };
  const change = (person: Person, load: Partial<Helper["load"]>): void => {
    person.helper = { ...person.helper, load: { ...person.helper.load, ...load } };
    if (load.bookings || load.likedBy) station.bonded.add(person);
    if (policy.usesRoster) roster.put(person.helper, settings);
  };
  const add = (counts: Map<string, number>, id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  const seatsLeft = (job: Job): number => seatsOf(job.need, station.context()) - job.team.length;

  /** How likely a yes is now: willing, near, and not tired of questions. */
  const yesChance = (person: Person, need: Need): number => {
    const weekAgo = station.now.getTime() - 7 * dayMs;
    const asks = countSince(person.helper.load.askedAt, weekAgo);
    const posts = countSince(groupPosts.get(person.helper.person.communityId) ?? [], weekAgo);
    const tired = Math.exp(-options.fatigue * (asks + 0.2 * posts));
    const { availability } = person.helper.person.helper;
    const stays = availability.length === 0 || isCovered(availability, need) ? 1 : staysLonger;
    return person.willingness * stays * tired * Math.exp(-kilometres(person.helper, need) / 8);
  };
  const answerDelay = (): number => Math.exp(Math.log(options.answerMinutes) + normal(world.random));

  const closeOffer = (job: Job, person: Person): void => {
    const { load } = person.helper;
    change(person, { openOffers: load.openOffers.filter(({ requestId }) => requestId !== job.need.requestId) });
  };

  const accept = (job: Job, person: Person): void => {
    const { helper } = person;
    const need = station.needNow(job);
    if (
      job.isOver ||
      seatsLeft(job) <= 0 ||
      mayAccept(
        helper,
        need,
        station.context(),
        job.team.map((one) => one.helper),
      ).length > 0
    )
      return;
    const { requestId, code, startAt, endAt, communityId, gridId, beneficiaryId } = job.need;
    const known = servedBefore.get(beneficiaryId) ?? new Set();
    if (known.size > 0) tally.repeatable += 1;
    if (known.has(helper.person.id)) tally.repeats += 1;
    job.team.push(person);
    change(person, {
      bookings: [
        ...helper.load.bookings.filter((booking) => booking.endAt > station.now),
        { requestId, code, startAt, endAt, communityId, gridId },
      ],
      acceptedAt: [...helper.load.acceptedAt, station.now],
    });
    tally.accepts += 1;
    tally.kilometres += kilometres(helper, need);
    add(tally.served, helper.person.id);
    if (seatsLeft(job) === 0) {
      job.isOver = true;
      job.filledAt = station.now;
      for (const offer of job.offers.values()) if (offer.state === "open") closeOffer(job, offer.person);
    }
    const isGivenBack = world.random() < options.dropout;
    if (isGivenBack) {
      const at = new Date(station.now.getTime() + world.random() * (startAt.getTime() - station.now.getTime()));
      schedule(at, () => giveBack(job, person));
    } else schedule(endAt, () => serve(job, person));
  };

  const giveBack = async (job: Job, person: Person): Promise<void> => {
    const { requestId } = job.need;
    change(person, { bookings: person.helper.load.bookings.filter((booking) => booking.requestId !== requestId) });
    job.team.splice(job.team.indexOf(person), 1);
    job.gone.add(person.helper.person.id);
    job.isOver = false;
    delete job.filledAt;
    delete job.order;
    job.rounds = 0;
    job.groupPosts = 0;
    job.queuedAt = station.now;
    job.firstAskedAt = undefined;
    await step(job);
  };

  const serve = (job: Job, person: Person): void => {
    if (!job.filledAt) return;
    const { beneficiaryId } = job.need;
    servedBefore.set(beneficiaryId, (servedBefore.get(beneficiaryId) ?? new Set()).add(person.helper.person.id));
    const { load } = person.helper;
    const likes = world.random() < 0.7 ? [...load.likedBy.filter((id) => id !== beneficiaryId), beneficiaryId] : load.likedBy;
    change(person, { likedBy: likes, visitsTo: { ...load.visitsTo, [beneficiaryId]: (load.visitsTo[beneficiaryId] ?? 0) + 1 } });
  };

  const ask = (job: Job, ids: readonly string[], ttlMinutes: number): void => {
    job.rounds += 1;
    job.firstAskedAt ??= station.now;
    for (const id of ids) {
      const person = world.people.get(id) as Person;
      const chance = yesChance(person, job.need);
      const offer: Offer = { person, offeredAt: station.now, expiresAt: addMinutes(station.now, ttlMinutes), state: "open" };
      job.offers.set(id, offer);
      tally.pushes += 1;
      add(tally.asked, id);
      const { load } = person.helper;
      const openOffer = { requestId: job.need.requestId, offeredAt: offer.offeredAt, expiresAt: offer.expiresAt };
      change(person, {
        askedAt: [...load.askedAt.slice(-remembered), station.now],
        openOffers: [...load.openOffers.filter(({ expiresAt }) => expiresAt > station.now), openOffer],
      });
      const draw = world.random();
      const isYes = draw < chance;
      const isNo = !isYes && draw < chance + (1 - chance) * 0.45;
      const delay = answerDelay();
      const learn = (): void =>
        void station.learned.push({
          offeredAt: offer.offeredAt,
          isYes,
          ...((isYes || isNo) && { answeredAt: addMinutes(offer.offeredAt, delay) }),
        });
      if (!isYes && !isNo) {
        schedule(offer.expiresAt, learn);
        continue;
      }
      schedule(addMinutes(station.now, delay), async () => {
        learn();
        if (offer.state !== "open") return;
        offer.state = isYes ? "yes" : "no";
        closeOffer(job, person);
        if (isYes) accept(job, person);
        if (!job.isOver) await step(job);
      });
    }
  };

  const post = (job: Job): void => {
    const { communityId } = job.need;
    job.groupPosts += 1;
    groupPosts.set(communityId, [...(groupPosts.get(communityId) ?? []), station.now]);
    for (const person of world.byCommunity.get(communityId) ?? []) {
      tally.pushes += 1;
      add(tally.asked, person.helper.person.id);
      if (world.random() >= options.attention * yesChance(person, job.need)) continue;
      schedule(addMinutes(station.now, answerDelay()), () => {
        if (isCovered(person.helper.person.helper.availability, job.need)) accept(job, person);
      });
    }
  };

  const step = async (job: Job): Promise<void> => {
    for (let moves = 0; !job.isOver && moves < 50; moves++) {
      if (station.now >= searchEndsAt(job.need, job.queuedAt, settings)) return;
      const move = await policy.next(station, job);
      if (move.kind === "stop") return;
      if (move.kind === "wait") {
        schedule(new Date(Math.max(move.until.getTime(), station.now.getTime() + 60_000)), () => step(job));
        return;
      }
      if (move.kind === "group") post(job);
      else if (move.ids.length === 0) return;
      else {
        watch?.(station, job, move.ids);
        ask(job, move.ids, move.ttlMinutes);
      }
    }
  };

  const jobs = world.arrivals.map(
    ({ at, need }): Job => ({
      need,
      queuedAt: at,
      arrivedAt: at,
      offers: new Map(),
      team: [],
      gone: new Set(),
      rounds: 0,
      groupPosts: 0,
      isOver: false,
    }),
  );
  for (const job of jobs) schedule(job.arrivedAt, () => step(job));
  while (queue.size > 0) {
    const next = queue.pop();
    const event = events[next] as Event;
    events[next] = undefined;
    station.now = event.at;
    await event.run();
  }
  for (const job of jobs) {
    tally.requests += 1;
    if (job.filledAt === undefined) {
      tally.unfilled.push(job);
      continue;
    }
    tally.filled += 1;
    tally.minutesToFill.push((job.filledAt.getTime() - job.arrivedAt.getTime()) / 60_000);
  }
  return tally;
}
