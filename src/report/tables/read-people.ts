import { findPeople } from "../../station/index.ts";
import type { ReportDeps } from "../report-deps.ts";

export interface NamedPerson {
  readonly name: string;
  readonly birthDate: string;
  /** Empty unless it was asked for. */
  readonly phone: string;
}

/** Names of people by their ids; phones are unsealed only when a list is to show them. */
export async function readPeople(deps: ReportDeps, ids: Iterable<string>, withContact: boolean): Promise<ReadonlyMap<string, NamedPerson>> {
  const wanted = [...new Set(ids)];
  if (withContact)
    return new Map((await findPeople(deps, wanted)).map(({ id, name, birthDate, phone }) => [id, { name, birthDate, phone }]));
  const found = await deps.db
    .collection<{ _id: string; name: string; birthDate: string }>("people")
    .find({ _id: { $in: wanted } }, { projection: { name: 1, birthDate: 1 } })
    .toArray();
  return new Map(found.map(({ _id, name, birthDate }) => [_id, { name, birthDate, phone: "" }]));
}
