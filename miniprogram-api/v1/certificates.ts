import { z } from "zod";
import { certificatePdf, certificatesOf, findCertificate, issueCertificate, verifyCertificate } from "../../src/certificate/index.ts";
import { DomainError, isDomainError } from "../../src/platform/index.ts";
import { helperActor, notThere } from "../own.ts";
import { FileAnswer, openRoute, route } from "../route.ts";
import { certificateView, verificationView, viewCertificate } from "../views/certificate.ts";
import { writeMoment } from "../views/moment.ts";

const certificateParams = z.strictObject({ code: z.string().regex(/^[\w-]{10,60}$/) });
const day = z.iso.date();

/** Proof of hours: for the helper who asks, and for whoever is shown the paper. */
export const certificateRoutes = [
  route({
    id: "issueCertificate",
    method: "post",
    path: "/v1/certificates",
    chapter: "helping",
    summary: "Proves the caller's hours, all or those of a period, free of charge. Asked for again on the same day it is the same paper.",
    act: "certificate.request",
    creates: true,
    pace: "heavy",
    body: z.strictObject({ from: day.optional().describe("first civil day"), to: day.optional() }),
    answer: certificateView,
    status: 201,
    refusals: ["certificate.no-hours"],
    handle: async (deps, { caller, body: { from, to } }) => {
      if (from !== undefined && to !== undefined && to < from)
        throw new DomainError("http.invalid", { detail: "to: must not be before from" });
      const wanted = { personId: caller.person.id, by: helperActor(caller), ...(from && { from }), ...(to && { to }) };
      return viewCertificate(await issueCertificate(deps, wanted));
    },
  }),
  route({
    id: "listMyCertificates",
    method: "get",
    path: "/v1/certificates",
    chapter: "helping",
    summary: "The caller's certificates, the latest first.",
    act: "hours.read",
    answer: z.object({ items: z.array(certificateView) }),
    handle: async (deps, { caller }) => ({ items: (await certificatesOf(deps, caller.person.id)).map(viewCertificate) }),
  }),
  route({
    id: "downloadCertificate",
    method: "get",
    path: "/v1/certificates/:code/pdf",
    chapter: "helping",
    summary: "One of the caller's certificates as a PDF of one page, with the QR code that checks it.",
    act: "hours.read",
    pace: "heavy",
    params: certificateParams,
    answer: "file",
    handle: async (deps, { caller, params }) => {
      const certificate = await findCertificate(deps, params.code).catch((error: unknown) => {
        throw isDomainError(error, "certificate.unknown") ? notThere() : error;
      });
      if (certificate.personId !== caller.person.id) throw notThere();
      const pdf = await certificatePdf(certificate, { verifyUrl: `${deps.config.publicUrl}/verify/${certificate.code}` });
      return new FileAnswer(`${certificate.number}.pdf`, "application/pdf", pdf);
    },
  }),
  openRoute({
    id: "verifyCertificate",
    method: "get",
    path: "/v1/certificates/:code",
    chapter: "helping",
    summary:
      "Checks a certificate by the code in its QR code, for anybody: a masked name, hours, issuer, dates, and whether it still holds.",
    params: certificateParams,
    answer: verificationView,
    refusals: ["http.not-found"],
    handle: async (deps, { params }) => {
      const found = await verifyCertificate(deps, params.code);
      if (!found) throw notThere();
      return { ...found, issuedAt: writeMoment(found.issuedAt) };
    },
  }),
];
