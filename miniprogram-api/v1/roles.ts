import { z } from "zod";
import { DomainError } from "../../src/platform/index.ts";
import { giveRole, isAbove, roleNames, takeRole } from "../../src/station/index.ts";
import type { Caller } from "../caller.ts";
import { managedPersonOf } from "../own.ts";
import { route } from "../route.ts";

const params = z.strictObject({ personId: z.string().max(40), role: z.enum(roleNames) });
const answer = z.object({ personId: z.string(), roles: z.array(z.enum(roleNames)) });

/** Who has which role. It counts from the next call on, also in sessions that are open. */
export const roleRoutes = [
  route({
    id: "giveRole",
    method: "put",
    path: "/v1/people/:personId/roles/:role",
    chapter: "people",
    summary: "Gives somebody a role below the caller's own; never oneself.",
    act: "role.change",
    needsStepUp: true,
    params,
    answer,
    refusals: ["station.not-a-helper"],
    handle: async (deps, { caller, params: { personId, role } }) => {
      const { id } = await managedPersonOf(deps, caller, personId);
      refuseHigh(caller, role);
      return { personId: id, roles: [...(await giveRole(deps, id, role)).roles] };
    },
  }),
  route({
    id: "takeRole",
    method: "delete",
    path: "/v1/people/:personId/roles/:role",
    chapter: "people",
    summary: "Takes a role below the caller's own; sessions acting in it end at once. Everybody keeps one.",
    act: "role.change",
    needsStepUp: true,
    params,
    answer,
    refusals: ["station.last-role"],
    handle: async (deps, { caller, params: { personId, role } }) => {
      const { id } = await managedPersonOf(deps, caller, personId);
      refuseHigh(caller, role);
      return { personId: id, roles: [...(await takeRole(deps, id, role)).roles] };
    },
  }),
];

function refuseHigh(caller: Caller, role: (typeof roleNames)[number]): void {
  if (!isAbove(caller.role, [role])) throw new DomainError("http.not-allowed");
}
