import type { Danger, UnderstoodNeed } from "../language/index.ts";
import { type Deps, findLatestOf, openRequest, type ServiceRequest, servedHelpers, type Wish } from "../request/index.ts";
import type { Person } from "../station/index.ts";
import { beneficiaryOf } from "./beneficiary.ts";
import { wishOf } from "./wish.ts";

/** Below this the item is asked for with the three likeliest. */
const sureEnough = 0.5;

/** Who asked, in which words, by which way in. */
export interface Asked {
  readonly person: Person;
  /** With phone, identity and card numbers masked. */
  readonly masked: string;
  readonly source: "chat" | "api";
  /** What makes the request the same when it is asked again. */
  readonly key: string;
}

/** Opens a request (T01) for one need of a message, for the writer or for whom they speak. */
export async function openNeed(deps: Deps, asked: Asked, need: UnderstoodNeed): Promise<ServiceRequest> {
  const { person: asker } = asked;
  const served = await beneficiaryOf(deps, asker, need.who);
  const isSure = need.item !== null && need.item.confidence >= sureEnough;
  const { request } = await openRequest(deps, {
    ...openingOf(asked, served),
    by: { role: served.isKnown && served.person.id === asker.id ? "resident" : "proxy", personId: asker.id },
    communityId: need.where?.kind === "place" && need.where.communityId ? need.where.communityId : served.person.communityId,
    itemCode: isSure && need.item ? need.item.code : null,
    wish: await withLastHelper(deps, served.person.id, wishOf(need)),
    isUrgent: need.urgency === "urgent" || need.urgency === "emergency",
    ...(need.confidential && { flags: ["confidential" as const] }),
  });
  return request;
}

/** Opens the request an alarm is raised on, where none of the writer's is under way. */
export async function openEmergency(deps: Deps, asked: Asked, danger: Danger, need: UnderstoodNeed | undefined): Promise<ServiceRequest> {
  const served = await beneficiaryOf(deps, asked.person, need?.who);
  const { request } = await openRequest(deps, {
    ...openingOf(asked, served),
    by: { role: "resident", personId: asked.person.id },
    itemCode: danger.kind === "welfare" ? "EL03" : null,
    wish: { startAt: deps.clock.now(), ...(need?.where?.kind === "place" && { where: need.where }) },
    isUrgent: true,
  });
  return request;
}

function openingOf({ person, masked, source, key }: Asked, served: Awaited<ReturnType<typeof beneficiaryOf>>) {
  return {
    key,
    source,
    stationId: person.stationId,
    requesterId: person.id,
    beneficiaryId: served.person.id,
    ...(served.relation !== undefined && { relation: served.relation }),
    communityId: served.person.communityId,
    gridId: served.person.gridId,
    said: masked,
  };
}

/** 「上回那个大姐」: who served this person last. */
export async function withLastHelper(deps: Deps, beneficiaryId: string, wish: Wish): Promise<Wish> {
  if (!wish.wantsLastHelper) return wish;
  const latest = await findLatestOf(deps, beneficiaryId, 20);
  const helperId = latest.flatMap(servedHelpers)[0];
  return helperId ? { ...wish, helperId } : wish;
}
