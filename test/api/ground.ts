import type { TestApi, TestCaller } from "../../miniprogram-api/test-api.ts";
import { acceptOffer } from "../../src/matching/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import type { HelperPerson, Person } from "../../src/station/index.ts";
import { type Ordered, type Orders, ordersOn } from "../support/demo-station.ts";
import type { Prepare } from "./fuzz.ts";
import type { Hints, Random } from "./sample.ts";

/** Who calls and what is already there, for an operation to succeed. */
interface Ground {
  readonly caller: TestCaller;
  readonly hints?: Hints;
}

interface World {
  readonly api: TestApi;
  readonly orders: Orders;
  readonly resident: Person;
  readonly helper: HelperPerson;
  as(personId: string, role?: Person["roles"][number]): Promise<TestCaller>;
  /** A request of this world's resident brought to a state. */
  at(state: "submitted" | "queued" | "proposed" | "offered" | "accepted", order?: Ordered): Promise<ServiceRequest>;
}

type Grounds = Readonly<Record<string, (world: World) => Promise<Ground>>>;

const ids = ({ id }: ServiceRequest): Hints => ({ requestId: () => id });

/** What an operation needs that chance does not bring about. */
const grounds: Grounds = {
  signInByWechat: async ({ api }) => ({ caller: api.nobody }),
  signOut: async ({ as, orders }) => ({ caller: await as(orders.newResident().id) }),
  submitMyRequest: async (world) => ownCollecting(world),
  answerTimeChange: async (world) => {
    const request = await world.at("offered");
    const helper = await world.as(world.helper.id);
    await helper.post(`/v1/offers/${request.id}/counter`, { startAt: "2026-11-24T15:00:00+08:00" });
    return { caller: await world.as(request.requesterId), hints: { ...ids(request), isYes: () => false } };
  },
};

async function ownCollecting(world: World): Promise<Ground> {
  const caller = await world.as(world.orders.newResident().id, "resident");
  const { body } = await caller.post("/v1/requests", {
    itemCode: "EL01",
    startAt: "2026-11-24T09:00:00+08:00",
    where: { kind: "home" },
    details: "说说话",
  });
  return { caller, hints: { requestId: () => body.requests[0].id } };
}

/** Prepares an operation anew until it has succeeded, and now and then afterwards; in between the same ground serves again. */
export async function groundsOf(api: TestApi, random: Random): Promise<Prepare> {
  const orders = await ordersOn(api.deps);
  const resident = orders.newResident();
  const [helper] = orders.newHelpers(1);
  const signedIn = new Map<string, Promise<TestCaller>>();
  const as: World["as"] = (personId, role) => {
    const key = `${personId} ${role}`;
    const found = signedIn.get(key) ?? api.as(personId, role);
    signedIn.set(key, found);
    return found;
  };
  const at: World["at"] = async (state, order) => {
    if (state === "accepted") return acceptOffer(api.deps, (await at("offered", order)).id, helper.id);
    if (state === "offered") return orders.offeredTo([helper], order);
    return orders[state](order);
  };
  const world: World = { api, orders, resident, helper, as, at };
  const known = new Map<string, Ground>();
  const usual = async (): Promise<Ground> => ({ caller: await as(resident.id) });
  return async (operation) => {
    const made = known.get(operation);
    const ground = made && random() < 0.95 ? made : await (grounds[operation] ?? usual)(world);
    known.set(operation, ground);
    return { caller: ground.caller, hints: { ...common(api, random), ...ground.hints } };
  };
}

function common({ deps }: TestApi, random: Random): Hints {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return {
    itemCode: () => pick(deps.catalog.items()).code,
    code: () => pick(deps.catalog.items()).code,
    category: () => pick(deps.catalog.categories()).code,
    communityId: () => pick(deps.station.communities).id,
    requestId: () => `r${"0".repeat(23)}`,
  };
}
