import type { RequiredField, ServiceItem } from "../catalog/index.ts";
import { dayMs } from "../platform/index.ts";
import type { Urgency, Wish } from "./service-request.ts";

const isKnown: Readonly<Record<RequiredField, (wish: Wish) => boolean>> = {
  when: ({ startAt }) => startAt !== undefined,
  time: ({ startAt, isTimeOpen }) => startAt !== undefined && !isTimeOpen,
  where: ({ where }) => where !== undefined,
  dest: ({ dest }) => dest !== undefined,
  details: ({ details }) => details !== undefined,
  headcount: ({ headcount }) => headcount !== undefined,
  who: ({ who }) => who !== undefined,
  guardian_consent: ({ guardianConsent }) => guardianConsent === true,
};

/** Fields the item requires that the wish does not hold, in the order they are asked. */
export function missingOf(item: ServiceItem | null, wish: Wish): RequiredField[] {
  if (!item) return [];
  const open = item.requires.filter((field) => !isKnown[field](wish));
  // The hour is asked together with the day.
  return open.includes("when") ? open.filter((field) => field !== "time") : open;
}

/** Urgent when safety is at stake or a promise was broken; soon when it starts within 24 hours; else routine. */
export function urgencyOf(startAt: Date | undefined, now: Date, isUrgent: boolean): Urgency {
  if (isUrgent) return "urgent";
  return startAt && startAt.getTime() - now.getTime() <= dayMs ? "soon" : "routine";
}
