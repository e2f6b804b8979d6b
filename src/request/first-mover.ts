import { DomainError } from "../platform/index.ts";
import type { EventName } from "./lifecycle.ts";
import type { Actor, ServiceRequest } from "./service-request.ts";

/**
 * Of two who do the same at once the second finds it done; repeating one's own step is no conflict.
 * @throws request.not-allowed with {code, status, lastBy} when `event` was last done by somebody else, or never
 */
export function refuseIfOther(by: Actor & { readonly personId: string }, request: ServiceRequest, event: EventName): void {
  const mover = request.history.findLast((entry) => entry.event === event)?.by.personId;
  if (mover === by.personId) return;
  throw new DomainError("request.not-allowed", { code: request.code, status: request.status, event, role: by.role, lastBy: mover });
}
