import { z } from "zod";
import { maskPersonal } from "../../src/language/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import type { Act } from "../../src/station/index.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../deps.ts";
import { stationRequestOf } from "../own.ts";
import { type Route, route } from "../route.ts";
import { deskRequest, viewDeskRequest } from "../views/desk-request.ts";
import { requestParams } from "./own-requests.ts";

/** Words of the desk that others read or that are kept: phones and numbers of people are masked. */
export const reason = z.string().trim().min(1).max(300).transform(maskPersonal);

interface Step<Body extends z.ZodObject> {
  readonly id: string;
  /** The last part of the path. */
  readonly step: string;
  readonly act: Act;
  readonly summary: string;
  readonly body?: Body;
  readonly refusals?: readonly string[];
  move(deps: ApiDeps, caller: Caller, request: ServiceRequest, body: z.output<Body>): Promise<ServiceRequest>;
}

/** A step the desk takes with a request of its station; the answer is the request after it. */
export function deskStep<Body extends z.ZodObject = z.ZodObject<Record<never, never>>>(step: Step<Body>): Route {
  const { id, act, summary, body, refusals = [] } = step;
  return route({
    id,
    method: "post",
    path: `/v1/desk/requests/:requestId/${step.step}`,
    chapter: "desk",
    summary,
    act,
    params: requestParams,
    ...(body && { body }),
    answer: deskRequest,
    refusals: ["request.not-allowed", ...refusals],
    handle: async (deps, call) => {
      const request = await stationRequestOf(deps, call.caller, call.params.requestId);
      return viewDeskRequest(deps, await step.move(deps, call.caller, request, call.body as z.output<Body>));
    },
  });
}
