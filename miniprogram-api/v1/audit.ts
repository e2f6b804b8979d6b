import { z } from "zod";
import { entriesFor, verifyChain } from "../../src/audit/index.ts";
import { numberPart, pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { route } from "../route.ts";
import { peopleById } from "../views/desk-row.ts";
import { moment, momentIn, writeMoment } from "../views/moment.ts";

const auditEntry = z.object({
  seq: z.number(),
  at: moment,
  actorId: z.string(),
  actorName: z.string().nullable(),
  activeRole: z.string(),
  act: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  fields: z.array(z.string()).describe("sensitive fields that were read, never what is in them"),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  via: z.string(),
  hash: z.string().describe("over the entry and the one before"),
});

/** Who did what at the station, and who looked at what. */
export const auditRoutes = [
  route({
    id: "listAudit",
    method: "get",
    path: "/v1/audit",
    chapter: "station",
    summary: "The audit trail of the station, the latest first.",
    act: "audit.read",
    query: z.strictObject({
      ...pageQuery,
      actorId: z.string().max(40).optional(),
      act: z.string().max(60).optional(),
      subjectKind: z.string().max(60).optional(),
      subjectId: z.string().max(80).optional().describe("with `subjectKind`"),
      from: momentIn.optional().describe("at or after"),
      to: momentIn.optional().describe("before"),
    }),
    answer: pageOf(auditEntry),
    handle: async (deps, { caller, query: { limit, cursor, actorId, act, subjectKind, subjectId, from, to } }) => {
      const [before] = cursor === undefined ? [undefined] : readCursor(z.tuple([numberPart]), cursor);
      const subject = subjectKind === undefined ? undefined : { kind: subjectKind, ...(subjectId !== undefined && { id: subjectId }) };
      const filter = {
        stationId: caller.person.stationId,
        ...(actorId !== undefined && { actorId }),
        ...(act !== undefined && { act }),
        ...(subject && { subject }),
        ...(from && { from }),
        ...(to && { to }),
      };
      const { entries, next } = await entriesFor(deps, filter, { limit, ...(before !== undefined && { before }) });
      const people = await peopleById(
        deps,
        entries.map((entry) => entry.actorId),
      );
      return {
        items: entries.map(({ fields, reason, requestId, at, ...entry }) => ({
          ...entry,
          at: writeMoment(at),
          actorName: people.get(entry.actorId)?.name ?? null,
          fields: [...(fields ?? [])],
          reason: reason ?? null,
          requestId: requestId ?? null,
        })),
        next: next === undefined ? null : writeCursor(next),
      };
    },
  }),
  route({
    id: "verifyAudit",
    method: "get",
    path: "/v1/audit/verification",
    chapter: "station",
    summary:
      "Goes through the whole trail and says whether every entry is as it was written. Note the end down elsewhere to prove it later.",
    act: "audit.read",
    pace: "heavy",
    answer: z.object({
      isIntact: z.boolean(),
      entries: z.number().nullable().describe("how many, of an intact trail"),
      hash: z.string().nullable().describe("of the last entry, of an intact trail"),
      brokenAt: z.number().nullable(),
      why: z.string().nullable(),
    }),
    handle: async (deps, { caller }) => {
      const verdict = await verifyChain(deps, caller.person.stationId);
      return verdict.isIntact
        ? { isIntact: true, entries: verdict.tip.seq, hash: verdict.tip.hash, brokenAt: null, why: null }
        : { isIntact: false, entries: null, hash: null, brokenAt: verdict.brokenAt, why: verdict.why };
    },
  }),
];
