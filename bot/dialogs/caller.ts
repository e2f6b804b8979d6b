import { findPersonal } from "../../src/language/index.ts";
import { findCommunity, findPeopleByName, findPeopleByPhone, type Person } from "../../src/station/index.ts";
import type { BotDeps } from "../turn.ts";

/** Whom a caller's words are about, and what is left of them. */
export interface Caller {
  /** The name as written; empty when none was found. */
  readonly said: string;
  readonly people: readonly Person[];
  /** What they need, without name and phone. */
  readonly rest: string;
}

const intro = /^(?:是|来电的?是?|居民|老人|村民|社区居民)+/;
const reporting = /^(?:[\s,::、的]|打来电话|打了?个?电话来?|来电话?|电话里|说|讲|要求|反映|报)+/;

/**
 * Finds the resident a 代报 begins with: by phone, else by the longest name the register knows at the beginning, in the community it names.
 */
export async function findCaller(deps: BotDeps, text: string): Promise<Caller> {
  const phone = findPersonal(text).find(({ kind }) => kind === "phone");
  const words = (phone ? text.slice(0, phone.start) + text.slice(phone.end) : text).trim();
  const community = findCommunity(deps.station, words.slice(0, 12));
  const named = (community ? withoutPlace(words, [community.name, ...community.shortNames]) : words).replace(intro, "").trimStart();
  const byPhone = phone ? (await findPeopleByPhone(deps, deps.station.id, phone.value)).filter(isResident) : [];
  for (const said of namesAt(named)) {
    const found = (await findPeopleByName(deps, deps.station.id, said, "resident")).filter(
      (person) => !community || person.communityId === community.id,
    );
    const people = byPhone.length > 0 ? found.filter(({ id }) => byPhone.some((one) => one.id === id)) : found;
    if (people.length > 0) return { said, people, rest: named.slice(said.length).replace(reporting, "") };
  }
  if (byPhone.length > 0) return { said: "", people: byPhone, rest: named.replace(reporting, "") };
  return { said: /^[\u4e00-\u9fa5]{2,4}(?=[\s,,])/.exec(named)?.[0] ?? "", people: [], rest: named };
}

const isResident = ({ roles }: Person): boolean => roles.includes("resident");

function withoutPlace(words: string, names: readonly string[]): string {
  const name = names.toSorted((a, b) => b.length - a.length).find((one) => words.startsWith(one));
  return name === undefined ? words : words.slice(name.length).replace(/^(?:社区|新村)?的?/, "");
}

/** What may be a name at the beginning, the longest first. */
function namesAt(words: string): string[] {
  const run = /^[\u4e00-\u9fa5]{2,4}/.exec(words)?.[0] ?? "";
  return [4, 3, 2].filter((length) => run.length >= length).map((length) => run.slice(0, length));
}

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
