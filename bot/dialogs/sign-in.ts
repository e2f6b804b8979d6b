import { confirmTicket } from "../../src/access/index.ts";
import type { Person } from "../../src/station/index.ts";
import { signInWords } from "../texts/general.ts";
import type { BotDeps, Turn } from "../turn.ts";

/** 「登录 7384」: lets a screen in, or raises a session there. Only in a person's own chat: a room would show the code to others. */
export async function signInTurn(deps: BotDeps, person: Person, text: string): Promise<Turn | null> {
  const code = /^登[录陆]\s*([0-9]{4})[。.!!]?$/u.exec(text.normalize("NFKC").trim())?.[1];
  if (code === undefined) return null;
  return { say: [signInWords(await confirmTicket(deps, code, person.id))] };
}
