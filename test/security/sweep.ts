/** Every operation of the API, called by everybody about everything: who gets in. */
import type { TestApi, TestCaller } from "../../miniprogram-api/test-api.ts";
import { confirmTicket } from "../../src/access/index.ts";
import { makeRandom } from "../../src/matching/random-people.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import { addPerson, addStation, findPerson, type Person, shippedStation } from "../../src/station/index.ts";
import { type Operation, readOperations } from "../api/fuzz.ts";
import { people } from "../api/people.ts";
import { type Hints, sampleOf } from "../api/sample.ts";
import { ordersOn } from "../support/demo-station.ts";

export const identities = [
  "nobody",
  "resident",
  "volunteer",
  "social_worker",
  "grid_worker",
  "coordinator",
  "supervisor",
  "receiver",
] as const;
export type Identity = (typeof identities)[number];

/** What a request or a person is to who calls. Stations whose names begin alike are different stations. */
export const relations = [
  "own",
  "task",
  "station",
  "referred",
  "elsewhere:PLX",
  "elsewhere:P",
  "elsewhere:QL",
  "elsewhere:ZZZZZZ",
] as const;
export type Relation = (typeof relations)[number];

/** How a call was received: let in (whatever became of it), told to sign in, refused to the role, or told that there is nothing. */
export type Reception = "in" | "sign in" | "role" | "nothing";

export interface Finding {
  readonly operation: string;
  readonly identity: Identity;
  readonly relation: Relation | "none";
  readonly reception: Reception;
  /** Relations of requests whose ids stand in the answer, whatever was asked for. */
  readonly shows: readonly Relation[];
}

const objectParameters = ["requestId", "personId"];

/** After these the caller signs in anew. */
const ofSessions = ["signOut", "signOutEverywhere", "switchRole"];

/** After these the caller is no longer who they were. */
const endings = ["giveRole", "takeRole", "forgetMe"];

/** Calls everything; what ends a person comes last for each identity. */
export async function sweep(api: TestApi): Promise<Finding[]> {
  const { operations: unsorted, schemas } = await readOperations(api);
  const operations = unsorted.toSorted((a, b) => endings.indexOf(a.id) - endings.indexOf(b.id));
  const objects = await makeObjects(api);
  const random = makeRandom(7);
  const findings: Finding[] = [];
  for (const identity of identities) {
    let caller = await callerOf(api, identity);
    for (const operation of operations) {
      const object = operation.parameters.find(({ name }) => objectParameters.includes(name))?.name;
      for (const relation of object ? relations : (["none"] as const)) {
        const id = relation === "none" ? {} : { [object as string]: () => objects(object as string, identity, relation) };
        const named: Hints = {
          communityId: () => "PL01",
          itemCode: () => "EL01",
          intoId: () => objects("requestId", identity, "station"),
        };
        const hints: Hints = { ...named, ...id };
        const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
          const schema = operation.parameters.find((one) => one.name === name)?.schema ?? {};
          return encodeURIComponent(String((hints[name] ?? (() => sampleOf(schema, { random, schemas })))()));
        });
        const body = operation.body && sampleOf(operation.body, { random, hints: { ...named, personId: () => "PL-V0010" }, schemas });
        if (relation === "task" && identity !== "nobody" && object === "requestId")
          await bind(api, objects(object, identity, relation), people[identity]);
        const { status, body: answer } = await caller.send(operation.method, `${path}${queryOf(operation, random)}`, body);
        if (ofSessions.includes(operation.id)) caller = await callerOf(api, identity);
        const text = JSON.stringify(answer);
        const shows = relations.filter((one) => text.includes(objects("requestId", identity, one)));
        findings.push({ operation: operation.id, identity, relation, reception: receptionOf(status, answer), shows });
      }
    }
  }
  return findings;
}

function queryOf({ parameters }: Operation, random: () => number): string {
  const needed = parameters.filter((one) => one.in === "query" && one.required);
  const values = Object.fromEntries(needed.map(({ name, schema }) => [name, String(sampleOf(schema, { random }))]));
  return needed.length > 0 ? `?${new URLSearchParams(values)}` : "";
}

function receptionOf(status: number, body: { readonly code?: string } | string): Reception {
  const code = typeof body === "string" ? "" : (body.code ?? "");
  if (status === 401 && code === "access.token-missing") return "sign in";
  if (status === 403 && code === "http.not-allowed") return "role";
  return status === 404 && code === "http.not-found" ? "nothing" : "in";
}

/** Signed in, with the second factor. */
async function callerOf(api: TestApi, identity: Identity): Promise<TestCaller> {
  if (identity === "nobody") return api.nobody;
  const caller = await api.as(people[identity], identity);
  const { body } = await caller.post("/v1/session/step-up");
  await confirmTicket(api.deps, /\d{4}/.exec(body.say)?.[0] ?? "", people[identity]);
  return caller;
}

/** Requests and people in every relation to every identity, by id. */
async function makeObjects(api: TestApi): Promise<(object: string, identity: Identity, relation: Relation) => string> {
  const { deps } = api;
  const orders = await ordersOn(deps);
  const ids = new Map<string, string>();
  for (const identity of identities) {
    const self = identity === "nobody" ? undefined : await findPerson(deps, people[identity]);
    const other = orders.newResident();
    ids.set(`personId own ${identity}`, self?.id ?? other.id);
    ids.set(`personId task ${identity}`, other.id);
    ids.set(`personId station ${identity}`, other.id);
    const own = await orders.submitted({ resident: self ?? other });
    const task = await orders.submitted({ resident: orders.newResident() });
    if (self) await bind(api, task.id, self.id);
    const foreign = await orders.submitted({ resident: orders.newResident() });
    ids.set(`requestId own ${identity}`, own.id);
    ids.set(`requestId task ${identity}`, task.id);
    ids.set(`requestId station ${identity}`, foreign.id);
    const referred = await orders.submitted({ resident: orders.newResident() });
    const referral = { to: "民政办", receiverId: people.receiver, hasConsent: true, at: deps.clock.now(), bounces: 0 };
    await deps.db.collection("serviceRequests").updateOne({ _id: referred.id as never }, { $set: { status: "referred", referral } });
    ids.set(`requestId referred ${identity}`, referred.id);
    ids.set(`personId referred ${identity}`, other.id);
  }
  for (const relation of relations.filter((one) => one.startsWith("elsewhere"))) {
    const stationId = relation.slice("elsewhere:".length);
    const { person, request } = await foreignStation(api, orders, stationId);
    for (const identity of identities) {
      ids.set(`personId ${relation} ${identity}`, person.id);
      ids.set(`requestId ${relation} ${identity}`, request.id);
    }
  }
  return (object, identity, relation) => ids.get(`${object} ${relation} ${identity}`) ?? "";
}

/** Makes somebody the helper of a request, past every rule: only the relation counts here. */
async function bind(api: TestApi, requestId: string, volunteerId: string): Promise<void> {
  const now = api.deps.clock.now();
  const offer = { volunteerId, status: "accepted", round: 1, offeredAt: now, expiresAt: now };
  const assignment = { volunteerId, status: "accepted", acceptedAt: now, creditedMinutes: null, isVerified: true };
  await api.deps.db
    .collection("serviceRequests")
    .updateOne({ _id: requestId as never }, { $set: { status: "accepted", offers: [offer], assignments: [assignment] } });
}

async function foreignStation(
  api: TestApi,
  orders: Awaited<ReturnType<typeof ordersOn>>,
  stationId: string,
): Promise<{ person: Person; request: ServiceRequest }> {
  await addStation(api.deps, { ...shippedStation, id: stationId, teams: [] });
  const { id: _, createdAt: __, updatedAt: ___, ...like } = orders.newResident();
  const person = await addPerson(api.deps, { ...like, id: `${stationId.padEnd(2, "Z").slice(0, 6)}-R9001`, stationId });
  const request = await orders.submitted({ resident: orders.newResident() });
  await api.deps.db
    .collection("serviceRequests")
    .updateOne({ _id: request.id as never }, { $set: { stationId, requesterId: person.id, beneficiaryId: person.id } });
  return { person, request };
}
