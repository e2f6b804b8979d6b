import { randomUUID } from "node:crypto";
import type { mongo } from "mongoose";
import { type Collection, DomainError, sealedFields } from "../platform/index.ts";
import { giveConsent, withdrawConsent } from "./consents.ts";
import { findPeopleByPhone, findProxiesOf } from "./find-people.ts";
import { findPerson, peopleCollection, type StationDeps } from "./people.ts";

/** Somebody wants to ask help for a member of their family; it waits until that member, or the station, says yes. */
export interface FamilyAsk {
  readonly id: string;
  readonly stationId: string;
  readonly askerId: string;
  /** The one person of the station with this name and phone; absent when the station has to find out who is meant. */
  readonly memberId?: string;
  /** What the member is to the asker, in their words: 妈, 爸, 邻居. */
  readonly relation: string;
  readonly name: string;
  readonly phone: string;
  readonly status: "waiting" | "agreed" | "refused";
  readonly askedAt: Date;
  readonly answeredAt?: Date;
  readonly answeredBy?: string;
}

type StoredAsk = Omit<FamilyAsk, "id"> & { readonly _id: string };

export const familyAskFields = sealedFields("familyAsks", ["name", "phone"]);
const journaled = { writeConcern: { j: true } } as const;

export function familyAsksCollection({ db }: Pick<StationDeps, "db">): Collection<StoredAsk> {
  return db.collection<StoredAsk>("familyAsks");
}

/** Asks one person may have waiting: more is somebody who tries names. */
const maxWaiting = 10;

/**
 * Asks to be bound to a member of the family. The answer does not tell whether the station knows anybody of this name and phone.
 * The same asked again is the same ask; after a no it waits anew.
 * @throws station.too-many-asks
 */
export async function askFamily(
  deps: StationDeps,
  askerId: string,
  told: { readonly name: string; readonly phone: string; readonly relation: string },
): Promise<FamilyAsk> {
  const { stationId } = await findPerson(deps, askerId);
  const asks = await findFamilyAsks(deps, { askerId });
  const same = asks.find(({ name, phone }) => name === told.name && phone === told.phone);
  if (same && same.status !== "refused") return same;
  if (asks.filter(({ status }) => status === "waiting").length >= maxWaiting) throw new DomainError("station.too-many-asks", { askerId });
  const meant = (await findPeopleByPhone(deps, stationId, told.phone)).filter(({ id, name }) => name === told.name && id !== askerId);
  const [member] = meant.length === 1 ? meant : [];
  const id = same?.id ?? randomUUID();
  const ask: FamilyAsk = {
    id,
    stationId,
    askerId,
    ...told,
    ...(member && { memberId: member.id }),
    status: "waiting",
    askedAt: deps.clock.now(),
  };
  const { id: _, ...document } = familyAskFields.seal(deps.cipher, id, ask);
  await familyAsksCollection(deps).replaceOne({ _id: id }, document, { upsert: true, ...journaled });
  return ask;
}

/** Asks of somebody, to somebody, or all that wait at a station; the oldest first. */
export async function findFamilyAsks(
  deps: StationDeps,
  where: { readonly askerId: string } | { readonly memberId: string; readonly status: "waiting" } | { readonly stationId: string },
): Promise<FamilyAsk[]> {
  const filter: mongo.Filter<StoredAsk> = "stationId" in where ? { ...where, status: "waiting" } : where;
  const stored = await familyAsksCollection(deps).find(filter).sort({ askedAt: 1, _id: 1 }).limit(200).toArray();
  return stored.map((one) => askFrom(deps, one));
}

/** One ask, or null. */
export async function findFamilyAsk(deps: StationDeps, askId: string): Promise<FamilyAsk | null> {
  const stored = await familyAsksCollection(deps).findOne({ _id: askId });
  return stored && askFrom(deps, stored);
}

/**
 * Says yes or no to an ask, once. A yes binds the asker to the member, who has agreed that family may ask and be told (R16).
 * @param memberId who is meant, where the station had to find out
 * @throws station.unknown-ask, station.unknown-person
 * @throws station.member-missing when nobody has said who is meant
 * @throws station.answered-already when somebody gave the other answer before
 */
export async function answerFamilyAsk(
  deps: StationDeps,
  askId: string,
  answer: { readonly isYes: boolean; readonly by: string; readonly memberId?: string },
): Promise<FamilyAsk> {
  const ask = await findFamilyAsk(deps, askId);
  if (!ask) throw new DomainError("station.unknown-ask", { askId });
  const memberId = ask.memberId ?? answer.memberId;
  const status = answer.isYes ? ("agreed" as const) : ("refused" as const);
  if (answer.isYes && memberId === undefined) throw new DomainError("station.member-missing", { askId });
  if (ask.status !== "waiting" && ask.status !== status) throw new DomainError("station.answered-already", { askId });
  const $set = { status, answeredAt: deps.clock.now(), answeredBy: answer.by, ...(memberId !== undefined && { memberId }) };
  await familyAsksCollection(deps).updateOne({ _id: askId, status: "waiting" }, { $set }, journaled);
  const stored = await findFamilyAsk(deps, askId);
  if (stored?.status !== status) throw new DomainError("station.answered-already", { askId });
  if (stored.status === "agreed" && stored.memberId !== undefined) await bindFamily(deps, stored.askerId, stored.memberId, stored.relation);
  return stored;
}

/**
 * Puts a member on somebody's family list, with the member's consent on record; twice changes nothing.
 * @throws station.unknown-person
 */
async function bindFamily(deps: StationDeps, askerId: string, memberId: string, relation: string): Promise<void> {
  await findPerson(deps, memberId);
  await giveConsent(deps, memberId, "family");
  await peopleCollection(deps).updateOne(
    { _id: askerId, "family.personId": { $ne: memberId } },
    { $push: { family: { personId: memberId, relation } }, $set: { updatedAt: deps.clock.now() } },
    journaled,
  );
}

/** Ends the bond of two people, whoever asks for the other; who is not bound stays so. */
export async function unbindFamily(deps: StationDeps, personId: string, otherId: string): Promise<void> {
  await takeOff(deps, personId, otherId);
  await takeOff(deps, otherId, personId);
}

async function takeOff(deps: StationDeps, askerId: string, memberId: string): Promise<void> {
  await peopleCollection(deps).updateOne(
    { _id: askerId, "family.personId": memberId },
    { $pull: { family: { personId: memberId } }, $set: { updatedAt: deps.clock.now() } },
    journaled,
  );
  await familyAsksCollection(deps).deleteMany({ askerId, memberId });
}

/** Takes back that family may ask for somebody and be told: their consent, and every bond that rested on it. */
export async function withdrawFamily(deps: StationDeps, personId: string): Promise<void> {
  await withdrawConsent(deps, personId, "family");
  for (const { id } of await findProxiesOf(deps, personId)) await takeOff(deps, id, personId);
}

function askFrom({ cipher }: StationDeps, { _id, ...ask }: StoredAsk): FamilyAsk {
  return { id: _id, ...familyAskFields.open(cipher, _id, ask) };
}
