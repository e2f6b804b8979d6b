import type { Danger, UnderstoodNeed } from "../language/index.ts";
import { boundHelpers } from "../matching/index.ts";
import {
  type Actor,
  changeRequest,
  type Deps,
  escalatableStatuses,
  findOpenOf,
  findTasksOf,
  type ServiceRequest,
} from "../request/index.ts";
import type { Person } from "../station/index.ts";
import { raiseAlarm } from "../visit/index.ts";
import { type Asked, openEmergency } from "./open-need.ts";

/** Kinds that are about this moment and this person; the others are an alarm of their own and leave other requests alone. */
const takesOpenRequest: ReadonlySet<Danger["kind"]> = new Set(["medical", "fire_gas", "self_harm", "violence", "child", "missing"]);

/**
 * Pages people about a danger somebody wrote of, whatever state anything is in (T44–T48, T52, T53, T56). The request the writer is in the
 * middle of becomes the emergency; without one, a new one is opened; while one is running, what was said is passed on.
 * `goesOn` names the kind of the emergency that was running already.
 */
export async function raiseDanger(
  deps: Deps,
  asked: Asked,
  danger: Danger,
  need: UnderstoodNeed | undefined,
): Promise<{ readonly request: ServiceRequest; readonly goesOn?: string | undefined }> {
  const { person, masked } = asked;
  const open = await ownRequests(deps, person);
  const running = open.find(({ status }) => status === "escalated");
  if (running) {
    const by: Actor = { role: "resident", personId: person.id };
    const request = await changeRequest(deps, running.id, ({ history }) =>
      history.at(-1)?.reason === masked
        ? null
        : { event: "add_said", by, reason: masked, tell: [{ kind: "desk.escalated_again", data: { said: masked } }] },
    );
    return { request, goesOn: running.escalation?.kind };
  }
  const own = takesOpenRequest.has(danger.kind) ? open.find(({ status }) => escalatableStatuses.includes(status)) : undefined;
  const by: Actor = { role: isHelperOn(open[0], person) ? "volunteer" : "resident", personId: person.id };
  const { id } = own ?? (await openEmergency(deps, asked, danger, need));
  return { request: await raiseAlarm(deps, id, by, { kind: danger.kind, said: masked, isSilent: danger.noCall }) };
}

/** What the writer asked for or serves, the latest first. */
async function ownRequests(deps: Deps, person: Person): Promise<ServiceRequest[]> {
  const [asked, served] = await Promise.all([findOpenOf(deps, person.id), person.helper ? findTasksOf(deps, person.id) : []]);
  const begun = served.filter(({ status, wish }) => status === "in_progress" || (wish.startAt && wish.startAt <= deps.clock.now()));
  return [...begun, ...asked];
}

function isHelperOn(request: ServiceRequest | undefined, person: Person): boolean {
  return request !== undefined && boundHelpers(request).includes(person.id);
}
