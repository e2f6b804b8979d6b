/** Two processes of the API on the same stores, and the same people signed in at both. */
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { connectMongo, nativeDb } from "../../src/platform/mongo.ts";
import { ApiError, type Client, openClient } from "../../web/client/client.ts";
import { freePort, startProduct, storesOf, temporaryFolder } from "../support/product.ts";
import { fieldsOf, type State } from "./states.ts";

/** The people of a round at one process. */
export interface Side {
  readonly resident: Client;
  readonly coordinators: readonly [Client, Client];
  readonly helpers: readonly [Client, Client];
}

export interface Round {
  readonly sides: readonly [Side, Side];
  readonly helperIds: readonly [string, string];
  /** A request of the round's resident in a state; both helpers are asked where somebody is. */
  request(
    state: State,
    change?: Readonly<Record<string, unknown>>,
    ofOffers?: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly id: string; readonly version: number }>;
  stored(id: string): Promise<StoredRequest>;
  /** Minutes in the ledger for a request. */
  minutesOf(id: string): Promise<number>;
}

export interface StoredRequest {
  readonly status: string;
  readonly history: readonly { readonly event: string }[];
  readonly assignments: readonly { readonly volunteerId: string; readonly status: string }[];
}

const coordinatorIds = ["PL-S002", "PL-S003"] as const;

/** Starts both processes; each round has people of its own, so that nobody is too fast or has too much open. */
export async function openRacers(): Promise<(round: number) => Promise<Round>> {
  const folder = temporaryFolder();
  const first = await startProduct({ dataDir: folder.path, port: await freePort(), roles: "api,jobs" });
  const second = await startProduct({ dataDir: folder.path, port: await freePort(), roles: "api", env: storesOf(folder.path) });
  const connection = await connectMongo(storesOf(folder.path).MONGODB_URI, "yimi");
  onTestFinished(async () => {
    await connection.close();
    await second.end("SIGTERM");
    await first.end("SIGTERM");
    folder.remove();
  });
  const db = nativeDb(connection);
  const helperIds = await findHelpers();

  async function findHelpers(): Promise<readonly [string, string]> {
    const able = {
      roles: "volunteer",
      "helper.status": "active",
      "helper.identityVerified": true,
      "helper.trainings.code": { $all: ["escort", "home_visit"] },
    };
    const found = await db.collection("people").find(able).sort({ "helper.creditedMinutes": -1 }).limit(2).toArray();
    return found.map(({ _id }) => String(_id)) as [string, string] & string[];
  }

  const signedIn = async (url: string, personId: string, role: "resident" | "coordinator" | "volunteer"): Promise<Client> => {
    const client = openClient({ baseUrl: url });
    for (;;) {
      const keys = await client.signInForDevelopment({ body: { personId, role } }).catch(untilAllowed);
      if (keys) {
        client.use(keys);
        return client;
      }
    }
  };
  const sideAt = async (url: string, residentId: string): Promise<Side> => ({
    resident: await signedIn(url, residentId, "resident"),
    coordinators: [await signedIn(url, coordinatorIds[0], "coordinator"), await signedIn(url, coordinatorIds[1], "coordinator")],
    helpers: [await signedIn(url, helperIds[0], "volunteer"), await signedIn(url, helperIds[1], "volunteer")],
  });

  return async (round) => {
    const residentId = `PL-R${String(1 + (round % 380)).padStart(4, "0")}`;
    const sides = [await sideAt(first.url, residentId), await sideAt(second.url, residentId)] as const;
    const requests = db.collection("serviceRequests");
    // A new round finds them rested and free, with the whole day before them.
    await db.collection("ledgerEntries").deleteMany({});
    await db.collection("helperLoads").deleteMany({});
    return {
      sides,
      helperIds,
      async request(state, change = {}, ofOffers = {}) {
        const startAt = "2026-12-01T10:00:00+08:00";
        const body = { itemCode: "EL02", startAt, where: { kind: "home" as const }, details: "买两斤鸡蛋", dest: "菜市场" };
        const { requests: made } = await sides[0].resident.createRequests({ body });
        const id = made[0]?.id ?? "";
        await sides[0].resident.submitMyRequest({ params: { requestId: id } });
        const fields = fieldsOf(state, { now: new Date("2026-11-23T09:00:00+08:00"), helperId: helperIds[0], receiverId: "" });
        const offers = (fields.offers ?? []).flatMap((offer) => helperIds.map((volunteerId) => ({ ...offer, volunteerId, ...ofOffers })));
        await requests.updateOne({ _id: id as never }, { $set: { ...fields, ...(state === "offered" && { offers }), ...change } });
        const stored = await requests.findOne({ _id: id as never });
        return { id, version: stored?.version as number };
      },
      stored: async (id) => (await requests.findOne({ _id: id as never })) as unknown as StoredRequest,
      minutesOf: async (id) => {
        const entries = await db.collection("ledgerEntries").find({ requestId: id }).toArray();
        return entries.reduce((sum, { minutes }) => sum + Number(minutes ?? 0), 0);
      },
    };
  };
}

/** Many rounds sign in more often than one address may: those wait. */
async function untilAllowed(error: unknown): Promise<undefined> {
  if (!(error instanceof ApiError) || error.status !== 429) throw error;
  await wait(2_000);
}
