/** A proof of hours (志愿服务记录证明) as it was issued. Nothing in it changes later; only `revoked` may be added, once. */
export interface Certificate {
  /** Unguessable: who has it may check the certificate, nobody can find another one by counting. */
  readonly code: string;
  /** `PL-2026-000012`: station, year, running number. */
  readonly number: string;
  readonly stationId: string;
  /** Who recorded the services and proves them (民政部令第67号: 谁记录谁证明). */
  readonly issuer: string;
  readonly personId: string;
  readonly name: string;
  /** First and last civil day of what is proved, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Credited minutes, and what the paper says: whole half-hours (R5). */
  readonly minutes: number;
  readonly certifiedMinutes: number;
  /** Of these minutes: brought along from the station's older book. */
  readonly carriedMinutes: number;
  readonly services: number;
  /** What was done, the most frequent first; confidential items are not named. */
  readonly content: readonly { readonly item: string | null; readonly services: number }[];
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly revoked?: { readonly at: Date; readonly by: string; readonly reason: string };
}

/** What anybody who has the code may know, and no more. */
export interface Verification {
  /** 王** */
  readonly maskedName: string;
  /** As on the paper. */
  readonly hours: number;
  readonly issuer: string;
  readonly issuedAt: Date;
  readonly from: string;
  readonly to: string;
  /** `corrected`: hours it proves were changed later (记录有更正). */
  readonly state: "valid" | "corrected" | "revoked";
}

/** The family name's first character; how long the name is stays hidden. */
export function maskName(name: string): string {
  const [first = ""] = name.trim();
  return `${first}**`;
}
