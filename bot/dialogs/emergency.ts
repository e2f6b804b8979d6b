import type { Danger } from "../../src/language/index.ts";
import { boundHelpers } from "../../src/matching/index.ts";
import {
  type Actor,
  changeRequest,
  escalatableStatuses,
  findOpenOf,
  findTasksOf,
  openRequest,
  type ServiceRequest,
} from "../../src/request/index.ts";
import { raiseAlarm } from "../../src/visit/index.ts";
import { alarmNotedWords, emergencyWords, stillComingWords } from "../texts/emergency.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { beneficiaryOf } from "./beneficiary.ts";

/** Kinds that are about this moment and this person; the others are an alarm of their own and leave other requests alone. */
const takesOpenRequest: ReadonlySet<Danger["kind"]> = new Set(["medical", "fire_gas", "self_harm", "violence", "child", "missing"]);

/**
 * Answers danger at once with the number to call and pages people, whatever state anything is in. The request the writer is in the middle of
 * becomes the emergency; without one, a new one is opened. Never waits behind a form.
 */
export async function emergencyTurn(deps: BotDeps, heard: Heard): Promise<Turn> {
  const { danger, masked } = heard.understood;
  if (!danger) return { say: [] };
  const open = await ownRequests(deps, heard);
  const running = open.find(({ status }) => status === "escalated");
  const by: Actor = { role: isHelperOn(running ?? open[0], heard) ? "volunteer" : "resident", personId: heard.person.id };
  if (running) {
    await changeRequest(deps, running.id, (request) =>
      request.history.at(-1)?.reason === masked
        ? null
        : {
            event: "add_said",
            by: { ...by, role: "resident" },
            reason: masked,
            tell: [{ kind: "desk.escalated_again", data: { said: masked } }],
          },
    );
    return { say: [running.escalation?.kind === danger.kind ? stillComingWords : emergencyWords(danger)], pending: null };
  }
  const own = takesOpenRequest.has(danger.kind) ? open.find(({ status }) => escalatableStatuses.includes(status)) : undefined;
  const request = own ?? (await openEmergency(deps, heard));
  const alarm = { kind: danger.kind, said: masked, isSilent: danger.noCall };
  const escalated = await raiseAlarm(deps, request.id, by, alarm);
  return { say: [emergencyWords(danger), alarmNotedWords(escalated.code)], pending: null };
}

/** What the writer asked for or serves, the latest first. */
async function ownRequests(deps: BotDeps, { person }: Heard): Promise<ServiceRequest[]> {
  const [asked, served] = await Promise.all([findOpenOf(deps, person.id), person.helper ? findTasksOf(deps, person.id) : []]);
  const begun = served.filter(({ status, wish }) => status === "in_progress" || (wish.startAt && wish.startAt <= deps.clock.now()));
  return [...begun, ...asked];
}

function isHelperOn(request: ServiceRequest | undefined, { person }: Heard): boolean {
  return request !== undefined && boundHelpers(request).includes(person.id);
}

async function openEmergency(deps: BotDeps, heard: Heard): Promise<ServiceRequest> {
  const { person, message, understood } = heard;
  const who = await beneficiaryOf(deps, person, understood.needs[0]?.who);
  const { request } = await openRequest(deps, {
    key: `${message.channel}/${message.id}/emergency`,
    by: { role: "resident", personId: person.id },
    source: "chat",
    stationId: person.stationId,
    requesterId: person.id,
    beneficiaryId: who.person.id,
    ...(who.relation !== undefined && { relation: who.relation }),
    communityId: who.person.communityId,
    gridId: who.person.gridId,
    said: understood.masked,
    itemCode: understood.danger?.kind === "welfare" ? "EL03" : null,
    wish: { startAt: heard.now, ...(understood.needs[0]?.where?.kind === "place" && { where: understood.needs[0].where }) },
    isUrgent: true,
  });
  return request;
}
