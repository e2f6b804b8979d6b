import { expect, test } from "vitest";
import { civilDate, instant } from "../platform/index.ts";
import { demoPeople, isHelper } from "../station/index.ts";
import { catalogOf } from "./catalog.ts";
import { demandsOf } from "./item-rules.ts";

const monday = instant(2026, 11, 23, 9);
const helpers = demoPeople(monday).filter(isHelper);

test.each(catalogOf().items())("the demo town has at least three helpers for $code $name on a Tuesday morning", (item) => {
  const day = instant(2026, 11, 24, 9);
  const needed = demandsOf(item);
  const fitting = helpers.filter(({ roles, birthDate, helper }) => {
    const isAdult = birthDate <= civilDate(instant(2008, 11, 24));
    const isProvider = item.provider !== "social_worker" || roles.includes("social_worker");
    const isTrained = needed.trainings.every((code) =>
      helper.trainings.some((training) => training.code === code && training.validUntil > day),
    );
    const isSkilled = needed.skills.every((skill) => helper.skills.includes(skill));
    const isInsured = !needed.isInsuranceNeeded || (helper.insuredUntil !== undefined && helper.insuredUntil > day);
    const isFree = helper.availability.some(
      ({ weekday, from, to }) => weekday === 2 && from <= 540 && to >= 540 + Math.min(item.minutes, 180),
    );
    return helper.status === "active" && helper.identityVerified && isAdult && isProvider && isTrained && isSkilled && isInsured && isFree;
  });
  expect(fitting.length).toBeGreaterThanOrEqual(Math.max(3, item.minPeople + 2));
});
