import type { Wish } from "./service-request.ts";

export interface NewTime {
  readonly startAt: Date;
  readonly endAt?: Date;
  readonly isTimeOpen?: boolean;
  readonly spokenTime?: string;
}

/** A wish moved to the time given, or as it is when none is. */
export function moveIfGiven(wish: Wish, { startAt, ...rest }: Partial<NewTime>): Wish {
  return startAt ? moveWish(wish, { startAt, ...rest }) : wish;
}

/** The wish at another time, once: one of a recurrence keeps the time its rule gave it, from which the next one is counted. */
export function moveWish(wish: Wish, { startAt, endAt, isTimeOpen, spokenTime }: NewTime): Wish & { readonly startAt: Date } {
  const { startAt: oldStartAt, endAt: oldEndAt, isTimeOpen: _o, spokenTime: _s, ...rest } = wish;
  const isRepeated = wish.rrule !== undefined && oldStartAt !== undefined && wish.ruleTime === undefined;
  return {
    ...rest,
    startAt,
    ...(endAt && { endAt }),
    ...(isTimeOpen && { isTimeOpen }),
    ...(spokenTime && { spokenTime }),
    ...(isRepeated && { ruleTime: { startAt: oldStartAt, ...(oldEndAt && { endAt: oldEndAt }) } }),
  };
}
