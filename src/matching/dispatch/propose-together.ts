import { addMinutes } from "../../platform/index.ts";
import { changeRequest, type Deps, findByStatus, type ServiceRequest } from "../../request/index.ts";
import { type BatchProposal, proposeBatch } from "../batch/propose-batch.ts";
import { findCandidates, findHelpersById, loadHelpers } from "../candidates.ts";
import type { Helper } from "../helper.ts";
import type { Need } from "../need.ts";
import type { Candidate } from "../rank.ts";
import { seatsOf } from "../team.ts";
import { keptCandidates, listed } from "./kept-candidates.ts";
import { type MatcherDeps, matchContextOf, matchDepsOf, needOf } from "./need-of.ts";

const matcher = { role: "matcher" } as const;
/** With helpers in memory each request brings its best so many to the batch. */
const broughtBy = 24;
/** A request that does not lead its batch looks again so much later, in case the leader's process has ended. */
const followMinutes = 0.25;
/** Who should have led and is this late is not waited for. */
const lateMinutes = 2;

/** Whom a card names first: the batch's plan, or the best of the list. */
export function headsOf({ plan, candidates, people }: ServiceRequest): readonly string[] {
  return plan ?? candidates.slice(0, people).map(({ personId }) => personId);
}

/** Helpers whom the cards of these other requests name first. */
export function heldBy(requests: readonly ServiceRequest[], own: ServiceRequest): readonly string[] {
  return requests.filter(({ id, status }) => id !== own.id && status === "proposed").flatMap(headsOf);
}

/**
 * The station's requests that wait for helpers or for a coordinator's pick, this one among them, when they are so many that they are
 * given their helpers together; empty when they are few, or when this one is urgent and waits for nobody.
 */
export async function findWaiting(deps: Deps, request: ServiceRequest): Promise<readonly ServiceRequest[]> {
  if (request.urgency === "urgent") return [];
  const { from, gatherMinutes } = deps.settings(request.stationId).batch;
  const soon = addMinutes(deps.clock.now(), gatherMinutes);
  const open = await findByStatus(deps, request.stationId, ["queued", "proposed"]);
  const waiting = open.filter((one) => one.status === "proposed" || dueAt(one) <= soon);
  return waiting.length >= from ? waiting : [];
}

const dueAt = ({ matchAt, statusAt }: ServiceRequest): Date => matchAt ?? statusAt;

/**
 * Gives the waiting requests their helpers together, in one message to the coordinators. What comes shortly after a batch gathers for the
 * next; one of those that are due leads and the others follow. Cards already shown keep their numbers: what changes is who goes when a coordinator
 * confirms without one. Running it twice changes nothing the second time.
 * @returns those that found no whole team, for the search by itself
 */
export async function proposeTogether(
  deps: MatcherDeps,
  request: ServiceRequest,
  waiting: readonly ServiceRequest[],
): Promise<readonly ServiceRequest[]> {
  const now = deps.clock.now();
  const gathered = gatheredAt(deps, request.stationId, waiting);
  if (gathered && gathered > now) return lookAt(deps, request, gathered);
  const soon = addMinutes(now, followMinutes);
  const members = waiting.filter((one) => one.status === "queued" && one.urgency !== "urgent" && dueAt(one) <= soon);
  const [leader] = members.filter((one) => dueAt(one) <= now).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const isLate = leader !== undefined && dueAt(leader) < addMinutes(now, -lateMinutes);
  if (leader && leader.id !== request.id && !isLate) return lookAt(deps, request, soon);

  await deps.roster?.refresh();
  const shown = waiting.filter(({ status }) => status === "proposed");
  const needs = new Map<string, Need>();
  for (const one of [...members, ...shown]) needs.set(one.id, await needOf(deps, one));
  const { teams } = await solve(deps, request.stationId, [...needs.values()]);
  const found = new Map(teams.map(({ requestId, candidates }) => [requestId, candidates]));
  for (const one of shown) await plan(deps, one, found.get(one.id));
  const leftOver = members.filter(({ id }) => !found.has(id));
  // The message goes with the last one written: when it is read, all the others stand. Until then this one stays due.
  const inTurn = members.filter(({ id }) => found.has(id)).toSorted((a, b) => Number(a.id === request.id) - Number(b.id === request.id));
  for (const [i, one] of inTurn.entries()) {
    const data = i === inTurn.length - 1 ? { requestIds: [...found.keys()], leftOver: leftOver.map(({ code }) => code) } : undefined;
    await propose(deps, one, needs.get(one.id) as Need, found.get(one.id) ?? [], data);
  }
  return leftOver;
}

/** When what has come since the last batch is planned; undefined when nothing of a batch is waiting any more. */
function gatheredAt(deps: Deps, stationId: string, waiting: readonly ServiceRequest[]): Date | undefined {
  const plannedAt = waiting.filter(({ plan }) => plan).map(({ history }) => plannedAtOf(history)?.getTime() ?? 0);
  return plannedAt.length > 0 ? addMinutes(new Date(Math.max(...plannedAt)), deps.settings(stationId).batch.gatherMinutes) : undefined;
}

const plannedAtOf = (history: ServiceRequest["history"]): Date | undefined =>
  history.findLast(({ event }) => event === "propose" || event === "plan")?.at;

async function lookAt(deps: Deps, { id }: ServiceRequest, matchAt: Date): Promise<[]> {
  await changeRequest(deps, id, (current) =>
    current.status === "queued" ? { event: "widen", by: matcher, reason: "batch", change: { matchAt } } : null,
  );
  return [];
}

async function solve(deps: MatcherDeps, stationId: string, needs: readonly Need[]): Promise<BatchProposal> {
  const matchDeps = matchDepsOf(deps, stationId);
  const helpers = deps.roster ? await broughtHelpers(deps, stationId, needs) : await loadHelpers(matchDeps, stationId);
  return proposeBatch(helpers, needs, matchContextOf(deps, stationId));
}

/** A big town is not read whole: the best of each request, as they stand now. */
async function broughtHelpers(deps: MatcherDeps, stationId: string, needs: readonly Need[]): Promise<readonly Helper[]> {
  const matchDeps = matchDepsOf(deps, stationId);
  const ids = new Set<string>();
  for (const need of needs) {
    for (const id of need.teamIds) ids.add(id);
    for (const { personId } of await findCandidates(matchDeps, need, broughtBy)) ids.add(personId);
  }
  return findHelpersById(matchDeps, [...ids]);
}

/** A card that was shown keeps its numbers; who goes without one may change. */
async function plan(deps: Deps, { id }: ServiceRequest, team: readonly Candidate[] | undefined): Promise<void> {
  if (!team) return;
  const ids = team.map(({ personId }) => personId);
  await changeRequest(deps, id, (current) => {
    if (current.status !== "proposed" || headsOf(current).join() === ids.join()) return null;
    const added = team.filter(({ personId }) => !current.candidates.some((one) => one.personId === personId));
    return { event: "plan", by: matcher, change: { plan: ids, candidates: [...current.candidates, ...added.map(listed)] } };
  });
}

async function propose(
  deps: MatcherDeps,
  request: ServiceRequest,
  need: Need,
  team: readonly Candidate[],
  data: Readonly<Record<string, unknown>> | undefined,
): Promise<void> {
  const matchDeps = matchDepsOf(deps, request.stationId);
  const ids = team.map(({ personId }) => personId);
  const others = (await findCandidates(matchDeps, need, keptCandidates[need.urgency])).filter(({ personId }) => !ids.includes(personId));
  await changeRequest(deps, request.id, (current) => {
    if (current.status !== "queued" || !isSameSearch(current, request)) return null;
    return {
      event: "propose",
      by: matcher,
      change: {
        candidates: [...team, ...others].map(listed),
        plan: ids,
        people: seatsOf(need, matchContextOf(deps, request.stationId)),
        matchAt: undefined,
      },
      hush: ["desk.candidates", "room.candidates"],
      tell: data ? [{ kind: "desk.batch", data }] : [],
    };
  });
}

/** Only the moment of its next look has changed since the batch was solved. */
function isSameSearch(now: ServiceRequest, then: ServiceRequest): boolean {
  const what = ({ wish, itemCode, passedOver, offers, assignments, urgency }: ServiceRequest): string =>
    JSON.stringify({ wish, itemCode, passedOver, offers, assignments, urgency });
  return what(now) === what(then);
}
