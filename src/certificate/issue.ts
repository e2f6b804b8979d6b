import { createHash, randomBytes } from "node:crypto";
import { certificateMinutes, entriesOf } from "../ledger/index.ts";
import { civil, civilDate, DomainError, isDuplicateKey } from "../platform/index.ts";
import type { Actor, Deps } from "../request/index.ts";
import { findPerson, findStation } from "../station/index.ts";
import type { Certificate } from "./certificate.ts";
import { contentOf, entriesIn, provedBy } from "./proved.ts";
import { certificateFields, certificatesIn, findCertificate, fromStored, type StoredCertificate } from "./store.ts";

export type CertificateDeps = Pick<Deps, "db" | "clock" | "cipher" | "catalog">;

export interface Wanted {
  readonly personId: string;
  /** The person themself, or the desk for them. */
  readonly by: Actor & { readonly personId: string };
  /** Civil days, both included; without them everything on record is proved. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * Issues a proof of the hours a person's station has recorded, free of charge (民政部令第67号), and keeps what it says for ever. Asked for
 * again on the same day, with nothing new on record, it is the same paper.
 * @throws certificate.no-hours when no credited minutes stand in the period, or less than the paper can name
 * @throws station.unknown-person
 */
export async function issueCertificate(deps: CertificateDeps, { personId, by, from, to }: Wanted): Promise<Certificate> {
  const person = await findPerson(deps, personId);
  const station = await findStation(deps, person.stationId);
  const limits = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const entries = entriesIn(await entriesOf(deps, personId), { stationId: station.id, ...limits });
  const proved = provedBy(entries, limits);
  const certifiedMinutes = proved === null ? 0 : certificateMinutes(proved.minutes, station.settings);
  if (proved === null || certifiedMinutes === 0) throw new DomainError("certificate.no-hours", {});
  const { requestIds, ...sums } = proved;
  const now = deps.clock.now();
  return insert(deps, {
    code: randomBytes(16).toString("base64url"),
    stationId: station.id,
    issuer: station.name,
    personId,
    name: person.name,
    ...sums,
    certifiedMinutes,
    content: await contentOf(deps, requestIds),
    issuedAt: now,
    issuedBy: by.personId,
    onceKey: keyOf([personId, person.name, from ?? "", to ?? "", civilDate(now), entries.length, entries.at(-1)?.id]),
  });
}

/** The same for the same wish on the same day with the same entries; tells nothing of them. */
function keyOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

type Draft = Omit<Certificate, "number" | "revoked"> & { readonly onceKey: string };

/** Takes the next number of the year: whoever loses the race for it takes the one after. */
async function insert(deps: CertificateDeps, { code, ...draft }: Draft): Promise<Certificate> {
  const { year } = civil(draft.issuedAt);
  const all = certificatesIn(deps.db);
  for (;;) {
    const stored = await all.findOne({ onceKey: draft.onceKey });
    if (stored) return fromStored(deps, stored);
    const [last] = await all.find({ stationId: draft.stationId, year }).sort({ running: -1 }).limit(1).toArray();
    const running = (last?.running ?? 0) + 1;
    const number = `${draft.stationId}-${year}-${String(running).padStart(6, "0")}`;
    const document: StoredCertificate = { _id: code, ...draft, number, year, running };
    try {
      await all.insertOne(certificateFields.seal(deps.cipher, code, document), { writeConcern: { j: true } });
      return findCertificate(deps, code);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
