import { timeWish } from "../../src/intake/index.ts";
import { findLatestOf, lastingWish, openRequest, samePeople } from "../../src/request/index.ts";
import { servedBy } from "../../src/visit/index.ts";
import { residentWords } from "../texts/resident.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { nextStep } from "./collect.ts";

/** 「老样子」: the last order again, with the same helper wished for; only the time is new, and a guardian's consent (R9). */
export async function repeatLast(deps: BotDeps, heard: Heard): Promise<Turn> {
  const latest = await findLatestOf(deps, heard.person.id, 20);
  const last = latest.find(
    ({ itemCode, status, escalation }) =>
      itemCode !== null && !escalation && status !== "cancelled" && status !== "declined" && status !== "merged" && status !== "collecting",
  );
  if (!last?.itemCode) return { say: [residentWords.nothingToRepeat] };
  const helperId = servedBy(last)[0]?.volunteerId;
  const { request } = await openRequest(deps, {
    key: `${heard.message.channel}/${heard.message.id}/repeat`,
    by: { role: last.relation ? "proxy" : "resident", personId: heard.person.id },
    source: "chat",
    ...samePeople(last),
    said: heard.understood.masked,
    itemCode: last.itemCode,
    wish: { ...lastingWish(last.wish), ...(helperId && { helperId }), ...(heard.understood.time && timeWish(heard.understood.time)) },
  });
  const turn = await nextStep(deps, heard, request);
  const isTimeAsked = turn.pending?.kind === "slot" && turn.pending.slot === "when";
  return isTimeAsked ? { ...turn, say: [residentWords.repeatWhen(deps.catalog.item(last.itemCode).name)] } : turn;
}
