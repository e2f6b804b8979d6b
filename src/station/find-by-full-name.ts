import { findNamed } from "./find-people.ts";
import { soundOf } from "./name-keys.ts";
import type { StationDeps } from "./people.ts";
import type { Person } from "./person.ts";

/** True for the whole name, or one that sounds the same, as a transcript of speech writes it (王秀蓝 for 王秀兰). */
export function isSameName(name: string, said: string): boolean {
  return name === said || (said.length >= 2 && soundOf(name) === soundOf(said));
}

/** The people of a station who bear this whole name, or one that sounds the same; never by what others call them. */
export async function findPeopleByFullName(deps: StationDeps, stationId: string, said: string): Promise<Person[]> {
  if (said.length < 2) return [];
  const found = await findNamed(deps, { stationId, forgottenAt: { $exists: false } }, said);
  return found.filter(({ name }) => isSameName(name, said));
}
