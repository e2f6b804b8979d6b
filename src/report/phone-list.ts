import { findFailedNotices } from "../outbox/index.ts";
import { hourMs } from "../platform/index.ts";
import { type Deps, findByStatus, isTerminal, statuses } from "../request/index.ts";
import { findPeople, type Person } from "../station/index.ts";

/** Somebody no message has reached lately, and the open requests it was about. */
export interface ToPhone {
  readonly person: Person;
  readonly codes: readonly string[];
  /** Why no message reached them: what each chat answered, as `closed`, `spent`, `never`, `gone`, `unreachable`; `chat` where there is none. */
  readonly why: readonly string[];
}

/** How long somebody not reached stays on the list. */
const listedHours = 72;
const mostNotices = 2_000;
const open = statuses.filter((status) => !isTerminal(status));

/** Who could not be reached by message and has to be phoned, the latest first. */
export async function phoneList(deps: Pick<Deps, "db" | "cipher" | "clock">, stationId: string): Promise<ToPhone[]> {
  const since = new Date(deps.clock.now().getTime() - listedHours * hourMs);
  const failed = (await findFailedNotices(deps, stationId, mostNotices)).filter(
    ({ to, createdAt }) => !to.startsWith("room:") && createdAt >= since,
  );
  if (failed.length === 0) return [];
  const [people, requests] = await Promise.all([
    findPeople(deps, [...new Set(failed.map(({ to }) => to))]),
    findByStatus(deps, stationId, open),
  ]);
  const codes = new Map(requests.map(({ id, code }) => [id, code]));
  return people.map((person) => {
    const about = failed.filter(({ to }) => to === person.id).flatMap(({ requestId = "" }) => codes.get(requestId) ?? []);
    const why = failed.filter(({ to }) => to === person.id).flatMap((notice) => reasonsIn(notice.why));
    return { person, codes: [...new Set(about)], why: [...new Set(why)] };
  });
}

/** `ilink: closed, service: spent` as its reasons, `no chat` as `chat`. */
function reasonsIn(why = ""): string[] {
  return why.split(", ").flatMap((one) => /(?:^|: |^no )(\w+)$/.exec(one)?.[1] ?? []);
}
