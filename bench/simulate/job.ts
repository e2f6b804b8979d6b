import type { MatchContext } from "../../src/matching/gate.ts";
import type { Need } from "../../src/matching/need.ts";
import type { Roster } from "../../src/matching/roster/roster.ts";
import type { AnsweredOffer, StationAnswers } from "../../src/matching/wave/answer-odds.ts";
import type { StationSettings } from "../../src/station/index.ts";
import type { Options } from "./options.ts";
import type { Person, World } from "./world.ts";

export interface Offer {
  readonly person: Person;
  readonly offeredAt: Date;
  readonly expiresAt: Date;
  state: "open" | "no" | "yes";
}

/** A request in the course of the simulation. */
export interface Job {
  readonly need: Need;
  queuedAt: Date;
  readonly arrivedAt: Date;
  readonly offers: Map<string, Offer>;
  readonly team: Person[];
  readonly gone: Set<string>;
  rounds: number;
  firstAskedAt?: Date | undefined;
  groupPosts: number;
  isOver: boolean;
  filledAt?: Date;
  /** Whom to ask, in order, and when that was found. */
  order?: string[];
  rankedAt?: Date;
  /** Nobody else fits. */
  isOrderWhole?: boolean;
  /** What the station had learned when this request last looked. */
  answersAt?: number;
  answers?: StationAnswers;
}

export type Move =
  | { readonly kind: "ask"; readonly ids: readonly string[]; readonly ttlMinutes: number }
  | { readonly kind: "group" }
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "stop" };

/** Decides what a station does next for a request. */
export interface Policy {
  readonly name: string;
  /** The roster is kept in step only for those who ask it. */
  readonly usesRoster: boolean;
  next(station: Station, job: Job): Promise<Move>;
}

export interface Tally {
  requests: number;
  filled: number;
  pushes: number;
  accepts: number;
  readonly minutesToFill: number[];
  readonly unfilled: Job[];
  kilometres: number;
  repeats: number;
  repeatable: number;
  readonly asked: Map<string, number>;
  readonly served: Map<string, number>;
}

export interface Station {
  readonly world: World;
  readonly options: Options;
  readonly settings: StationSettings;
  readonly roster: Roster;
  /** Everybody with a task or liked by somebody, now or before. */
  readonly bonded: Set<Person>;
  readonly tally: Tally;
  /** What the station has learned: questions that are over. */
  readonly learned: AnsweredOffer[];
  now: Date;
  context(): MatchContext;
  /** The need as matching sees it now: who was asked, who is on the team. */
  needNow(job: Job): Need;
}

/** Sees whom a policy asks, before they are asked. */
export type Watch = (station: Station, job: Job, ids: readonly string[]) => void;
