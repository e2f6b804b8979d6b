import { storeNotices } from "../outbox/index.ts";
import type { Deps } from "../request/index.ts";
import { listByRole, type Person } from "../station/index.ts";

/** Words of somebody that coordinators have to see; `topic` says what kind they are. */
export interface PassedOn {
  readonly person: Pick<Person, "id" | "stationId">;
  /** Masked. */
  readonly said: string;
  readonly kind: "desk.handoff" | "desk.feedback";
  readonly topic: string;
  /** What they came with, such as a message: the same cause is passed on once. */
  readonly cause: string;
}

/** Puts somebody's words before every coordinator of their station, once. */
export async function passOn(deps: Deps, { person, said, kind, topic, cause }: PassedOn): Promise<void> {
  const now = deps.clock.now();
  const desk = await listByRole(deps, person.stationId, "coordinator");
  const notices = desk.map(({ id }) => ({
    id: `${kind}.${cause}.${id}`,
    stationId: person.stationId,
    kind,
    to: id,
    data: { personId: person.id, said, topic },
    createdAt: now,
    sendAt: now,
  }));
  await storeNotices(deps, notices);
  await Promise.all(notices.map(({ id }) => deps.queues.add("notices", id, { noticeId: id })));
}
