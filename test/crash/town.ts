/**
 * A town whose product is killed while people write. Residents, coordinators and helpers use the simulator's HTTP interface only; what
 * became of it is checked in the database at the end (test/support/invariants.ts).
 */
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { openCatalog } from "../../src/catalog/index.ts";
import { makeRandom } from "../../src/matching/random-people.ts";
import { connectMongo, nativeDb } from "../../src/platform/mongo.ts";
import { findRepeatedNotices, findViolations } from "../support/invariants.ts";
import { openPhones, type Phones, type SimPerson } from "../support/phones.ts";
import { freePort, type Product, type ProductOptions, startProduct, storesOf, temporaryFolder } from "../support/product.ts";

export interface Town {
  readonly phones: Phones;
  readonly residents: readonly SimPerson[];
  readonly coordinators: readonly SimPerson[];
  /** A number from 0 up to 1, from the seed that is printed. */
  random(): number;
  /** The product as it runs now. */
  product(): Product;
  /** SIGKILL, and a new start on the same data. */
  killAndRestart(): Promise<void>;
  /** Kills an embedded store; the keeper starts it again. */
  killStore(store: "mongo" | "redis"): Promise<void>;
  /** Another process on the same stores. */
  startBeside(roles: string): Promise<Product>;
  /** A resident asks for an escort, a free day and hour of their own, and is told 「记下了」 with the code. */
  ask(index: number): Promise<string>;
  /** A coordinator lets it pass and picks, and those who are asked say yes until somebody is bound. */
  match(code: string, desk?: number): Promise<void>;
  /** All of it together. */
  live(index: number): Promise<string>;
  /** Nothing is missing, nothing is there twice, nothing waits: looked at until it is so. */
  expectNothingLost(asked: readonly string[]): Promise<void>;
}

const settleLimitMs = 45_000;
const days = ["后天", "周四", "周五", "下周一", "下周二", "下周三", "下周四", "下周五"];
// An escort takes four hours, and helpers are home by six.
const hours = ["上午八点", "上午九点", "上午十点", "下午一点", "下午两点"];

/** What resident number `index` writes: together they spread over two weeks, so that there are helpers for all. */
export function needOf(index: number): string {
  return `${days[index % days.length]}${hours[Math.floor(index / days.length) % hours.length]}能派人陪我去区医院看病吗`;
}

export async function town(name: string, options: Partial<ProductOptions> = {}): Promise<Town> {
  const seed = Number(process.env.YIMI_TEST_SEED ?? Math.floor(Math.random() * 1e6));
  console.log(`${name}: seed ${seed} (YIMI_TEST_SEED repeats it)`);
  const random = makeRandom(seed);
  const folder = temporaryFolder();
  const port = await freePort();
  const running = new Set<Product>();
  const storePids = new Set<number>();

  const start = async (own: ProductOptions): Promise<Product> => {
    const started = await startProduct(own);
    running.add(started);
    return started;
  };
  const startMain = async (): Promise<Product> => {
    const started = await start({ dataDir: folder.path, port, ...options });
    for (const pid of Object.values(await started.storePids())) storePids.add(pid);
    return started;
  };
  const end = async (product: Product, signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    running.delete(product);
    await product.end(signal);
  };
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") for (const one of running) console.log(one.said());
    for (const one of [...running].toReversed()) await end(one, "SIGTERM");
    for (const pid of storePids) endIfAlive(pid);
    folder.remove();
  });

  let product = await startMain();
  const phones = openPhones(product.url);
  const people = await phones.people();
  const residents = people.filter(({ role }) => role === "resident");
  const coordinators = people.filter(({ role }) => role === "coordinator");
  const asker = (index: number): string => residents[index]?.id ?? "";

  async function ask(index: number): Promise<string> {
    await phones.say(asker(index), needOf(index), /对吗/);
    const [, code = ""] = await phones.say(asker(index), "对", /记下了,单号 ([A-Z]\d+)/);
    return code;
  }

  async function match(code: string, desk = 0): Promise<void> {
    const coordinator = coordinators[desk % coordinators.length]?.id ?? "";
    await phones.send(coordinator, `通过 ${code}`);
    await phones.until(code, ["proposed"]);
    // Whoever has been asked by others meanwhile may not be asked again for hours (R2): then another batch is looked for.
    for (let batch = 0; batch < 4 && (await phones.request(code)).status === "proposed"; batch++) {
      await phones.send(coordinator, `确认 ${code}`);
      if (await phones.until(code, ["offered"], 10_000).catch(() => undefined)) break;
      await phones.send(coordinator, `换一批 ${code}`);
      await phones.until(code, ["proposed", "offered"]);
    }
    for (const { volunteerId } of (await phones.until(code, ["offered"])).offers) {
      await phones.send(volunteerId, `接 ${code}`);
      const answered = await phones.until(code, ["accepted"], 20_000).catch(() => undefined);
      if (answered) return;
    }
    throw new Error(`${code}: nobody is bound, it is ${(await phones.request(code)).status}`);
  }

  return {
    phones,
    residents,
    coordinators,
    random,
    product: () => product,
    async killAndRestart() {
      await end(product, "SIGKILL");
      product = await startMain();
    },
    async killStore(store) {
      process.kill((await product.storePids())[store], "SIGKILL");
    },
    async startBeside(roles) {
      const { dataDir } = product;
      return start({ dataDir, port: await freePort(), roles, env: { ...options.env, ...storesOf(dataDir) } });
    },
    ask,
    match,
    async live(index) {
      const code = await ask(index);
      await match(code, index);
      return code;
    },
    async expectNothingLost(asked) {
      for (const pid of Object.values(await product.storePids())) storePids.add(pid);
      const connection = await connectMongo(storesOf(folder.path).MONGODB_URI, "yimi");
      try {
        const db = nativeDb(connection);
        const catalog = await openCatalog({ db });
        const look = async (): Promise<string[]> => [
          ...(await findViolations(db, { catalog, now: new Date((await clockOf(product)).now), acknowledged: phones.acknowledged })),
          ...(await findRepeatedNotices(db, () => true)),
          ...(await requestsBesides(db, asked)),
        ];
        let violations = await look();
        for (const until = performance.now() + settleLimitMs; violations.length > 0 && performance.now() < until; violations = await look())
          await wait(300);
        expect(violations).toEqual([]);
      } finally {
        await connection.close();
      }
    },
  };
}

/** One request for each need, and none besides. */
async function requestsBesides(db: ReturnType<typeof nativeDb>, asked: readonly string[]): Promise<string[]> {
  const stored = (await db.collection("serviceRequests").find().toArray()).map(({ code }) => String(code));
  const missing = asked.filter((code) => !stored.includes(code)).map((code) => `${code} is not stored`);
  return stored.length === asked.length
    ? missing
    : [...missing, `${asked.length} needs became ${stored.length} requests: ${stored.join(" ")}`];
}

async function clockOf({ url }: Product): Promise<{ now: string }> {
  return (await (await fetch(`${url}/sim/clock`)).json()) as { now: string };
}

function endIfAlive(pid: number): void {
  try {
    if (pid > 0) process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
