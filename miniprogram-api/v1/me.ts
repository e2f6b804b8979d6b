import { z } from "zod";
import { DomainError } from "../../src/platform/index.ts";
import { communityOf, updatePerson } from "../../src/station/index.ts";
import { refuseRisky } from "../refuse-risky.ts";
import { route } from "../route.ts";
import { emergencyContact, meView, viewMe } from "../views/me.ts";

/** Who the caller is to the station. */
export const meRoutes = [
  route({
    id: "getMe",
    method: "get",
    path: "/v1/me",
    chapter: "me",
    summary: "What the station has noted of the caller and where they can be reached.",
    act: "me.read",
    answer: meView,
    handle: async (deps, { caller }) => viewMe(deps, caller.person),
  }),
  route({
    id: "changeMe",
    method: "patch",
    path: "/v1/me",
    chapter: "me",
    summary: "Changes how the caller is addressed, reached and found; what is left out stays. The name is changed by the station.",
    act: "me.change",
    body: z.strictObject({
      calledAs: z.string().trim().min(1).max(10).optional(),
      phone: z
        .string()
        .regex(/^1\d{10}$/)
        .optional(),
      address: z.string().trim().min(1).max(100).optional(),
      communityId: z.string().max(40).optional(),
      birthDate: z.iso.date().optional().describe("only while the station knows none"),
      emergencyContact: emergencyContact.optional(),
    }),
    answer: meView,
    refusals: ["station.bad-person", "station.station-decides"],
    handle: async (deps, { caller: { person }, body }) => {
      await refuseRisky(deps, { personId: person.id }, body.calledAs, "profile");
      const { communityId, birthDate, calledAs, phone, address, emergencyContact: contact } = body;
      if (communityId !== undefined && !communityOf(deps.station, communityId))
        throw new DomainError("http.invalid", { detail: "communityId: is no community of this station" });
      // Age decides what somebody may do: once noted, only the station changes it.
      if (birthDate !== undefined && person.birthDate !== "" && person.birthDate !== birthDate)
        throw new DomainError("station.station-decides", { personId: person.id });
      const isMoving = communityId !== undefined && communityId !== person.communityId;
      const next = await updatePerson(deps, person.id, {
        ...(calledAs !== undefined && { calledAs }),
        ...(phone !== undefined && { phone }),
        ...(address !== undefined && { address }),
        ...(isMoving && { communityId, gridId: "" }),
        ...(birthDate !== undefined && { birthDate }),
        ...(contact && { emergencyContact: contact }),
      });
      return viewMe(deps, next);
    },
  }),
];
