import type { Person } from "../station/index.ts";

/** What trainings and skills are called at the station. */
const names: Readonly<Record<string, string>> = {
  escort: "陪诊",
  home_visit: "入户",
  minor: "未成年人服务",
  electric: "水电",
  first_aid: "急救",
};

export function trainingName(code: string): string {
  return names[code] ?? code;
}

/** Social workers and grid workers serve as part of their job: qualified and insured by their employer. */
export function isStaff(person: Person): boolean {
  return person.roles.includes("social_worker") || person.roles.includes("grid_worker");
}

/** Comes as part of the job and not as a volunteer too. */
export function isStaffOnly(person: Person): boolean {
  return isStaff(person) && !person.roles.includes("volunteer");
}
