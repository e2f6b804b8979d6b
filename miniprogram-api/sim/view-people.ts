import type { Contact } from "../../bot/local-puppet/network/index.ts";
import type { Community, Role } from "../../src/station/index.ts";

/** Whoever has several roles is listed under the first of these. */
const rolesByWeight: readonly Role[] = ["coordinator", "supervisor", "receiver", "social_worker", "grid_worker", "volunteer", "resident"];

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly calledAs: string;
  readonly role: Role;
  readonly communityId: string;
  readonly community: string;
  /** The place of the last message in this person's own chat, 0 when there is none. */
  readonly lastSeq: number;
}

export function viewPerson(contact: Contact, communities: readonly Community[], lastSeq: number): PersonView {
  return {
    id: contact.id,
    name: contact.name,
    calledAs: contact.calledAs,
    role: rolesByWeight.find((role) => contact.roles.includes(role)) ?? "resident",
    communityId: contact.communityId,
    community: communities.find(({ id }) => id === contact.communityId)?.name ?? "",
    lastSeq,
  };
}
