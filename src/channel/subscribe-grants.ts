import { type Clock, type Collection, type Db, isDuplicateKey, minuteMs } from "../platform/index.ts";

/** One time somebody agreed to a message: good for one, or for all when the template is a lasting one. */
export interface Agreement {
  readonly at: Date;
  /** The pop-up is told twice: by the page and by WeChat's push. What is told by both is one. */
  readonly byPage?: string;
  readonly byEvent?: string;
  /** The notice it was used for. */
  readonly usedFor?: string;
  /** When WeChat took it; without it nobody knows. */
  readonly sentAt?: Date;
  /** The event by which WeChat told what became of it. */
  readonly heardBy?: string;
}

/** What one person has agreed to of one template. */
export interface Grants {
  readonly agreements: readonly Agreement[];
  /** When they last said no to the pop-up. */
  readonly refusedAt?: Date;
  /** When they turned the template off. */
  readonly offAt?: Date;
}

type StoredGrants = Grants & { readonly _id: string; readonly openId: string; readonly templateId: string; readonly version: number };

export interface GrantDeps {
  readonly db: Db;
  readonly clock: Clock;
}

const samePopupMs = 2 * minuteMs;
/** How long after it was sent WeChat may tell what became of a message. */
const heardWithinMs = 10 * minuteMs;
const mostKept = 50;
const maxRounds = 20;

/** Someone agreed in the pop-up. When in doubt it counts as the one known already: a message too few is told otherwise, one too many fails. */
export function agree(
  { agreements, ...rest }: Grants,
  told: { readonly at: Date; readonly by: "byPage" | "byEvent"; readonly key: string },
): Grants {
  const { offAt, refusedAt, ...others } = rest;
  const { at, by, key } = told;
  if (agreements.some((one) => one[by] === key)) return { agreements, ...rest };
  const twin = agreements.findIndex((one) => one[by] === undefined && Math.abs(one.at.getTime() - at.getTime()) <= samePopupMs);
  const next = twin < 0 ? [...agreements, { at, [by]: key }] : agreements.map((one, i) => (i === twin ? { ...one, [by]: key } : one));
  return { ...others, agreements: next.slice(-mostKept) };
}

/** Takes an agreement for a notice; the same notice again takes nothing more. Undefined when there is none. */
export function takeFor(grants: Grants, noticeId: string, isLasting: boolean, now: Date): Grants | undefined {
  const { agreements } = grants;
  if (agreements.some(({ usedFor }) => usedFor === noticeId)) return grants;
  if (isLasting) {
    const taken = { at: now, usedFor: noticeId };
    return agreements.some(isUnused) ? { ...grants, agreements: keep([...agreements, taken]) } : undefined;
  }
  const index = agreements.findIndex(isUnused);
  if (index < 0) return undefined;
  return { ...grants, agreements: agreements.map((one, i) => (i === index ? { ...one, usedFor: noticeId } : one)) };
}

/** WeChat sent it. */
export function settleSent(grants: Grants, noticeId: string, sentAt: Date): Grants {
  return { ...grants, agreements: grants.agreements.map((one) => (one.usedFor === noticeId ? { ...one, sentAt } : one)) };
}

/**
 * WeChat tells what became of a message; it names the template and no message of ours, so it is the first one nothing was heard of yet.
 * @returns also the notice, the same one for the same event; undefined when nothing was under way
 */
export function hear(
  grants: Grants,
  { at, key }: { readonly at: Date; readonly key: string },
): { readonly after: Grants; readonly noticeId: string | undefined } {
  const { agreements } = grants;
  const since = at.getTime() - heardWithinMs;
  const isUnderWay = ({ usedFor, sentAt, heardBy }: Agreement): boolean =>
    usedFor !== undefined && heardBy === undefined && (sentAt === undefined || sentAt.getTime() >= since);
  const index = agreements.findIndex(isUnderWay);
  const found = agreements[index];
  const known = agreements.find(({ heardBy }) => heardBy === key);
  if (known || !found) return { after: grants, noticeId: known?.usedFor };
  const heard = { ...found, sentAt: found.sentAt ?? at, heardBy: key };
  return { after: { ...grants, agreements: agreements.with(index, heard) }, noticeId: found.usedFor };
}

/** It was surely not sent: the agreement may be used for something else. */
export function putBack(grants: Grants, noticeId: string, isLasting: boolean): Grants {
  const { agreements } = grants;
  if (isLasting) return { ...grants, agreements: agreements.filter(({ usedFor }) => usedFor !== noticeId) };
  return {
    ...grants,
    agreements: agreements.map(({ usedFor, ...one }) => (usedFor === noticeId || usedFor === undefined ? one : { ...one, usedFor })),
  };
}

/** Nothing is agreed to any more; what was used stays, so that nothing is sent twice. With `offAt` it was they who turned it off. */
export function voidAll(grants: Grants, offAt?: Date): Grants {
  return { ...grants, ...(offAt && { offAt }), agreements: grants.agreements.filter((one) => !isUnused(one)) };
}

export const isUnused = ({ usedFor }: Agreement): boolean => usedFor === undefined;

/** The newest, and always one that stands for the lasting agreement. */
function keep(agreements: readonly Agreement[]): readonly Agreement[] {
  return [...agreements.filter(isUnused).slice(-1), ...agreements.filter((one) => !isUnused(one)).slice(-mostKept)];
}

const grantsOf = ({ db }: Pick<GrantDeps, "db">): Collection<StoredGrants> => db.collection<StoredGrants>("subscribeGrants");
const none: Grants = { agreements: [] };

export async function ensureGrantIndexes(db: Db): Promise<void> {
  await grantsOf({ db }).createIndex({ openId: 1 }, { name: "person" });
}

export async function findGrants(deps: Pick<GrantDeps, "db">, openId: string, templateId: string): Promise<Grants> {
  return (await grantsOf(deps).findOne({ _id: `${openId}:${templateId}` })) ?? none;
}

/** Changes what somebody agreed to, by compare and set; undefined leaves it, and is the answer. */
export async function changeGrants(
  deps: Pick<GrantDeps, "db">,
  openId: string,
  templateId: string,
  change: (before: Grants) => Grants | undefined,
): Promise<Grants | undefined> {
  const _id = `${openId}:${templateId}`;
  for (let round = 0; round < maxRounds; round++) {
    const stored = await grantsOf(deps).findOne({ _id });
    const { _id: _, openId: __, templateId: ___, version, ...before } = stored ?? { ...none, _id, openId, templateId, version: 0 };
    const after = change(before);
    if (after === undefined || after === before) return after;
    const next = { ...after, openId, templateId, version: version + 1 };
    try {
      const { matchedCount, upsertedCount } = await grantsOf(deps).replaceOne({ _id, version }, next, { upsert: version === 0 });
      if (matchedCount + upsertedCount === 1) return after;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new Error("what somebody agreed to is changed by too many at once");
}

/** Removes everything this person agreed to. */
export async function forgetGrantsOf(deps: Pick<GrantDeps, "db">, openId: string): Promise<void> {
  await grantsOf(deps).deleteMany({ openId });
}
