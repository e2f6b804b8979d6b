import type { ServiceRequest } from "../../src/request/index.ts";
import { volunteerWords as words } from "../texts/volunteer.ts";
import { offerWords } from "../texts/volunteer-task.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { assignmentTo, contactOf, type HelperState, lineOf, meant, offerTo, viewOf } from "./volunteer-state.ts";

/** 「地址在哪」「几点来着」「跟谁去」: the card again, of a task before an offer. */
export async function tellCard(deps: BotDeps, heard: Heard, { offers, tasks }: HelperState): Promise<Turn> {
  const found = await meant(deps, heard, "card", tasks.length > 0 ? tasks : offers, words.noTask);
  return "turn" in found ? found.turn : tellCardOf(deps, heard, found.request);
}

/** Names, address and phone only while this helper is bound. */
export async function tellCardOf(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const { person, now } = heard;
  const own = assignmentTo(request, person.id)?.status;
  if (own === "accepted" || own === "checked_in") return { say: [await contactOf(deps, request, heard)] };
  const isOffered = request.status === "offered" && offerTo(request, person.id)?.status === "offered";
  return { say: [isOffered ? offerWords(viewOf(deps, request, now), person) : words.notYours(lineOf(deps, request, now))] };
}
