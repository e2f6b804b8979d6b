import { findHelpers, findPeople, type HelperPerson, isHelper } from "../station/index.ts";
import type { Helper, HelperLoad } from "./helper.ts";
import { emptyLoad } from "./load-document.ts";
import { findLoads, findStationLoads, type LoadDeps } from "./loads.ts";

/** The helpers of a station as matching sees them: profile and load together; who has left is not among them. */
export async function loadHelpers(deps: LoadDeps, stationId: string): Promise<Helper[]> {
  const [people, loads] = await Promise.all([findHelpers(deps, stationId), findStationLoads(deps, stationId)]);
  return join(
    deps,
    people.filter(({ helper }) => helper.status !== "left"),
    loads,
  );
}

/** These helpers on the truth of this moment, in the order given; unknown ones are left out. */
export async function findHelpersById(deps: LoadDeps, personIds: readonly string[]): Promise<Helper[]> {
  const [people, loads] = await Promise.all([findPeople(deps, personIds), findLoads(deps, personIds)]);
  return join(deps, people.filter(isHelper), loads);
}

function join({ clock }: LoadDeps, people: readonly HelperPerson[], loads: ReadonlyMap<string, HelperLoad>): Helper[] {
  const now = clock.now();
  return people.map((person) => {
    const key = { personId: person.id, stationId: person.stationId };
    return { person, load: loads.get(person.id) ?? emptyLoad(key, now) };
  });
}
