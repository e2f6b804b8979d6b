import type { AppDeps } from "../../src/app.ts";
import { bindIdentity, findPerson, listByRole, type Person, unbindIdentity } from "../../src/station/index.ts";

/** Who is there before a story begins: the desk and the resident. Helpers come when a story looks at their phones. */
export async function townspeople(deps: AppDeps): Promise<readonly Person[]> {
  const [coordinators, supervisors, resident] = await Promise.all([
    listByRole(deps, deps.station.id, "coordinator"),
    listByRole(deps, deps.station.id, "supervisor"),
    findPerson(deps, "PL-R0001"),
  ]);
  return [...new Map([...coordinators, ...supervisors, resident].map((person) => [person.id, person])).values()];
}

/** From now on this person writes on this channel and no longer in the simulator. */
export async function movePerson(
  deps: Pick<AppDeps, "db" | "cipher" | "clock">,
  personId: string,
  channel: string,
  chatUserId: string,
): Promise<void> {
  await bindIdentity(deps, { channel, chatUserId, personId });
  await unbindIdentity(deps, "local", personId);
}

/** Messages that were sent by people and are not done with, by how many the inbox of the channel has finished. */
export async function undone(deps: AppDeps, channel: string, said: number): Promise<number> {
  const done = await deps.db.collection<{ _id: string }>("inbox").countDocuments({ _id: { $regex: `^${channel}/` }, state: "done" });
  return Math.max(0, said - done);
}

export const greeting = "你好";
