import { findPeople, findStation, listByRole, type Person, type Role } from "../../../src/station/index.ts";
import type { NetworkDeps } from "./network.ts";

/** Who can be met on the simulated network: the people of the station, as far as a chat shows them. */
export type Contact = Pick<Person, "id" | "name" | "calledAs" | "gender" | "roles" | "communityId">;

const everyRole: readonly Role[] = ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor", "receiver"];

export async function findContact(deps: NetworkDeps, personId: string): Promise<Contact | undefined> {
  return (await findPeople(deps, [personId]))[0];
}

/** Everybody of the station, by id. */
export async function listContacts(deps: NetworkDeps): Promise<readonly Contact[]> {
  const byRole = await Promise.all(everyRole.map((role) => listByRole(deps, deps.config.stationId, role)));
  const byId = new Map(byRole.flat().map((person) => [person.id, person]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The station's group room. */
export interface Room {
  readonly id: string;
  readonly name: string;
}

export async function findRoom(deps: NetworkDeps): Promise<Room> {
  const { roomId, shortName } = await findStation(deps, deps.config.stationId);
  return { id: roomId, name: `${shortName}工作群` };
}

/** Coordinators and supervisors sit in the station's room; residents never do. */
export function isInRoom(contact: Contact): boolean {
  return contact.roles.includes("coordinator") || contact.roles.includes("supervisor");
}
