import { z } from "zod";
import { nudgeHelpers } from "../../src/intake/index.ts";
import { nameHelper, pickCandidates, refreshCandidates } from "../../src/matching/index.ts";
import { deskActor, deskRequestOf, stationPersonOf } from "../own.ts";
import { route } from "../route.ts";
import { candidateView, viewCandidates } from "../views/desk-request.ts";
import { peopleById } from "../views/desk-row.ts";
import { deskStep } from "./desk-step.ts";
import { requestParams } from "./own-requests.ts";

export const personId = z.string().max(40);

/** From candidates to a helper who is asked. */
export const dispatchRoutes = [
  route({
    id: "listCandidates",
    method: "get",
    path: "/v1/desk/requests/:requestId/candidates",
    chapter: "desk",
    summary: "Who may be asked for a request, the best first, each with the reasons; or why nobody was found.",
    act: "request.readAll",
    params: requestParams,
    answer: z.object({
      items: z.array(candidateView),
      why: z.string().nullable().describe("why the last look found nobody: counts of helpers by what holds them back"),
    }),
    handle: async (deps, { caller, params }) => {
      const request = await deskRequestOf(deps, caller, params.requestId);
      const people = await peopleById(
        deps,
        request.candidates.map((candidate) => candidate.personId),
      );
      const found = request.history.findLast(({ event }) => event === "widen" || event === "propose");
      return { items: viewCandidates(request, people), why: (found?.event === "widen" && found.reason) || null };
    },
  }),
  deskStep({
    id: "pickCandidates",
    step: "pick",
    act: "offer.pick",
    summary: "Asks those picked first, and the next best with them; with nobody picked the best (确认).",
    body: z.strictObject({
      numbers: z.array(z.number().int().min(1).max(40)).max(10).optional().describe("as on the card, from 1"),
      personIds: z.array(personId).max(10).optional().describe("instead of numbers"),
      isOnly: z.boolean().optional().describe("asks nobody else (只派)"),
    }),
    refusals: ["matching.no-such-candidate", "matching.own-match", "matching.not-askable", "matching.nobody-left"],
    move: (deps, caller, { id }, { numbers = [], personIds = [], isOnly }) =>
      pickCandidates(deps, id, { by: deskActor(caller), numbers, personIds, ...(isOnly && { isOnly }) }),
  }),
  deskStep({
    id: "refreshCandidates",
    step: "refresh",
    act: "offer.refresh",
    summary: "Passes over those shown and looks for others (换一批).",
    move: (deps, caller, { id }) => refreshCandidates(deps, id, deskActor(caller)),
  }),
  deskStep({
    id: "nudgeHelpers",
    step: "nudge",
    act: "offer.pick",
    summary: "Asks once more whoever has not answered; within an hour once (催).",
    move: async (deps, caller, request) => {
      await nudgeHelpers(deps, request, caller.person.id);
      return request;
    },
  }),
  deskStep({
    id: "nameHelper",
    step: "name",
    act: "offer.pick",
    summary: "Asks exactly this helper, from triage on; passes rest and caps, never safety (派给).",
    body: z.strictObject({ personId }),
    refusals: ["matching.not-allowed-helper", "matching.own-match", "request.incomplete"],
    move: async (deps, caller, { id }, body) => {
      const helper = await stationPersonOf(deps, caller, body.personId);
      return nameHelper(deps, id, deskActor(caller), helper.id);
    },
  }),
];
