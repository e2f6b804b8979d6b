import type { ServiceItem } from "./service-item.ts";

/** What serving an item asks of a helper. */
export interface ItemDemands {
  /** Trainings that must be valid on the day (R12). */
  readonly trainings: readonly string[];
  readonly skills: readonly string[];
  /** Insurance on file before the task (R12). */
  readonly isInsuranceNeeded: boolean;
}

interface FlagRule {
  readonly training?: string;
  readonly isInsuranceNeeded?: boolean;
  /** The flag alone keeps the item from passing without a person looking at it (T11, T14). */
  readonly isRisky: boolean;
}

/** What each flag of the catalog brings with it. `skill:x` asks for the skill x, `tone:x` only changes how we speak. */
const flagRules: Readonly<Record<string, FlagRule>> = {
  home_visit: { training: "home_visit", isInsuranceNeeded: true, isRisky: true },
  health: { training: "escort", isInsuranceNeeded: true, isRisky: true },
  minor: { training: "minor", isInsuranceNeeded: true, isRisky: true },
  vulnerable: { isRisky: true },
  confidential: { isRisky: true },
  money_limit: { isRisky: true },
  eligibility: { isRisky: true },
  referral: { isRisky: true },
  event: { isRisky: false },
  at_station: { isRisky: false },
};
const skillPrefix = "skill:";
const tonePrefix = "tone:";

/** Every training an item may ask for. */
export const askedTrainings: readonly string[] = Object.values(flagRules).flatMap(({ training }) => training ?? []);

/** An item never changes, and is asked for each helper of a town. */
const known = new WeakMap<ServiceItem, ItemDemands>();

/** Trainings, skills and insurance a helper must have for the item. */
export function demandsOf(item: ServiceItem): ItemDemands {
  let demands = known.get(item);
  if (!demands) {
    demands = readDemands(item);
    known.set(item, demands);
  }
  return demands;
}

function readDemands(item: ServiceItem): ItemDemands {
  const rules = item.flags.flatMap((flag) => flagRules[flag] ?? []);
  return {
    trainings: rules.flatMap(({ training }) => training ?? []),
    skills: item.flags.filter((flag) => flag.startsWith(skillPrefix)).map((flag) => flag.slice(skillPrefix.length)),
    isInsuranceNeeded: rules.some(({ isInsuranceNeeded }) => isInsuranceNeeded === true),
  };
}

/** True when helpers go into the resident's home (R8). */
export function isHomeVisit(item: ServiceItem): boolean {
  return item.flags.includes("home_visit");
}

/** True when children are served (R9). */
export function isForMinors(item: ServiceItem): boolean {
  return item.flags.includes("minor");
}

/** True when somebody is accompanied to hospital (R11): the return trip belongs to the task. */
export function isEscort(item: ServiceItem): boolean {
  return item.flags.includes("health");
}

/** True for an item whose content must not be told on to others than those who serve it. */
export function isConfidential(item: ServiceItem): boolean {
  return item.flags.includes("confidential");
}

/** True when an item may pass triage or be given to the first candidate without a person, if the station has that on (T11, T14). */
export function isLowRisk(item: ServiceItem): boolean {
  return item.flags.every((flag) => flagRules[flag]?.isRisky === false);
}

/** True for a flag the rules know; the catalog refuses others, so that no rule is lost by a slip of the pen. */
export function isKnownFlag(flag: string): boolean {
  return Object.hasOwn(flagRules, flag) || flag.startsWith(skillPrefix) || flag.startsWith(tonePrefix);
}
