import { forgetChats } from "../channel/index.ts";
import { forgetNotices } from "../outbox/index.ts";
import { DomainError } from "../platform/index.ts";
import { erasePerson } from "../station/index.ts";
import type { Deps } from "./deps.ts";
import { findOfferedTo, findOpenOf, findTasksOf } from "./find.ts";
import { type RequestDocument, requestFields, requestsOf } from "./request-document.ts";

/**
 * 「请删掉我的信息」: what tells who somebody was is taken out of their file, and their words out of requests that are over and out of
 * notices. The requests themselves, their history and the hours of those who helped stay, and count as before. Safe to repeat.
 * @throws request.person-busy with {codes} while requests of theirs are open, they are bound to a task or are asked for one
 * @throws station.unknown-person
 */
export async function forgetPerson(deps: Deps, personId: string): Promise<void> {
  const waiting = await Promise.all([findOpenOf(deps, personId), findTasksOf(deps, personId), findOfferedTo(deps, personId)]);
  const codes = [...new Set(waiting.flat().map(({ code }) => code))];
  if (codes.length > 0) throw new DomainError("request.person-busy", { codes });
  await forgetChats(deps, personId);
  await erasePerson(deps, personId);
  const requestIds = await forgetWords(deps, personId);
  await forgetNotices(deps, personId, requestIds);
}

/** Answers the ids of requests that were asked for by or for this person. */
async function forgetWords(deps: Deps, personId: string): Promise<string[]> {
  const requests = requestsOf(deps.db);
  const hasPart = {
    $or: [
      { requesterId: personId },
      { beneficiaryId: personId },
      { "offers.volunteerId": personId },
      { "assignments.volunteerId": personId },
    ],
  };
  const own: string[] = [];
  for await (const stored of requests.find(hasPart)) {
    const isOwn = stored.requesterId === personId || stored.beneficiaryId === personId;
    if (isOwn) own.push(stored._id);
    const opened = requestFields.open(deps.cipher, stored._id, stored);
    const forgotten = requestFields
      .texts(opened)
      .filter(({ path, text }) => !isCode(text) && (isOwn || isSaidBy(personId, opened, path)))
      .map(({ path }) => [path, ""]);
    if (forgotten.length > 0)
      await requests.updateOne({ _id: stored._id, version: stored.version }, { $set: Object.fromEntries(forgotten) });
  }
  return own;
}

/** What the product itself writes as a reason: `resident_absent`, `accepted.two_hours`, minutes, another request's code. */
function isCode(text: string): boolean {
  return /^(?:[a-z]+(?:[._][a-z]+)+|\d{1,4}|[A-Z]\d{1,4})$/.test(text);
}

/** A reason they gave in somebody else's request. What staff noted is the station's record. */
function isSaidBy(personId: string, { offers, assignments, history }: RequestDocument, path: string): boolean {
  const [part, row = ""] = path.split(".");
  if (part === "offers") return offers[Number(row)]?.volunteerId === personId;
  if (part === "assignments") return assignments[Number(row)]?.volunteerId === personId;
  const by = history[Number(row)]?.by;
  return part === "history" && by?.personId === personId && ["resident", "proxy", "volunteer"].includes(by.role);
}
