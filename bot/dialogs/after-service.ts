import { findLatestOf, findOpenOf, type ServiceRequest } from "../../src/request/index.ts";
import { complainAbout, openDispute, openFollowUp, rateService } from "../../src/visit/index.ts";
import { residentWords } from "../texts/resident.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { nextStep } from "./collect.ts";
import { residentActor } from "./own-requests.ts";

/** The service a word after it is about: the one named, the one whose rating is asked, else the latest served. */
export async function findServed(deps: BotDeps, heard: Heard): Promise<ServiceRequest | undefined> {
  const [open, latest] = await Promise.all([findOpenOf(deps, heard.person.id), findLatestOf(deps, heard.person.id)]);
  const all = [...open, ...latest];
  const { code } = heard.understood.slots;
  if (code) return all.find((request) => request.code === code);
  const pendingId = heard.pending?.kind === "rating" ? heard.pending.requestId : undefined;
  return (
    all.find(({ id }) => id === pendingId) ??
    all.find(({ status }) => status === "served") ??
    all.find(({ status, servedAt }) => status === "closed" && servedAt !== undefined)
  );
}

/** Stars or plain words; 「没解决」 goes on as a linked request. Silence is never a number. */
export async function rateTurn(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const { slots, masked } = heard.understood;
  const isUnsolved = /没(给)?(解决|办好|办成|弄好|修好)|还是(不行|坏)/u.test(heard.message.text);
  const stars = slots.score ?? null;
  if (stars === null && !isUnsolved && !isDone(heard))
    return { say: [residentWords.rateHow], pending: { kind: "rating", requestId: request.id } };
  const by = residentActor(heard, request);
  await rateService(deps, request.id, by, { stars, ...(masked.length > 4 && { words: masked }) });
  if (!isUnsolved) return { say: [residentWords.rated(stars)], pending: null };
  const opened = await openFollowUp(deps, request, by, masked, `${heard.message.channel}/${heard.message.id}/follow-up`);
  const turn = await nextStep(deps, heard, opened);
  return { say: [residentWords.followUp(opened.code), ...turn.say], ...(turn.pending !== undefined && { pending: turn.pending }) };
}

function isDone({ understood, message }: Heard): boolean {
  return understood.intent === "confirm.yes" || /办完|办好|好了|满意|挺好|很好|不错/u.test(message.text);
}

/** Hours or facts are wrong: credit is frozen until a coordinator has decided. */
export async function disputeTurn(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  await openDispute(deps, request.id, residentActor(heard, request), heard.understood.masked);
  return { say: [residentWords.disputed(request.code)], pending: null };
}

export async function complaintTurn(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  await complainAbout(deps, request.id, residentActor(heard, request), heard.understood.masked);
  return { say: [residentWords.complained(request.code)] };
}
