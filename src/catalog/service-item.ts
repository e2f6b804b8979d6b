/** What a field of a request must hold before an item can be submitted. `who` is the child or person served. */
export type RequiredField = "when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent";

/** Who may serve an item: anybody registered, social workers only, or a team in which one is experienced. */
export type Provider = "volunteer" | "social_worker" | "team";

export type WorkType = "case" | "group" | "community" | "direct" | "visit";

/** One line of the station's service catalog (服务清单), with the rules that travel with it. */
export interface ServiceItem {
  readonly code: string;
  readonly category: string;
  readonly name: string;
  /** What the item is in words residents use, e.g. 陪您看病、取药; the name stands in where it is missing. */
  readonly says?: string;
  readonly provider: Provider;
  readonly workType: WorkType;
  /** Planned length of the service. */
  readonly minutes: number;
  /** Helpers the item needs at the same time. */
  readonly minPeople: number;
  /** Notice the station asks for before the start. */
  readonly leadHours: number;
  readonly requires: readonly RequiredField[];
  /** `home_visit`, `minor`, `health`, `vulnerable`, `confidential`, `money_limit`, `event`, `at_station`, `referral`, `eligibility`, `skill:…`, `tone:…`. */
  readonly flags: readonly string[];
  readonly aliases: readonly string[];
}

export interface ServiceCategory {
  readonly code: string;
  readonly name: string;
  readonly key: string;
}
