import { z } from "zod";
import type { Certificate } from "../../src/certificate/index.ts";
import { moment, writeMoment } from "./moment.ts";

/** A proof of hours as its owner sees it. */
export const certificateView = z
  .object({
    code: z.string().describe("who has it may check the certificate: it stands in the QR code"),
    number: z.string(),
    issuer: z.string(),
    name: z.string(),
    from: z.string().describe("first civil day, YYYY-MM-DD"),
    to: z.string(),
    hours: z.number().describe("as on the paper: whole half-hours"),
    services: z.number(),
    issuedAt: moment,
    isRevoked: z.boolean(),
  })
  .meta({ id: "Certificate" });

export function viewCertificate(certificate: Certificate): z.input<typeof certificateView> {
  const { code, number, issuer, name, from, to, certifiedMinutes, services, issuedAt, revoked } = certificate;
  return {
    code,
    number,
    issuer,
    name,
    from,
    to,
    hours: certifiedMinutes / 60,
    services,
    issuedAt: writeMoment(issuedAt),
    isRevoked: revoked !== undefined,
  };
}

/** What anybody who has the code may know. */
export const verificationView = z
  .object({
    maskedName: z.string(),
    hours: z.number(),
    issuer: z.string(),
    issuedAt: moment,
    from: z.string(),
    to: z.string(),
    state: z.enum(["valid", "corrected", "revoked"]).describe("`corrected`: hours it proves were changed later"),
  })
  .meta({ id: "Verification" });
