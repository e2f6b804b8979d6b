import { type Collection, type Db, DomainError, type FieldCipher, sealedFields } from "../platform/index.ts";
import type { Certificate } from "./certificate.ts";

/** As kept: with the parts of its number, and what makes asking twice give one paper until it is revoked. */
export type StoredCertificate = Omit<Certificate, "code"> & {
  readonly _id: string;
  readonly year: number;
  readonly running: number;
  readonly onceKey?: string;
};

/** Whose it is, and why it was taken back: sealed. */
export const certificateFields = sealedFields("certificates", ["name", "revoked.reason"]);

export const certificatesIn = (db: Db): Collection<StoredCertificate> => db.collection<StoredCertificate>("certificates");

/** Makes the indexes of certificates; safe to repeat. Numbers and papers are unique by them. */
export async function ensureCertificateIndexes(db: Db): Promise<void> {
  await certificatesIn(db).createIndexes([
    { key: { stationId: 1, year: 1, running: 1 }, name: "number", unique: true },
    { key: { onceKey: 1 }, name: "once", unique: true, partialFilterExpression: { onceKey: { $type: "string" } } },
    { key: { personId: 1, issuedAt: -1 }, name: "person" },
  ]);
}

interface StoreDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
}

export function fromStored({ cipher }: Pick<StoreDeps, "cipher">, stored: StoredCertificate): Certificate {
  const { _id, year: _y, running: _r, onceKey: _o, ...certificate } = certificateFields.open(cipher, stored._id, stored);
  return { code: _id, ...certificate };
}

/** @throws certificate.unknown */
export async function findCertificate(deps: StoreDeps, code: string): Promise<Certificate> {
  const stored = await certificatesIn(deps.db).findOne({ _id: code });
  if (!stored) throw new DomainError("certificate.unknown", {});
  return fromStored(deps, stored);
}

/** A person's certificates, the latest first. */
export async function certificatesOf(deps: StoreDeps, personId: string): Promise<Certificate[]> {
  const stored = await certificatesIn(deps.db).find({ personId }).sort({ issuedAt: -1 }).toArray();
  return stored.map((one) => fromStored(deps, one));
}
