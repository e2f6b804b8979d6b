/** What people are going to do, by the simulated moment. */
export interface Agenda {
  at(moment: Date, act: () => void | Promise<void>): void;
  /** The moment of the next thing, or null. */
  next(): Date | null;
  /** Takes what is due by then, in order. */
  takeDue(now: Date): readonly (() => void | Promise<void>)[];
}

export function openAgenda(): Agenda {
  let entries: { readonly at: Date; readonly act: () => void | Promise<void> }[] = [];
  return {
    at(moment, act) {
      entries.push({ at: moment, act });
    },
    next: () => entries.reduce<Date | null>((first, { at }) => (first === null || at < first ? at : first), null),
    takeDue(now) {
      const due = entries.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
      entries = entries.filter(({ at }) => at > now);
      return due.map(({ act }) => act);
    },
  };
}
