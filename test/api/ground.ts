import type { TestApi, TestCaller } from "../../miniprogram-api/test-api.ts";
import { confirmTicket } from "../../src/access/index.ts";
import { instant } from "../../src/platform/index.ts";
import { openRequest, submitRequest } from "../../src/request/index.ts";
import { type Act, addPerson, findPerson, mayDo, type Role } from "../../src/station/index.ts";
import { cancelService } from "../../src/visit/index.ts";
import { coordinator, ordersOn } from "../support/demo-station.ts";
import type { startWechatServer } from "../support/wechat-server/index.ts";
import { bindingSpecials } from "./binding-ground.ts";
import { withCommon } from "./common-hints.ts";
import type { Operation, Prepare } from "./fuzz.ts";
import { people } from "./people.ts";
import type { Hints, Random } from "./sample.ts";
import { putInto, type State } from "./states.ts";

export type WechatServer = Awaited<ReturnType<typeof startWechatServer>>;

/** Who calls and what is already there, for an operation to succeed. */
interface Ground {
  readonly caller: TestCaller;
  readonly hints?: Hints;
}

interface World {
  readonly api: TestApi;
  readonly wechat: WechatServer;
  /** Signed in, and with the second factor for those of the desk. */
  as(role: Role): Promise<TestCaller>;
  /** Somebody nobody else in this run is. */
  somebodyNew(role: Role): Promise<{ readonly id: string; readonly caller: TestCaller }>;
  /** A request a helper was asked about and may say yes to. */
  acceptable(): Promise<{ readonly id: string; readonly helperId: string; readonly caller: TestCaller }>;
  /** A request with candidates found by the matcher. */
  proposed(): Promise<string>;
  /** A request in a state, asked by the resident and served by the volunteer of this world. */
  request(state: State, itemCode?: string): Promise<string>;
}

/** Who is asked first when several may. */
const likely: readonly Role[] = ["resident", "volunteer", "coordinator", "supervisor", "receiver", "social_worker", "grid_worker"];

/** The state each operation about a request needs, and who is in the middle of it. */
const states: Readonly<Record<string, State>> = {
  fillMyRequest: "collecting",
  submitMyRequest: "collecting",
  cancelMyRequest: "submitted",
  answerTimeChange: "countered",
  rateMyRequest: "served",
  disputeMyRequest: "served",
  acceptOffer: "offered",
  declineOffer: "offered",
  counterOffer: "offered",
  withdrawFromTask: "accepted",
  changeTaskTime: "accepted",
  answerTaskTime: "retimed",
  disputeTask: "served",
  confirmComing: "soon",
  sayLate: "soon",
  checkIn: "soon",
  checkOut: "in_progress",
  leaveEarly: "in_progress",
  reportNobodyHome: "overdue",
  noteCall: "absent",
  raiseAlarm: "in_progress",
  getMyTask: "accepted",
  retryRequest: "unfilled",
  suspendRequest: "accepted",
  liftRequest: "suspended",
  claimEmergency: "escalated",
  settleEmergency: "escalated",
  listCandidates: "proposed",
  pickCandidates: "proposed",
  refreshCandidates: "proposed",
  declareNoShow: "overdue",
  checkInFor: "soon",
  checkOutFor: "in_progress",
  noteDeskCall: "absent",
  closeAbsent: "absent",
  verifyVisit: "unverified",
  openDispute: "served",
  decideDispute: "disputed",
  completeReferral: "referred",
  bounceReferral: "referred",
};

type Special = (world: World, usual: Ground) => Promise<Ground>;

/** What chance does not bring about. */
const specials: Readonly<Record<string, Special>> = {
  ...bindingSpecials,
  signInByWechat: async ({ api, wechat }) => ({ caller: api.nobody, hints: { code: () => wechat.world.logins.begin().code } }),
  register: async ({ api, wechat }) => {
    const { body } = await api.nobody.post("/v1/session", { code: wechat.world.logins.begin().code });
    return { caller: api.nobody, hints: { registration: () => body.registration } };
  },
  refreshSession: async ({ api }) => {
    const { body } = await api.nobody.post("/v1/session/development", { personId: people.resident });
    return { caller: api.nobody, hints: { refreshToken: () => body.refreshToken } };
  },
  signInByTicket: async ({ api }) => {
    const { body } = await api.nobody.post("/v1/session/tickets");
    await confirmTicket(api.deps, body.code, people.coordinator);
    return { caller: api.nobody, hints: { code: () => body.code, secret: () => body.secret } };
  },
  signInForDevelopment: async ({ api }) => ({
    caller: api.nobody,
    hints: { personId: () => people.coordinator, role: () => "coordinator" },
  }),
  switchRole: async (_world, { caller }) => ({ caller, hints: { role: () => "resident" } }),
  signOut: async ({ somebodyNew }) => somebodyNew("resident"),
  signOutEverywhere: async ({ somebodyNew }) => somebodyNew("resident"),
  forgetMe: async ({ somebodyNew }) => somebodyNew("resident"),
  getMyHelping: async ({ as }) => ({ caller: await as("volunteer") }),
  acceptOffer: async (world) => {
    const { caller, id } = await world.acceptable();
    return { caller, hints: { requestId: () => id } };
  },
  downloadCertificate: async ({ as }) => certificateOf(await as("volunteer")),
  verifyCertificate: async ({ as, api }) => ({ ...(await certificateOf(await as("volunteer"))), caller: api.nobody }),
  answerFamilyAsk: async (world) => {
    const { askId, member } = await familyAsk(world);
    return { caller: member, hints: { askId: () => askId } };
  },
  decideFamilyAsk: async (world, { caller }) => {
    const { askId, memberId } = await familyAsk(world);
    return { caller, hints: { askId: () => askId, memberId: () => memberId } };
  },
  mergeRequest: async ({ request }, { caller }) => {
    const into = await request("submitted");
    return { caller, hints: { intoId: () => into } };
  },
  pickCandidates: async (world, { caller }) => {
    const id = await world.proposed();
    return { caller, hints: { requestId: () => id, "": () => ({ numbers: [1] }) } };
  },
  nameHelper: async (world, { caller }) => {
    const { helperId, id } = await world.acceptable();
    return { caller, hints: { requestId: () => id, personId: () => helperId } };
  },
  takeCall: async (_world, { caller }) => ({ caller, hints: { personId: () => people.resident, text: () => "明天上午想有人陪我说说话" } }),
  fillCall: async (world) => {
    const caller = await world.as("coordinator");
    const resident = await world.somebodyNew("resident");
    const { body } = await caller.post("/v1/desk/calls", { personId: resident.id, itemCode: "EL02" });
    const [{ id }] = body.requests;
    return { caller, hints: { requestId: () => id } };
  },
  giveRole: withAnotherRole,
  takeRole: withAnotherRole,
  setHelperStatus: async ({ as }) => ({ caller: await as("supervisor"), hints: { "": () => ({ status: "active" }) } }),
  noteHelperRecord: async ({ as }) => ({ caller: await as("supervisor"), hints: { "": () => ({ guardianConsent: true }) } }),
  listVisitsDue: async (_world, { caller }) => ({ caller, hints: days }),
  getStatistics: async (_world, { caller }) => ({ caller, hints: days }),
  exportTable: async (_world, { caller }) => ({ caller, hints: { ...exported, withContact: () => false } }),
  askExportApproval: async (_world, { caller }) => ({ caller, hints: { ...exported, format: () => "xlsx" } }),
  answerExportApproval: async ({ as }) => {
    const asked = { from: "2026-11-01", to: "2026-11-30", format: "xlsx", purpose: "月报", withContact: true };
    const { body } = await (await as("coordinator")).post("/v1/exports/hours/approvals", asked);
    return { caller: await as("supervisor"), hints: { approvalId: () => body.id } };
  },
  saveItem: async ({ api }, { caller }) => {
    const { code: _, ...item } = api.deps.catalog.item("EL01");
    return { caller, hints: { code: () => "ZZ01", "": () => item } };
  },
  changeSettings: async (_world, { caller }) => ({ caller, hints: { "": () => ({ collecting: { maxOpenPerResident: 100_000 } }) } }),
  applyToHelp: async ({ somebodyNew }) => ({ caller: (await somebodyNew("resident")).caller, hints: { birthDate: () => "1980-01-01" } }),
};

const exported: Hints = { from: () => "2026-11-01", to: () => "2026-11-30", table: () => "requests", category: () => "助老" };
const days: Hints = { from: () => "2026-11-01", to: () => "2026-11-30" };

/** Somebody who is not needed elsewhere: those who call must not lose the roles they call in. */
async function withAnotherRole({ somebodyNew }: World, { caller }: Ground): Promise<Ground> {
  const { id } = await somebodyNew("resident");
  await caller.send("put", `/v1/people/${id}/roles/receiver`);
  return { caller, hints: { personId: () => id, role: () => "receiver" } };
}

async function certificateOf(caller: TestCaller): Promise<Ground> {
  const { body } = await caller.post("/v1/certificates", {});
  return { caller, hints: { code: () => body.code } };
}

async function familyAsk({ api, somebodyNew }: World): Promise<{ askId: string; memberId: string; member: TestCaller }> {
  const [asker, member] = [await somebodyNew("resident"), await somebodyNew("resident")];
  const { name, phone } = await findPerson(api.deps, member.id);
  const { body } = await asker.caller.post("/v1/family/asks", { name, phone, relation: "妈" });
  return { askId: body.id, memberId: member.id, member: member.caller };
}

async function usualGround(world: World, operation: Operation): Promise<Ground> {
  const { act } = operation;
  if (act === undefined) return { caller: world.api.nobody };
  const role = likely.find((one) => mayDo({ roles: [one] }, act as Act)) ?? "supervisor";
  const isHelping = /\/(offers|tasks)\//.test(operation.path) || act.startsWith("helper.");
  const caller = await world.as(isHelping ? "volunteer" : role);
  const state = states[operation.id] ?? "submitted";
  const item = /time|Time/.test(operation.id) ? undefined : "EL01";
  if (!operation.path.includes("{requestId}")) return { caller };
  const id = await world.request(state, item);
  return { caller, hints: { requestId: () => id } };
}

/** Prepares an operation anew until it has succeeded, and now and then afterwards; in between the same ground serves again. */
export async function groundsOf(
  api: TestApi,
  wechat: WechatServer,
  random: Random,
  more: Readonly<Record<string, Special>> = {},
): Promise<Prepare> {
  const world = await openWorld(api, wechat);
  const all = { ...specials, ...more };
  const known = new Map<string, Ground>();
  return async (operation, isDone) => {
    const made = known.get(operation.id);
    if (made && isDone && random() < 0.97) return withCommon(api, random, made);
    const usual = await usualGround(world, operation);
    const ground = (await all[operation.id]?.(world, usual)) ?? usual;
    known.set(operation.id, { ...ground, hints: { ...usual.hints, ...ground.hints } });
    return withCommon(api, random, known.get(operation.id) ?? ground);
  };
}

async function openWorld(api: TestApi, wechat: WechatServer): Promise<World> {
  const { deps } = api;
  const orders = await ordersOn(deps);
  const [helper] = orders.newHelpers(1);
  const [resident, other] = [orders.newResident(), orders.newResident()];
  let last: string | undefined;
  let shown: string | undefined;
  const signedIn = new Map<Role, Promise<TestCaller>>();
  let made = 0;
  const stepUp = async (caller: TestCaller, personId: string): Promise<TestCaller> => {
    const { body } = await caller.post("/v1/session/step-up");
    await confirmTicket(deps, /\d{4}/.exec(body.say)?.[0] ?? "", personId);
    return caller;
  };
  return {
    api,
    wechat,
    as: (role) => {
      const found = signedIn.get(role) ?? api.as(people[role], role).then((caller) => stepUp(caller, people[role]));
      signedIn.set(role, found);
      return found;
    },
    async somebodyNew(role) {
      const { id: _, createdAt: __, updatedAt: ___, helper: ____, ...like } = await findPerson(deps, people.resident);
      made += 1;
      const phone = `139${String(made).padStart(8, "0")}`;
      const { id } = await addPerson(deps, { ...like, roles: [role], family: [], name: `新来的${made}`, phone });
      return { id, caller: await api.as(id, role) };
    },
    async acceptable() {
      // One at a time: whoever said yes to the last one is free again.
      if (last !== undefined) await cancelService(deps, last, coordinator, "测试").catch(() => undefined);
      const { id } = await orders.offeredTo([helper], { resident });
      last = id;
      return { id, helperId: helper.id, caller: await api.as(helper.id) };
    },
    async proposed() {
      if (shown !== undefined) await cancelService(deps, shown, coordinator, "测试").catch(() => undefined);
      shown = (await orders.proposed({ resident: other })).id;
      return shown;
    },
    async request(state, itemCode = "EL01") {
      made += 1;
      const by = { role: "resident", personId: people.resident } as const;
      const person = await findPerson(deps, people.resident);
      const startAt = instant(2026, 12, 1 + (made % 28), 9 + (made % 8));
      const { request } = await openRequest(deps, {
        key: `ground-${made}`,
        by,
        source: "api",
        stationId: person.stationId,
        requesterId: person.id,
        beneficiaryId: person.id,
        communityId: person.communityId,
        gridId: person.gridId,
        said: "测试",
        itemCode,
        wish: { startAt, where: { kind: "home" }, details: "说说话", dest: "区医院", headcount: 1, who: "孩子", guardianConsent: true },
      });
      if (state !== "collecting") await submitRequest(deps, request.id, by);
      await putInto(api, request.id, state, { helperId: people.volunteer, receiverId: people.receiver });
      return request.id;
    },
  };
}
