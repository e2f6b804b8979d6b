/**
 * A whole station for a story: demo people, chat over the local network through Wechaty, jobs, a clock that moves. A story reads as a
 * conversation:
 *
 *     const { resident, coordinator } = await station();
 *     await resident.says("明天上午九点能派人陪我去区医院看病吗");
 *     await resident.sees(/陪同就医.*对吗/);
 *
 * `sees` looks only at what came since the person last wrote or saw something; `settle` waits until nothing is left to do.
 */
import { onTestFinished } from "vitest";
import { start as startBot } from "../../bot/index.ts";
import { advanceTime, start as startJobs } from "../../jobs/index.ts";
import { type App, type AppDeps, openApp } from "../../src/app.ts";
import { findDueNotices } from "../../src/outbox/index.ts";
import { createLog, type Log } from "../../src/platform/index.ts";
import { findByCode, findDue, findUnrelayed, type ServiceRequest } from "../../src/request/index.ts";
import { listByRole, type Person } from "../../src/station/index.ts";
import { testConfig } from "./stores.ts";
import { localNetwork, type StoryNetwork } from "./story-network.ts";
import { openPhone, type Phone } from "./story-phone.ts";

export type { Phone } from "./story-phone.ts";

/** Monday, a working day; the morning desk is open. */
export const monday9 = new Date("2026-11-23T09:00:00+08:00");

const patienceMs = 25_000;
const pollMs = 15;

export interface StationStory {
  readonly deps: AppDeps;
  readonly resident: Phone;
  readonly coordinator: Phone;
  readonly secondCoordinator: Phone;
  readonly supervisor: Phone;
  phone(personId: string): Promise<Phone>;
  phoneOf(name: string): Promise<Phone>;
  /** Phones of the helpers asked about a request, in the order of the card. */
  ranked(code: string): Promise<readonly Phone[]>;
  request(code: string): Promise<ServiceRequest>;
  /** Moves the station's clock, everything due on the way happening in turn. */
  advance(duration: { readonly minutes?: number; readonly hours?: number; readonly days?: number }): Promise<void>;
  /** Moves the clock to this station time, `YYYY-MM-DDTHH:mm`. */
  advanceTo(civil: string): Promise<void>;
  settle(): Promise<void>;
  restartBot(): Promise<void>;
  /** Everything that was said, for the report of a failure. */
  transcript(): Promise<string>;
}

export interface StationOptions {
  readonly startAt?: Date;
  readonly withoutJobs?: boolean;
  readonly log?: Log;
  /** Where people write; the simulated network unless said. */
  readonly network?: StoryNetwork;
}

export async function station(options: StationOptions = {}): Promise<StationStory> {
  const { startAt = monday9, withoutJobs = false, log, network = localNetwork() } = options;
  const config = { ...(await testConfig()), hasDemo: true, startAt, ...network.config };
  const app = await openApp(config, { log: log ?? createLog(process.env.YIMI_TEST_LOG ?? "silent") });
  const { deps } = app;
  await network.join(deps);
  let bot = await startBot(deps);
  const jobs = withoutJobs ? undefined : await startJobs(deps);
  onTestFinished(async (context) => {
    await network.keepScript(context);
    await bot.stop();
    await jobs?.stop();
    await network.stop();
    await close(app);
  });
  await network.greet();

  const settle = () => untilIdle(deps, network);
  const phoneFor = async (person: Person) => {
    const feed = await network.feedOf(person);
    return openPhone(person, feed, settle);
  };
  const byRole = async (role: Person["roles"][number]) => listByRole(deps, deps.station.id, role);
  const [coordinators, supervisors] = await Promise.all([byRole("coordinator"), byRole("supervisor")]);
  const person = (id: string) => findPersonOf(deps, id);

  return {
    deps,
    resident: await phoneFor(await person("PL-R0001")),
    coordinator: await phoneFor(coordinators[0] as Person),
    secondCoordinator: await phoneFor(coordinators[1] as Person),
    supervisor: await phoneFor(supervisors[0] as Person),
    phone: async (personId) => phoneFor(await person(personId)),
    phoneOf: async (name) => phoneFor(await byName(deps, name)),
    async ranked(code) {
      const { offers, candidates } = await requestOf(deps, code);
      const ids = [...new Set([...candidates.map(({ personId }) => personId), ...offers.map(({ volunteerId }) => volunteerId)])];
      return Promise.all(ids.map(async (id) => phoneFor(await person(id))));
    },
    request: (code) => requestOf(deps, code),
    async advance({ minutes = 0, hours = 0, days = 0 }) {
      await settle();
      await advanceTime(deps, ((days * 24 + hours) * 60 + minutes) * 60_000);
      await settle();
    },
    async advanceTo(civil) {
      await settle();
      const target = new Date(`${civil}:00+08:00`).getTime();
      await advanceTime(deps, target - deps.clock.now().getTime());
      await settle();
    },
    settle,
    transcript: () => network.transcript(),
    async restartBot() {
      await bot.stop();
      bot = await startBot(deps);
    },
  };
}

async function close(app: App): Promise<void> {
  await app.deps.db.dropDatabase();
  for await (const keys of app.deps.redis.scanStream({ match: `${app.deps.config.keyPrefix}*`, count: 1000 }))
    if (keys.length > 0) await app.deps.redis.unlink(...keys);
  await app.stop();
}

async function requestOf(deps: AppDeps, code: string): Promise<ServiceRequest> {
  const request = await findByCode(deps, deps.station.id, code);
  if (!request) throw new Error(`there is no request ${code}`);
  return request;
}

async function findPersonOf(deps: AppDeps, personId: string): Promise<Person> {
  const { findPerson } = await import("../../src/station/index.ts");
  return findPerson(deps, personId);
}

async function byName(deps: AppDeps, name: string): Promise<Person> {
  const found = await deps.db.collection<{ _id: string }>("people").findOne({ $or: [{ name }, { calledAs: name }] });
  if (!found) throw new Error(`nobody is called ${name}`);
  return findPersonOf(deps, found._id);
}

/** Until no message waits for an answer, no notice is due, and no request has anything to do; looked at twice. */
async function untilIdle(deps: AppDeps, network: StoryNetwork): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let quiet = 0; quiet < 3; ) {
    const [unheard, notices, unrelayed, due, unfinished] = await Promise.all([
      network.unheard(),
      findDueNotices(deps, 1),
      findUnrelayed(deps, deps.clock.now(), 1),
      findDue(deps, 1),
      deps.db.collection("inbox").countDocuments({ state: { $ne: "done" } }),
    ]);
    const isIdle = unheard + notices.length + unrelayed.length + due.length + unfinished === 0;
    quiet = isIdle ? quiet + 1 : 0;
    if (performance.now() > until)
      throw new Error(
        `the station does not come to rest: ${JSON.stringify({ unheard, notices: notices.map(({ kind }) => kind), unrelayed: unrelayed.length, due: due.map(({ code, status }) => `${code} ${status}`), unfinished })}`,
      );
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
