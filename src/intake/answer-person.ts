import { storeNotices } from "../outbox/index.ts";
import type { Deps } from "../request/index.ts";
import { nextLoudTime, type Person } from "../station/index.ts";

/** What somebody of the desk says to a resident who asked for a person. */
export interface DeskAnswer {
  readonly to: Person;
  readonly byPersonId: string;
  readonly text: string;
  /** What it came with, such as a message: the same cause is told once. */
  readonly cause: string;
}

/** Tells a resident what somebody of the desk answers, on the channel they write on; not in quiet hours. */
export async function answerPerson(deps: Deps, { to, byPersonId, text, cause }: DeskAnswer): Promise<{ readonly sendAt: Date }> {
  const now = deps.clock.now();
  const sendAt = nextLoudTime(now, deps.settings(to.stationId));
  const id = `answer.${cause}.${to.id}`;
  const data = { text, personId: byPersonId };
  await storeNotices(deps, [{ id, stationId: to.stationId, kind: "resident.from_person", to: to.id, data, createdAt: now, sendAt }]);
  if (sendAt <= now) await deps.queues.add("notices", id, { noticeId: id });
  return { sendAt };
}
