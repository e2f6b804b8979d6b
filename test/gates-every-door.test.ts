/**
 * No gate can be passed by another door: for each gate of `src/matching` a helper for whom it closes, on the real stores, tried through
 * the matcher, a batch, a coordinator's pick and word, and the helper's own yes; each by the verbs, in chat and over HTTP.
 */
import { afterAll, expect, test } from "vitest";
import { chatOf } from "../bot/dialogs/staff-chat.ts";
import { start } from "../miniprogram-api/index.ts";
import {
  acceptOffer,
  answerCounter,
  boundHelpers,
  counterOffer,
  declineOffer,
  findCandidates,
  findHelpersById,
  freeHelpers,
  type GateCode,
  gateKinds,
  gatesOf,
  mayAccept,
  type Need,
  nameHelper,
  needOf,
  pickCandidates,
  proposeBatch,
  recordAsked,
  reserve,
} from "../src/matching/index.ts";
import { addMinutes } from "../src/platform/index.ts";
import { cancelRequest, changeRequest, findRequest, type ServiceRequest } from "../src/request/index.ts";
import { findHelpers, type HelperPerson } from "../src/station/index.ts";
import { type Client, openClient } from "../web/client/client.ts";
import { coordinator, demoStation, type Ordered, tuesdayAtTen } from "./support/demo-station.ts";

const station = await demoStation();
const { deps } = station;
const now = deps.clock.now();
const settings = deps.settings("PL");
const ctx = { now, settings };
const desk = await chatOf(deps, coordinator.personId);
const api = await start({ ...deps, paceFactor: 1_000_000 });
afterAll(() => api.stop());
const clientOf = async (personId: string): Promise<Client> => {
  const client = openClient({ baseUrl: `http://127.0.0.1:${api.port}` });
  client.use(await client.signInForDevelopment({ body: { personId } }));
  return client;
};
const screen = await clientOf(coordinator.personId);
const people = deps.db.collection<{ _id: string }>("people");
const loads = deps.db.collection<{ _id: string }>("helperLoads");
const requests = deps.db.collection<{ _id: string }>("serviceRequests");

const volunteers = (await findHelpers(deps, "PL", { status: "active" })).filter(({ roles }) => roles.join() === "volunteer");
const [helper, partner] = volunteers as [HelperPerson, HelperPerson];
const residents = [station.newResident(), station.newResident()];

/** Changes of the helper (or the partner), of the request, and of what the helper is bound to: what closes a gate. */
const person = (change: Record<string, unknown>, id = helper.id) => people.updateOne({ _id: id }, { $set: change });
const change = (request: ServiceRequest, fields: Record<string, unknown>) => requests.updateOne({ _id: request.id }, { $set: fields });
const asked = (requestId: string, ago: number, openFor: number) =>
  recordAsked(deps, keyOf(helper), { requestId, offeredAt: addMinutes(now, -ago), expiresAt: addMinutes(now, openFor) });
const booked = (requestId: string, startAt: Date, endAt: Date) =>
  reserve(deps, helper.id, { requestId, code: "Z99", startAt, endAt, communityId: "x", gridId: "x", stationId: "PL" }, 99);
const keyOf = ({ id }: HelperPerson) => ({ personId: id, stationId: "PL" });

interface Row {
  readonly order?: Ordered;
  readonly close: (request: ServiceRequest) => Promise<unknown>;
  /** Somebody has already accepted: the gate looks at them together. */
  readonly besides?: Record<string, unknown>;
  /** No request of the station asks for this yet: the need is put as one that does would put it. */
  readonly need?: (need: Need) => Need;
}

const sixteen = { birthDate: "2010-01-01", "helper.guardianConsent": true };
const visit: Ordered = { itemCode: "EL03" };
const escort: Ordered = { itemCode: "EL01" };
const evening = addMinutes(tuesdayAtTen, 9 * 60 + 45);

const rows: Readonly<Record<GateCode, Row>> = {
  station: { close: () => person({ stationId: "QT" }) },
  requester_is_helper: { close: (request) => change(request, { beneficiaryId: helper.id }) },
  blocked_pair: { close: ({ beneficiaryId }) => person({ blockedHelperIds: [helper.id] }, beneficiaryId) },
  status: { close: () => person({ "helper.status": "review" }) },
  paused: { close: () => person({ "helper.status": "paused" }) },
  identity: { close: () => person({ "helper.identityVerified": false }) },
  age_minor: { close: () => person({ birthDate: "2016-01-01" }) },
  age_evening: { order: { wish: { startAt: evening } }, close: () => person(sixteen) },
  guardian_consent: { close: () => person({ ...sixteen, "helper.guardianConsent": false }) },
  home_visit_hours: { order: visit, close: (request) => change(request, { "wish.startAt": addMinutes(tuesdayAtTen, 11 * 60) }) },
  provider: { order: { itemCode: "SR01" }, close: () => person({ roles: ["volunteer"] }) },
  skill: { order: { itemCode: "EL07" }, close: () => person({ "helper.skills": [] }) },
  training: { order: escort, close: () => person({ "helper.trainings": [] }) },
  insurance: { order: escort, close: () => person({ "helper.insuredUntil": addMinutes(now, -3 * 24 * 60) }) },
  gender_wish: { close: (request) => change(request, { "wish.gender": helper.gender === "female" ? "male" : "female" }) },
  on_team: {
    close: (request) =>
      change(request, {
        assignments: [{ volunteerId: helper.id, status: "accepted", acceptedAt: now, creditedMinutes: null, isVerified: true }],
      }),
  },
  excluded: { close: (request) => change(request, { passedOver: [helper.id] }) },
  radius: { close: async () => undefined, need: (need) => ({ ...need, radius: 0, gridId: "elsewhere" }) },
  language: { close: async () => undefined, need: (need) => ({ ...need, languageWish: "闽南话" }) },
  availability: { close: () => person({ "helper.availability": [{ weekday: 5, from: 480, to: 1080 }] }) },
  blocked_time: { close: () => person({ "helper.blocked": [{ from: now, to: addMinutes(now, 3 * 24 * 60) }] }) },
  overlap: { close: () => booked("other", tuesdayAtTen, addMinutes(tuesdayAtTen, 120)) },
  tasks_per_day: {
    close: async () => {
      await booked("early", addMinutes(tuesdayAtTen, -180), addMinutes(tuesdayAtTen, -120));
      await booked("late", addMinutes(tuesdayAtTen, 400), addMinutes(tuesdayAtTen, 460));
    },
  },
  open_offer: { close: () => asked("other", 300, 60) },
  offers_per_day: {
    close: async () => {
      for (const ago of [500, 440, 380]) await asked(`other-${ago}`, ago, -ago + 1);
    },
  },
  cool_down: { close: () => asked("other", 60, -30) },
  team_size: { order: visit, close: async () => undefined },
  team_experience: {
    order: visit,
    besides: { "helper.creditedMinutes": 0 },
    close: () => person({ "helper.creditedMinutes": 0 }),
  },
  team_adults: { order: { itemCode: "CH01" }, close: () => person(sixteen) },
  team_blocked_pair: { order: visit, besides: {}, close: () => person({ blockedHelperIds: [partner.id] }) },
};

/** Somebody for whom every gate is open. */
const open = {
  stationId: "PL",
  roles: ["volunteer"],
  birthDate: "1980-01-01",
  blockedHelperIds: [],
  "helper.status": "active",
  "helper.identityVerified": true,
  "helper.guardianConsent": false,
  "helper.skills": ["electric"],
  "helper.trainings": ["escort", "home_visit", "minor"].map((code) => ({ code, validUntil: addMinutes(now, 400 * 24 * 60) })),
  "helper.insuredUntil": addMinutes(now, 400 * 24 * 60),
  "helper.availability": [],
  "helper.blocked": [],
  "helper.creditedMinutes": 6000,
};

async function openAll(gate: GateCode): Promise<void> {
  for (const { id } of [helper, partner]) {
    await person(open, id);
    await loads.deleteOne({ _id: id });
  }
  for (const { id } of residents) await person({ blockedHelperIds: [] }, id);
  if (gate === "provider") await person({ roles: ["social_worker"] });
}

async function orderFor({ order, besides }: Row, resident: (typeof residents)[number]): Promise<ServiceRequest> {
  const request = await station.queued({ ...order, resident });
  if (!besides) return request;
  await person(besides, partner.id);
  await nameHelper(deps, request.id, coordinator, partner.id);
  return acceptOffer(deps, request.id, partner.id);
}

/** A card with this helper alone on it. */
const card = (id: string) =>
  changeRequest(deps, id, ({ status }) =>
    status === "queued"
      ? {
          event: "propose",
          by: { role: "matcher" },
          change: { candidates: [{ personId: helper.id, score: 1, reasons: "" }], matchAt: undefined },
        }
      : null,
  );

const isAsked = async (id: string): Promise<boolean> =>
  (await findRequest(deps, id)).offers.some(({ volunteerId, status }) => volunteerId === helper.id && status === "offered");

async function end(...ended: readonly ServiceRequest[]): Promise<void> {
  for (const { id } of ended) {
    await change({ id } as ServiceRequest, { assignments: [], beneficiaryId: residents[0]?.id });
    await freeHelpers(deps, await cancelRequest(deps, id, coordinator, "测试"));
  }
}

test("every gate has a row", () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(gateKinds).sort());
});

const gates = Object.keys(gateKinds) as GateCode[];
const isTeamGate = (gate: GateCode): boolean => gate.startsWith("team_");

test.each(gates)("%s: the matcher and a batch leave them out, and a pick does not ask them", async (gate) => {
  const row = rows[gate];
  await openAll(gate);
  const request = await orderFor(row, residents[0] as (typeof residents)[number]);
  if (request.status === "queued") await card(request.id);
  await row.close(request);
  const stored = await needOf(deps, await findRequest(deps, request.id));
  const need = row.need?.(stored) ?? stored;
  const [closed, ...team] = await findHelpersById(deps, [helper.id, ...need.teamIds]);
  if (!closed) throw new Error("the helper is gone");

  const refusals = [...gatesOf(closed, need, ctx), ...mayAccept(closed, need, ctx, team)].map((refusal) => refusal.gate);
  if (gate !== "team_size") expect(refusals, "the row closes this gate").toContain(gate);
  const batch = proposeBatch([closed, ...team], [need], ctx);
  expect(batch.leftOver).toEqual([need.code]);
  const matchDeps = { db: deps.db, cipher: deps.cipher, clock: deps.clock, settings };
  const found = await findCandidates(matchDeps, need, isTeamGate(gate) ? 1 : 500);
  if (gate !== "team_size") expect(found.map(({ personId }) => personId)).not.toContain(helper.id);

  if (request.status === "queued" && !row.need && gate !== "team_size") {
    await expect(pickCandidates(deps, request.id, { by: coordinator, numbers: [1] })).rejects.toMatchObject({
      code: "matching.not-askable",
    });
    await expect(screen.pickCandidates({ params: { requestId: request.id }, body: { numbers: [1] } })).rejects.toMatchObject({
      code: "matching.not-askable",
    });
    await screen.confirmBatch({ body: {} }).catch(() => undefined);
    await desk.says(`确认 ${request.code} 1`);
    await desk.says(`确认 ${request.code}`);
    await desk.says("全部确认");
    expect(await isAsked(request.id)).toBe(false);
  }
  await end(request);
});

const binding = gates.filter((gate) => gateKinds[gate] === "binding");

test.each(binding.filter((gate) => gate !== "team_size"))("%s: a coordinator who names them is refused", async (gate) => {
  const row = rows[gate];
  await openAll(gate);
  const request = await orderFor(row, residents[0] as (typeof residents)[number]);
  await row.close(request);
  await expect(nameHelper(deps, request.id, coordinator, helper.id)).rejects.toMatchObject({ code: "matching.not-allowed-helper" });
  const named = screen.nameHelper({ params: { requestId: request.id }, body: { personId: helper.id } });
  await expect(named).rejects.toMatchObject({ code: gate === "station" ? "http.not-found" : "matching.not-allowed-helper" });
  await desk.says(`派给 ${request.code} ${helper.name}`);
  expect(await isAsked(request.id)).toBe(false);
  await end(request);
});

test.each(binding.filter((gate) => gate !== "team_size"))("%s: their own yes does not count", async (gate) => {
  const row = rows[gate];
  await openAll(gate);
  const ordered = await orderFor(row, residents[1] as (typeof residents)[number]);
  const request = await nameHelper(deps, ordered.id, coordinator, helper.id);
  await row.close(request);
  await expect(acceptOffer(deps, request.id, helper.id)).rejects.toMatchObject({ code: /^matching\./ });
  const accepted = (await clientOf(helper.id)).acceptOffer({ params: { requestId: request.id } });
  await expect(accepted).rejects.toMatchObject({ code: /^matching\./ });
  await (await chatOf(deps, helper.id)).says(`接 ${request.code}`);
  const bound = async () => boundHelpers(await findRequest(deps, request.id));
  expect(await bound()).not.toContain(helper.id);
  // Another time the helper proposes is an accept when the resident agrees; who promised the old time beside them is free then.
  if (row.besides) return end(request);
  const startAt = addMinutes(request.wish.startAt ?? now, 15);
  await counterOffer(deps, request.id, helper.id, startAt);
  const resident = { role: "resident", personId: request.requesterId } as const;
  if (gate !== "home_visit_hours")
    await expect(answerCounter(deps, request.id, resident, true)).rejects.toMatchObject({ code: /^matching\./ });
  expect(await bound()).not.toContain(helper.id);
  // A no that becomes a yes is asked the same.
  await answerCounter(deps, request.id, resident, false);
  await declineOffer(deps, request.id, helper.id).catch(() => undefined);
  await acceptOffer(deps, request.id, helper.id).catch(() => undefined);
  expect(await bound()).not.toContain(helper.id);
  const { load } = (await findHelpersById(deps, [helper.id]))[0] ?? { load: undefined };
  expect(load?.bookings.map(({ requestId }) => requestId) ?? []).not.toContain(request.id);
  await end(request);
});

test("team_size: one alone does not make a home visit, whoever says yes", async () => {
  await openAll("team_size");
  const ordered = await orderFor(rows.team_size, residents[1] as (typeof residents)[number]);
  const request = await nameHelper(deps, ordered.id, coordinator, helper.id);
  await (await chatOf(deps, helper.id)).says(`接 ${request.code}`);
  const half = await findRequest(deps, request.id);
  expect([half.status, boundHelpers(half)]).toEqual(["offered", [helper.id]]);
  await end(request);
});

const passable = gates.filter((gate) => gateKinds[gate] === "asking" && gate !== "on_team" && !rows[gate].need);

test.each(passable)("%s: protects from being asked in vain, so a coordinator's word passes it", async (gate) => {
  await openAll(gate);
  const request = await orderFor(rows[gate], residents[0] as (typeof residents)[number]);
  await rows[gate].close(request);
  await desk.says(`派给 ${request.code} ${helper.name}`);
  expect(await isAsked(request.id)).toBe(true);
  await end(request);
});
