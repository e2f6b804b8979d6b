/** `receiver`: an office that takes referrals, e.g. 民政办. */
export const roleNames = ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor", "receiver"] as const;
export type Role = (typeof roleNames)[number];

export type Gender = "female" | "male";

/** A weekly window in station time. `weekday` 1 = Monday … 7 = Sunday; `from`/`to` in minutes after midnight. */
export interface WeeklyWindow {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

export interface Training {
  /** e.g. `escort` (陪诊), `home_visit`, `minor`, `electric`, `first_aid`. */
  readonly code: string;
  readonly validUntil: Date;
}

/** What makes a person a helper: set for volunteers, social workers and grid workers. */
export interface HelperProfile {
  readonly teamId?: string;
  /** `active` may be asked; `paused` until `pausedUntil`; `review` until a person decides; `left` never again. */
  readonly status: "active" | "paused" | "review" | "left";
  readonly pausedUntil?: Date;
  /** True when the helper asked for the pause, who then may end it too. */
  readonly isOwnPause?: boolean;
  readonly identityVerified: boolean;
  readonly skills: readonly string[];
  readonly trainings: readonly Training[];
  /** Last day on which the helper's insurance is valid. */
  readonly insuredUntil?: Date;
  readonly availability: readonly WeeklyWindow[];
  /** Times the helper has said no to (「这周都没空」). */
  readonly blocked: readonly { readonly from: Date; readonly to: Date }[];
  readonly languages: readonly string[];
  /** For helpers aged 14–17. */
  readonly guardianConsent?: boolean;
  /** Minutes credited so far, kept in step with the ledger. */
  readonly creditedMinutes: number;
  readonly joinedAt: Date;
}

/** A risk or priority tag (R15): where it came from and when somebody must look at it again. */
export interface PersonTag {
  /** `lives_alone_80`, `dementia`, `disabled`, `child_in_difficulty`, `low_income` … */
  readonly tag: string;
  readonly source: string;
  readonly reviewBy: Date;
}

export interface Person {
  readonly id: string;
  readonly stationId: string;
  readonly name: string;
  /** How others address them, e.g. 张姐, 王大爷, 李社工. */
  readonly calledAs: string;
  readonly gender: Gender;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly roles: readonly Role[];
  readonly communityId: string;
  readonly gridId: string;
  readonly phone: string;
  /** Door-level address, e.g. 蟠龙社区12号楼2单元301. */
  readonly address: string;
  readonly tags: readonly PersonTag[];
  readonly emergencyContact?: { readonly name: string; readonly relation: string; readonly phone: string };
  /** People this person may ask help for; `relation` in their own words (妈, 爸, 邻居). */
  readonly family: readonly { readonly personId: string; readonly relation: string }[];
  /** Helpers this person must not meet again. */
  readonly blockedHelperIds: readonly string[];
  readonly helper?: HelperProfile;
  /** For receivers and coordinators: the office they answer for, e.g. 民政办. */
  readonly office?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When they had their file erased: nobody to be found, asked or told any more. */
  readonly forgottenAt?: Date;
}
