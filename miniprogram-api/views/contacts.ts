import { z } from "zod";
import { boundHelpers, type ServiceRequest } from "../../src/request/index.ts";
import type { ApiDeps } from "../deps.ts";
import { peopleById } from "./desk-row.ts";

const reachable = z.object({ personId: z.string(), name: z.string(), calledAs: z.string(), phone: z.string().nullable() });

/** How the people of a request are reached, and where it is. */
export const contactsView = z
  .object({
    requester: reachable,
    beneficiary: reachable.extend({
      address: z.string().nullable(),
      emergencyContact: z.object({ name: z.string(), relation: z.string(), phone: z.string() }).nullable(),
    }),
    place: z.string().nullable().describe("where it is when not at home"),
    helpers: z.array(reachable),
  })
  .meta({ id: "Contacts" });

export async function viewContacts(deps: ApiDeps, request: ServiceRequest): Promise<z.input<typeof contactsView>> {
  const helperIds = boundHelpers(request);
  const people = await peopleById(deps, [request.requesterId, request.beneficiaryId, ...helperIds]);
  const reach = (personId: string) => {
    const person = people.get(personId);
    return { personId, name: person?.name ?? "", calledAs: person?.calledAs ?? "", phone: person?.phone || null };
  };
  const served = people.get(request.beneficiaryId);
  const { where } = request.wish;
  return {
    requester: reach(request.requesterId),
    beneficiary: {
      ...reach(request.beneficiaryId),
      address: served?.address || null,
      emergencyContact: served?.emergencyContact ?? null,
    },
    place: where?.kind === "place" ? (where.text ?? null) : null,
    helpers: helperIds.map(reach),
  };
}
