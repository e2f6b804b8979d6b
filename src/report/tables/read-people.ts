import { findPeople } from "../../station/index.ts";
import type { ReportDeps } from "../report-deps.ts";

const idsAtOnce = 500;

export interface NamedPerson {
  readonly name: string;
  readonly birthDate: string;
  /** Empty unless it was asked for. */
  readonly phone: string;
}

/** Names of people by their ids; phones are unsealed only when a list is to show them. */
export async function readPeople(deps: ReportDeps, ids: Iterable<string>, withContact: boolean): Promise<ReadonlyMap<string, NamedPerson>> {
  const wanted = [...new Set(ids)];
  if (withContact) return readWithPhones(deps, wanted);
  const found = await deps.db
    .collection<{ _id: string; name: string; birthDate: string }>("people")
    .find({ _id: { $in: wanted } }, { projection: { name: 1, birthDate: 1 } })
    .toArray();
  return new Map(found.map(({ _id, name, birthDate }) => [_id, { name, birthDate, phone: "" }]));
}

/** In pieces: to unseal thousands at once would hold up everybody else. */
async function readWithPhones(deps: ReportDeps, ids: readonly string[]): Promise<ReadonlyMap<string, NamedPerson>> {
  const people = new Map<string, NamedPerson>();
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const found = await findPeople(deps, ids.slice(from, from + idsAtOnce));
    for (const { id, name, birthDate, phone } of found) people.set(id, { name, birthDate, phone });
  }
  return people;
}
