import { findPersonal } from "../language/index.ts";
import { findCommunity, findPeopleByName, findPeopleByPhone, type Person, type Station, type StationDeps } from "../station/index.ts";

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
export async function findCaller(deps: StationDeps & { readonly station: Station }, text: string): Promise<Caller> {
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
