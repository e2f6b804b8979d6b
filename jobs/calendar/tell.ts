import type { AppDeps } from "../../src/app.ts";
import { type Notice, storeNotices } from "../../src/outbox/index.ts";
import type { NoticeKind } from "../../src/request/index.ts";
import { listByRole, nextLoudTime } from "../../src/station/index.ts";

/** A notice that no request causes. The id says what it is about, so that it is told once. */
export type Telling = Pick<Notice, "id" | "to" | "data"> & { readonly kind: NoticeKind };

/** Stores notices of the station, to be sent outside the quiet hours. */
export async function tell(deps: AppDeps, list: readonly Telling[]): Promise<void> {
  const now = deps.clock.now();
  const sendAt = nextLoudTime(now, deps.settings(deps.station.id));
  await storeNotices(
    deps,
    list.map((one) => ({ ...one, stationId: deps.station.id, createdAt: now, sendAt })),
  );
}

/** The same to every coordinator; the id is made one of each. */
export async function tellCoordinators(
  deps: AppDeps,
  id: string,
  kind: NoticeKind,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const coordinators = await listByRole(deps, deps.station.id, "coordinator");
  await tell(
    deps,
    coordinators.map(({ id: to }) => ({ id: `${id}.${to}`, kind, to, data })),
  );
}
