import type { ServiceItem } from "../catalog/index.ts";
import type { Person } from "../station/index.ts";

/** What trainings and skills are called at the station. */
const names: Readonly<Record<string, string>> = {
  escort: "陪诊",
  home_visit: "入户",
  minor: "未成年人服务",
  electric: "水电",
  first_aid: "急救",
};

/** The training each flag of an item asks of a helper (R12). */
const trainingByFlag: Readonly<Record<string, string>> = { health: "escort", home_visit: "home_visit", minor: "minor" };

/** Every training an item may ask for. */
export const askedTrainings: readonly string[] = Object.values(trainingByFlag);

/** Flags of items for which a volunteer must be insured (R12, 志愿服务条例 art. 17). */
const insuredFlags: ReadonlySet<string> = new Set(["home_visit", "health", "minor"]);

const skillPrefix = "skill:";

export function trainingName(code: string): string {
  return names[code] ?? code;
}

/** Trainings the item asks for. */
export function trainingsOf(item: ServiceItem): readonly string[] {
  return item.flags.flatMap((flag) => trainingByFlag[flag] ?? []);
}

/** Skills the item asks for: `skill:electric` → `electric`. */
export function skillsOf(item: ServiceItem): readonly string[] {
  return item.flags.filter((flag) => flag.startsWith(skillPrefix)).map((flag) => flag.slice(skillPrefix.length));
}

export function needsInsurance(item: ServiceItem): boolean {
  return item.flags.some((flag) => insuredFlags.has(flag) || flag.startsWith(skillPrefix));
}

/** Social workers and grid workers serve as part of their job: qualified and insured by their employer. */
export function isStaff(person: Person): boolean {
  return person.roles.includes("social_worker") || person.roles.includes("grid_worker");
}
