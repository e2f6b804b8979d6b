/** Requests at a stage, for tests of the desk; each is for a resident no other order of the file is for. */
import { acceptOffer, nameHelper, proposeCandidates } from "../src/matching/index.ts";
import { instant } from "../src/platform/index.ts";
import { approveRequest, findRequest, openRequest, type ServiceRequest, submitRequest, type Wish } from "../src/request/index.ts";
import { findHelpers, type HelperPerson, listByRole, type Person } from "../src/station/index.ts";
import type { TestApi } from "./test-api.ts";

/** One of the demo's three coordinators. */
export const coordinatorId = "PL-S002";
export const otherCoordinatorId = "PL-S003";
export const supervisorId = "PL-S001";
const by = { role: "coordinator", personId: coordinatorId } as const;
/** Tuesday, 10:00: tomorrow of the demo. */
export const tuesdayAtTen = instant(2026, 11, 24, 10);

export interface Orders {
  resident(): Promise<Person>;
  submitted(order?: {
    readonly itemCode?: string;
    readonly wish?: Partial<Wish>;
    readonly isUrgent?: boolean;
    readonly resident?: Person;
  }): Promise<ServiceRequest>;
  proposed(): Promise<ServiceRequest>;
  /** Accepted by one helper who may serve it. */
  accepted(): Promise<{ readonly request: ServiceRequest; readonly helper: HelperPerson }>;
  read(requestId: string): Promise<ServiceRequest>;
}

export function ordersOf({ deps }: Pick<TestApi, "deps">): Orders {
  let residents: Promise<Person[]> | undefined;
  let helpers: Promise<HelperPerson[]> | undefined;
  let orders = 0;
  let served = 0;
  let serving = 0;
  const resident = async () => {
    residents ??= listByRole(deps, "PL", "resident");
    const plain = (await residents).filter(({ tags, birthDate }) => tags.length === 0 && birthDate < "1990");
    return plain[served++] as Person;
  };
  const submitted: Orders["submitted"] = async ({ itemCode = "EL02", wish = {}, isUrgent = false, resident: given } = {}) => {
    const { id, communityId, gridId } = given ?? (await resident());
    const asker = { role: "resident", personId: id } as const;
    orders += 1;
    const { request } = await openRequest(deps, {
      key: `order-${orders}`,
      by: asker,
      source: "chat",
      stationId: "PL",
      requesterId: id,
      beneficiaryId: id,
      communityId,
      gridId,
      said: "测试",
      itemCode,
      wish: { startAt: tuesdayAtTen, where: { kind: "home" }, details: "买两斤鸡蛋", dest: "区医院", headcount: 1, ...wish },
      isUrgent,
    });
    return submitRequest(deps, request.id, asker);
  };
  const queued = async () => approveRequest(deps, (await submitted()).id, by);
  return {
    resident,
    submitted,
    proposed: async () => proposeCandidates(deps, (await queued()).id),
    async accepted() {
      helpers ??= findHelpers(deps, "PL", { status: "active" });
      const workers = (await helpers).filter(({ roles }) => roles.includes("social_worker"));
      const helper = workers[serving++] as HelperPerson;
      const { id } = await queued();
      await nameHelper(deps, id, by, helper.id);
      return { request: await acceptOffer(deps, id, helper.id), helper };
    },
    read: (requestId) => findRequest(deps, requestId),
  };
}
