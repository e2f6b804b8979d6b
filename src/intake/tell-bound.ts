import type { Binding } from "../channel/index.ts";
import { storeNotices } from "../outbox/index.ts";
import type { Deps } from "../request/index.ts";

/** Who was recognised by the desk hears of it in the chat that is theirs from now on; once for each binding. */
export async function tellBound(
  deps: Deps,
  { id: bindingId, stationId }: Pick<Binding, "id" | "stationId">,
  personId: string,
): Promise<void> {
  const now = deps.clock.now();
  const id = `resident.bound.${bindingId}`;
  await storeNotices(deps, [{ id, stationId, kind: "resident.bound", to: personId, createdAt: now, sendAt: now }]);
  await deps.queues.add("notices", id, { noticeId: id, to: personId });
}
