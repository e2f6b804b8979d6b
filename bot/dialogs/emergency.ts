import { raiseDanger } from "../../src/intake/index.ts";
import { alarmNotedWords, emergencyWords, stillComingWords } from "../texts/emergency.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { saidWords } from "./said.ts";

/** Answers danger at once with the number to call and pages people, whatever state anything is in. Never waits behind a form. */
export async function emergencyTurn(deps: BotDeps, heard: Heard): Promise<Turn> {
  const { person, message, understood } = heard;
  const { danger, needs } = understood;
  if (!danger) return { say: [] };
  const asked = { person, masked: saidWords(heard), source: "chat" as const, key: `${message.channel}/${message.id}/emergency` };
  const { request, goesOn } = await raiseDanger(deps, asked, danger, needs[0]);
  if (goesOn !== undefined) return { say: [goesOn === danger.kind ? stillComingWords : emergencyWords(danger)], pending: null };
  return { say: [emergencyWords(danger), alarmNotedWords(request.code)], pending: null };
}
