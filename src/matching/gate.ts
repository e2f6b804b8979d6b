import type { StationSettings } from "../station/index.ts";
import type { Helper } from "./helper.ts";
import type { Need } from "./need.ts";

/**
 * Every reason why a helper may not serve a need, and how far it binds.
 * `binding` gates hold always: when asking, when a coordinator names somebody, when the helper accepts.
 * `asking` gates protect people from being asked too much or in vain; a coordinator who names a person may pass them,
 * and a helper who says yes has passed them.
 */
export const gateKinds = {
  station: "binding",
  requester_is_helper: "binding",
  blocked_pair: "binding",
  status: "binding",
  paused: "binding",
  identity: "binding",
  age_minor: "binding",
  age_evening: "binding",
  guardian_consent: "binding",
  home_visit_hours: "binding",
  provider: "binding",
  skill: "binding",
  training: "binding",
  insurance: "binding",
  gender_wish: "binding",
  on_team: "asking",
  excluded: "asking",
  radius: "asking",
  language: "asking",
  availability: "asking",
  blocked_time: "asking",
  overlap: "binding",
  tasks_per_day: "binding",
  open_offer: "asking",
  offers_per_day: "asking",
  cool_down: "asking",
  team_size: "binding",
  team_experience: "binding",
  team_adults: "binding",
  team_blocked_pair: "binding",
} as const satisfies Record<string, "binding" | "asking">;

export type GateCode = keyof typeof gateKinds;

/** Why not, in words for a coordinator; `until` when waiting alone would open the gate. */
export interface GateRefusal {
  readonly gate: GateCode;
  readonly words: string;
  readonly until?: Date;
}

export interface MatchContext {
  readonly now: Date;
  readonly settings: StationSettings;
}

/** One rule: answers a refusal, or nothing when the helper passes. */
export type Gate = (helper: Helper, need: Need, ctx: MatchContext) => GateRefusal | undefined;
