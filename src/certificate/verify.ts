import { entriesOf } from "../ledger/index.ts";
import { DomainError } from "../platform/index.ts";
import type { Actor, Deps } from "../request/index.ts";
import { type Certificate, maskName, type Verification } from "./certificate.ts";
import { entriesIn, isCorrectedSince } from "./proved.ts";
import { certificateFields, certificatesIn, findCertificate, fromStored } from "./store.ts";

type VerifyDeps = Pick<Deps, "db" | "clock" | "cipher">;

/**
 * What a certificate's code tells anybody: a masked name, hours, issuer, dates, and whether it still holds. Null for a code nobody
 * was given: the answer is the same whatever it looks like.
 */
export async function verifyCertificate(deps: VerifyDeps, code: string): Promise<Verification | null> {
  const stored = await certificatesIn(deps.db).findOne({ _id: code });
  if (!stored) return null;
  const certificate = fromStored(deps, stored);
  const { name, certifiedMinutes, issuer, issuedAt, from, to } = certificate;
  return { maskedName: maskName(name), hours: certifiedMinutes / 60, issuer, issuedAt, from, to, state: await stateOf(deps, certificate) };
}

async function stateOf(deps: VerifyDeps, certificate: Certificate): Promise<Verification["state"]> {
  if (certificate.revoked) return "revoked";
  const entries = entriesIn(await entriesOf(deps, certificate.personId), certificate);
  return isCorrectedSince(entries, certificate.issuedAt) ? "corrected" : "valid";
}

/**
 * Takes a certificate back, as when it was issued to the wrong person; the record stays and says so. The first to revoke is kept.
 * @throws certificate.unknown
 * @throws request.reason-missing without a word why
 */
export async function revokeCertificate(
  deps: VerifyDeps,
  code: string,
  by: Actor & { readonly personId: string },
  reason: string,
): Promise<Certificate> {
  if (reason.trim() === "") throw new DomainError("request.reason-missing", {});
  const sealed = certificateFields.seal(deps.cipher, code, { revoked: { at: deps.clock.now(), by: by.personId, reason } });
  await certificatesIn(deps.db).updateOne(
    { _id: code, revoked: { $exists: false } },
    { $set: sealed, $unset: { onceKey: true } },
    { writeConcern: { j: true } },
  );
  return findCertificate(deps, code);
}
