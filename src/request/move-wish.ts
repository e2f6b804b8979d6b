import type { Wish } from "./service-request.ts";

export interface NewTime {
  readonly startAt: Date;
  readonly endAt?: Date;
  readonly isTimeOpen?: boolean;
  readonly spokenTime?: string;
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
