import { type UnderstoodNeed, understand } from "../language/index.ts";
import {
  type Actor,
  type Deps,
  findOpenOf,
  isSameNeed,
  openRequest,
  requestIdOf,
  type ServiceRequest,
  submitRequest,
  type Wish,
} from "../request/index.ts";
import type { Person, Station } from "../station/index.ts";
import { raiseAlarm } from "../visit/index.ts";
import { wishOf } from "./wish.ts";

/** Below this the item is asked for. */
const sureEnough = 0.5;

/** What a resident said on the phone to somebody who enters it for them (代报). */
export interface PhoneCall {
  readonly caller: Person;
  readonly by: Actor & { readonly personId: string };
  readonly text: string;
  /** What makes the call the same when it is entered again. */
  readonly key: string;
}

export interface TakenCall {
  /** One for each need, still to be completed or handed in; see `handInCall`. */
  readonly opened: readonly ServiceRequest[];
  /** Open requests that hold a need already. */
  readonly known: readonly ServiceRequest[];
  /** The one on which people are paged, when there is danger in the words. */
  readonly alarm?: ServiceRequest;
}

/** Opens requests for what somebody who phoned needs, in the words of whoever took the call. */
export async function takeCall(deps: Deps & { readonly station: Station }, call: PhoneCall): Promise<TakenCall> {
  const now = deps.clock.now();
  const context = { now, role: "resident", items: deps.catalog.items(), communities: deps.station.communities } as const;
  const { needs, danger, masked } = understand(call.text, context);
  if (danger) {
    const request = await openCall(deps, call, { key: call.key, said: masked, isUrgent: true });
    return {
      opened: [],
      known: [],
      alarm: await raiseAlarm(deps, request.id, call.by, { kind: danger.kind, said: masked, isSilent: danger.noCall }),
    };
  }
  const opened: ServiceRequest[] = [];
  const known: ServiceRequest[] = [];
  const others = await findOpenOf(deps, call.caller.id);
  for (const [i, need] of (needs.length > 0 ? needs : [undefined]).entries()) {
    const isUrgent = need?.urgency === "urgent" || need?.urgency === "emergency";
    const said = { key: `${call.key}/${i}`, said: masked, isUrgent };
    const same = need && others.find((other) => isSame(deps, other, need, call.caller, said));
    if (same) known.push(same);
    else opened.push(await openCall(deps, call, said, need));
  }
  return { opened, known };
}

/** Hands in a request of a call when nothing is missing any more. */
export async function handInCall(deps: Deps, request: ServiceRequest, by: Actor): Promise<ServiceRequest> {
  const isComplete = request.status === "collecting" && request.itemCode !== null && request.missing.length === 0;
  return isComplete ? submitRequest(deps, request.id, by) : request;
}

interface Said {
  readonly key: string;
  readonly said: string;
  readonly isUrgent: boolean;
}

function isSame(deps: Deps, other: ServiceRequest, need: UnderstoodNeed, { id, stationId }: Person, { key, said }: Said): boolean {
  if (other.id === requestIdOf(stationId, key)) return false;
  const same = { beneficiaryId: id, requesterId: id, itemCode: need.item?.code ?? null, said, wish: wishOf(need) };
  return isSameNeed(other, same, deps.clock.now(), deps.settings(stationId).collecting.duplicateWithinMinutes);
}

async function openCall(deps: Deps, { caller, by }: PhoneCall, said: Said, need?: UnderstoodNeed): Promise<ServiceRequest> {
  const isSure = need?.item && need.item.confidence >= sureEnough;
  const { request } = await openRequest(deps, {
    ...said,
    by,
    source: "phone_in",
    stationId: caller.stationId,
    requesterId: caller.id,
    beneficiaryId: caller.id,
    communityId: caller.communityId,
    gridId: caller.gridId,
    itemCode: isSure ? (need.item?.code ?? null) : null,
    // The station knows where its residents live.
    wish: { where: { kind: "home" }, ...(need && knownOf(need)) },
    ...(need?.confidential && { flags: ["confidential" as const] }),
  });
  return request;
}

/** 「医院」 alone is no destination: what the reading itself still misses is asked for. */
function knownOf(need: UnderstoodNeed): Wish {
  const { dest, ...wish } = wishOf(need);
  return { ...wish, ...(dest !== undefined && !need.missing.includes("dest") && { dest }) };
}
