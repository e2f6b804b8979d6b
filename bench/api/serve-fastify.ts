import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { openCallers } from "../../miniprogram-api/caller.ts";
import { cleanInput } from "../../miniprogram-api/clean-input.ts";
import type { ApiDeps } from "../../miniprogram-api/deps.ts";
import { problemOf, statusOfCode } from "../../miniprogram-api/errors.ts";
import { noteKey } from "../../miniprogram-api/idempotency.ts";
import type { Limiter } from "../../miniprogram-api/limits.ts";
import { readInput } from "../../miniprogram-api/read-input.ts";
import { FileAnswer, type Route } from "../../miniprogram-api/route.ts";
import { record } from "../../src/audit/index.ts";
import { mayDo } from "../../src/station/index.ts";

/** The declared routes on Fastify: the same checks, handlers and answers, another framework around them. */
export function serveFastify(server: FastifyInstance, deps: ApiDeps, routes: readonly Route[], limit: Limiter): void {
  server.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    return reply
      .status(statusOfCode.get(problem.code) ?? 500)
      .type("application/problem+json")
      .send(problem);
  });
  const readCaller = openCallers(deps);
  for (const route of routes) {
    if (route.act === "anybody") continue;
    server.route({
      method: route.method.toUpperCase() as "GET",
      url: route.path,
      handler: async (request, reply) => {
        const caller = await readCaller(request.headers.authorization);
        const { limit: most, left } = await limit(route.method === "get" ? "read" : "write", caller.session.id);
        reply.headers({ "X-Request-Id": randomUUID(), "RateLimit-Limit": most, "RateLimit-Remaining": left });
        if (!mayDo({ roles: [caller.role] }, route.act)) return reply.status(403).send();
        const call = {
          caller,
          requestId: "",
          params: route.params ? readInput(route.params, cleanInput(request.params)) : {},
          query: route.query ? readInput(route.query, cleanInput(request.query)) : {},
          body: route.body ? readInput(route.body, cleanInput(request.body)) : {},
        };
        const key = route.creates ? await noteKey(deps, caller, route.id, String(request.headers["idempotency-key"]), call.body) : "";
        const given = await route.handle(deps, { ...call, key });
        if (route.method !== "get") {
          const { person, role } = caller;
          const subject = { kind: "session", id: caller.session.id };
          await record(deps, { stationId: person.stationId, actorId: person.id, activeRole: role, act: route.act, subject, via: "api" });
        }
        if (given instanceof FileAnswer || typeof route.answer === "string") return reply.status(204).send();
        return reply.status(route.status ?? 200).send(route.answer.parse(given));
      },
    });
  }
}
