import { findOpenOf } from "../../src/request/index.ts";
import type { Person } from "../../src/station/index.ts";
import type { IncomingMessage } from "../chat.ts";
import { residentWords } from "../texts/resident.ts";
import type { BotDeps, Pending, Turn } from "../turn.ts";
import { passOnWords } from "./handoff.ts";

const marks: Readonly<Partial<Record<IncomingMessage["kind"], string>>> = { voice: "[语音]", image: "[图片]", other: "[文件或视频]" };

/**
 * A voice WeChat wrote nothing down of, a picture, a file: kindly asked for in words. A person who looks after them, or their alarm, is told
 * that something came. Null for what has words.
 */
export async function unreadTurn(deps: BotDeps, person: Person, message: IncomingMessage, pending: Pending | null): Promise<Turn | null> {
  const mark = marks[message.kind];
  if (mark === undefined || message.text.trim() !== "" || message.room !== undefined) return null;
  if (pending?.kind === "human") {
    await passOnWords(deps, { person, message, said: mark }, "desk.handoff", "human");
    return { say: [residentWords.humanNoted] };
  }
  if ((await findOpenOf(deps, person.id)).some(({ status }) => status === "escalated")) {
    await passOnWords(deps, { person, message, said: mark }, "desk.handoff", "in_alarm");
    return { say: [residentWords.passedInAlarm] };
  }
  if (message.kind === "voice") return { say: [residentWords.voice] };
  return { say: [message.kind === "image" ? residentWords.picture : residentWords.file] };
}
