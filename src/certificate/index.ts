/** Proof of hours (志愿服务记录证明): issued once and kept, free of charge, checked by anybody who has the paper. */
export { type Certificate, maskName, type Verification } from "./certificate.ts";
export { type CertificateDeps, issueCertificate, type Wanted } from "./issue.ts";
export { certificatePdf } from "./pdf.ts";
export { certificateFields, certificatesOf, ensureCertificateIndexes, findCertificate } from "./store.ts";
export { revokeCertificate, verifyCertificate } from "./verify.ts";
