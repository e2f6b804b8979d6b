import { demandsOf } from "../catalog/index.ts";
import { addMinutes, minuteOfDay, startOfDay } from "../platform/index.ts";
import type { Gate } from "./gate.ts";
import { isStaff, trainingName } from "./trainings.ts";

/** A certificate or policy holds through its last day; the task must end inside it. */
function holdsThrough(lastDay: Date | undefined, at: Date): boolean {
  return lastDay !== undefined && (lastDay >= at || startOfDay(lastDay, 1) >= at);
}

const keepsVisitHours: Gate = (_helper, need, { settings }) => {
  if (need.urgency === "urgent" || !need.item.flags.includes("home_visit")) return undefined;
  const isTooEarly = minuteOfDay(need.startAt) < settings.homeVisit.notBefore;
  const isTooLate = need.endAt > addMinutes(startOfDay(need.startAt), settings.homeVisit.notAfter);
  return isTooEarly || isTooLate ? { gate: "home_visit_hours", words: "这个时间不安排入户" } : undefined;
};

const isProvider: Gate = ({ person }, need) =>
  need.item.provider === "social_worker" && !person.roles.includes("social_worker")
    ? { gate: "provider", words: "这项要社工来做" }
    : undefined;

const hasSkills: Gate = ({ person }, need) => {
  const missing = demandsOf(need.item).skills.find((skill) => !person.helper.skills.includes(skill));
  return missing === undefined ? undefined : { gate: "skill", words: `不会${trainingName(missing)}` };
};

const hasTrainings: Gate = ({ person }, need) => {
  if (isStaff(person)) return undefined;
  for (const code of demandsOf(need.item).trainings) {
    const held = person.helper.trainings.filter((training) => training.code === code);
    if (held.length === 0) return { gate: "training", words: `没有${trainingName(code)}培训` };
    if (!held.some(({ validUntil }) => holdsThrough(validUntil, need.endAt))) {
      return { gate: "training", words: `${trainingName(code)}培训到期了` };
    }
  }
  return undefined;
};

const isInsured: Gate = ({ person }, need) =>
  !demandsOf(need.item).isInsuranceNeeded || isStaff(person) || holdsThrough(person.helper.insuredUntil, need.endAt)
    ? undefined
    : { gate: "insurance", words: "没有有效的保险" };

const isWishedGender: Gate = ({ person }, need) =>
  need.genderWish === undefined || need.genderWish === person.gender
    ? undefined
    : { gate: "gender_wish", words: need.genderWish === "female" ? "居民希望女同志来" : "居民希望男同志来" };

/** What the item and the resident ask of the helper: R4 wish, R8 hours, R12. */
export const itemGates: readonly Gate[] = [keepsVisitHours, isProvider, hasSkills, hasTrainings, isInsured, isWishedGender];
