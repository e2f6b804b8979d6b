import { findCommunity, type Person } from "../../src/station/index.ts";
import type { BotDeps } from "../turn.ts";

/** Which of several somebody means: by number, community, the phone's last four, or the full name. */
export function chooseCaller(deps: BotDeps, people: readonly Person[], text: string): Person | null {
  const words = text.trim();
  const number = /^(?:第\s*)?([1-9])(?:\s*[个号位])?$/.exec(words)?.[1];
  if (number !== undefined) return people[Number(number) - 1] ?? null;
  const lastFour = /(\d{4})(?!\d)/.exec(words)?.[1];
  const community = findCommunity(deps.station, words);
  const fits = people.filter(
    (person) =>
      (lastFour !== undefined && person.phone.endsWith(lastFour)) || community?.id === person.communityId || words.includes(person.name),
  );
  return fits.length === 1 ? (fits[0] ?? null) : null;
}
