import { z } from "zod";
import { pickCandidates } from "../../src/matching/index.ts";
import { isDomainError } from "../../src/platform/index.ts";
import { findByStatus, findRequest, type ServiceRequest } from "../../src/request/index.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../deps.ts";
import { deskActor, stationRequestOf } from "../own.ts";
import { route } from "../route.ts";
import { deskRow, viewDeskRows } from "../views/desk-row.ts";
import { requestParams } from "./own-requests.ts";

/** Many requests confirmed with one call. */
export const dispatchBatchRoutes = [
  route({
    id: "confirmBatch",
    method: "post",
    path: "/v1/desk/confirmations",
    chapter: "desk",
    summary:
      "Asks the helpers planned for every open card, or for those named (全部确认). One that cannot be picked does not hold up the others.",
    act: "offer.pick",
    body: z.strictObject({
      requestIds: z.array(requestParams.shape.requestId).min(1).max(100).optional().describe("all that wait for a pick when left out"),
    }),
    answer: z.object({
      items: z.array(
        z.object({ request: deskRow, refusal: z.string().nullable().describe("code of why not; null when helpers are asked") }),
      ),
    }),
    handle: async (deps, { caller, body }) => {
      const results: Confirmed[] = [];
      for (const request of await cardsOf(deps, caller, body.requestIds)) results.push(await confirm(deps, caller, request));
      const rows = await viewDeskRows(
        deps,
        results.map(({ request }) => request),
      );
      return { items: rows.map((request, i) => ({ request, refusal: results[i]?.refusal ?? null })) };
    },
  }),
];

interface Confirmed {
  readonly request: ServiceRequest;
  readonly refusal: string | null;
}

function cardsOf(deps: ApiDeps, caller: Caller, ids: readonly string[] | undefined): Promise<readonly ServiceRequest[]> {
  if (ids === undefined) return findByStatus(deps, caller.person.stationId, ["proposed"]);
  return Promise.all([...new Set(ids)].map((id) => stationRequestOf(deps, caller, id)));
}

async function confirm(deps: ApiDeps, caller: Caller, { id }: ServiceRequest): Promise<Confirmed> {
  try {
    return { request: await pickCandidates(deps, id, { by: deskActor(caller) }), refusal: null };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { request: await findRequest(deps, id), refusal: error.code };
  }
}
