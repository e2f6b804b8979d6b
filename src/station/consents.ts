import type { Collection } from "../platform/index.ts";
import type { StationDeps } from "./people.ts";

/** `service`: what the station needs to help. `family`: relatives may ask and be told. `photo`: pictures of activities. */
export const consentPurposes = ["service", "family", "photo"] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** What somebody agreed to and when (R16); withdrawn, it stays on record as withdrawn. */
export interface Consent {
  readonly personId: string;
  readonly purpose: ConsentPurpose;
  readonly givenAt: Date;
  readonly withdrawnAt?: Date;
}

type StoredConsent = Consent & { readonly _id: string };
const journaled = { writeConcern: { j: true } } as const;

/** Notes a consent; given again after it was withdrawn, it counts from now. */
export async function giveConsent(deps: StationDeps, personId: string, purpose: ConsentPurpose): Promise<void> {
  const filter = { _id: `${personId}:${purpose}` };
  const given = { personId, purpose, givenAt: deps.clock.now() };
  const { matchedCount } = await consentsOf(deps).updateOne(
    { ...filter, withdrawnAt: { $exists: true } },
    { $set: given, $unset: { withdrawnAt: true } },
    journaled,
  );
  if (matchedCount === 0) await consentsOf(deps).updateOne(filter, { $setOnInsert: given }, { upsert: true, ...journaled });
}

/** Takes a consent back; what was never given stays so. */
export async function withdrawConsent(deps: StationDeps, personId: string, purpose: ConsentPurpose): Promise<void> {
  const filter = { _id: `${personId}:${purpose}`, withdrawnAt: { $exists: false } };
  await consentsOf(deps).updateOne(filter, { $set: { withdrawnAt: deps.clock.now() } }, journaled);
}

/** All consents of a person, withdrawn ones too. */
export async function findConsents(deps: StationDeps, personId: string): Promise<Consent[]> {
  const stored = await consentsOf(deps).find({ personId }).sort({ _id: 1 }).toArray();
  return stored.map(({ _id, ...consent }) => consent);
}

function consentsOf({ db }: StationDeps): Collection<StoredConsent> {
  return db.collection<StoredConsent>("consents");
}
