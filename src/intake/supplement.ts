import { changeTime } from "../matching/index.ts";
import { type Actor, type Deps, type Detail, fillRequest, noteDetail, type ServiceRequest, submitRequest } from "../request/index.ts";

/**
 * Adds to a request what the desk found out by phone. Of one still being collected it is an answer, and the request is handed in when
 * nothing is missing any more; afterwards it is a detail, and another time goes the way of a change of time.
 * @throws request.not-allowed once service has begun
 * @throws catalog.unknown-item
 */
export async function supplementRequest(deps: Deps, request: ServiceRequest, by: Actor, detail: Detail): Promise<ServiceRequest> {
  const { itemCode, wish, said } = detail;
  if (request.status === "collecting") {
    const filled = await fillRequest(deps, request.id, { by, wish, ...(itemCode !== undefined && { itemCode }) });
    const isComplete = filled.itemCode !== null && filled.missing.length === 0;
    return isComplete ? submitRequest(deps, request.id, by) : filled;
  }
  if (wish.startAt === undefined || request.status === "submitted") return noteDetail(deps, request.id, by, detail);
  await changeTime(deps, request.id, by, { ...wish, startAt: wish.startAt });
  const { startAt: _s, endAt: _e, isTimeOpen: _o, spokenTime: _t, ...others } = wish;
  return noteDetail(deps, request.id, by, { wish: others, said, ...(itemCode !== undefined && { itemCode }) });
}
