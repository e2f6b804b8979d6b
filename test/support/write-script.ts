/** Keeps what was said in a story for docs/chat-script.md; see scripts/print-chat-script.ts. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { TestContext } from "vitest";
import type { Network } from "../../bot/local-puppet/network/index.ts";
import { findPeople, type Person, type StationDeps } from "../../src/station/index.ts";

/** One message of a story; several people who are told the same at the same time are one line. */
export interface ScriptLine {
  readonly at: string;
  /** Null for the bot. */
  readonly from: Speaker | null;
  /** Whom the bot writes to; nobody in a room. */
  readonly to: readonly Speaker[];
  readonly isRoom: boolean;
  readonly text: string;
}

export interface Speaker {
  readonly name: string;
  readonly role: string;
}

export interface Script {
  /** Name of the story's file, without its ending. */
  readonly chapter: string;
  readonly title: string;
  /** Where the story stands among those of its file. */
  readonly place: number;
  readonly lines: readonly ScriptLine[];
}

/** Roles as people call them, the one somebody is here for first. */
const roleWords = {
  coordinator: "协调员",
  supervisor: "督导",
  receiver: "接收单位",
  social_worker: "社工",
  grid_worker: "网格员",
  volunteer: "志愿者",
  resident: "居民",
} as const satisfies Readonly<Record<Person["roles"][number], string>>;

/** Writes the story to the folder `CHAT_SCRIPT_DIR` names; does nothing without it. */
export async function writeScript(deps: StationDeps, network: Network, { task }: Pick<TestContext, "task">): Promise<void> {
  const folder = process.env.CHAT_SCRIPT_DIR;
  if (folder === undefined) return;
  const chapter = path.basename(task.file.filepath, ".test.ts");
  const place = task.file.tasks.findIndex(({ id }) => id === task.id);
  const script: Script = { chapter, title: task.name, place, lines: await linesOf(deps, network) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${chapter}-${place}.json`), JSON.stringify(script));
}

async function linesOf(deps: StationDeps, network: Network): Promise<ScriptLine[]> {
  const said = await network.messagesAfter(0);
  const ids = new Set(said.flatMap(({ from, to }) => [from, to ?? from]));
  const people = new Map((await findPeople(deps, [...ids])).map((person) => [person.id, speaker(person)]));
  const lines: ScriptLine[] = [];
  for (const { at, from, to, room, text } of said) {
    const line = { at: at.toISOString(), from: people.get(from) ?? null, isRoom: room !== undefined, text };
    const recipient = people.get(to ?? "");
    const isSame = (other: ScriptLine) => other.from === null && !other.isRoom && other.text === text && isSoon(other.at, at);
    const same = recipient ? lines.findIndex(isSame) : -1;
    const told = lines[same];
    if (recipient && told) lines[same] = { ...told, to: [...told.to, recipient] };
    else lines.push({ ...line, to: recipient ? [recipient] : [] });
  }
  return lines;
}

const isSoon = (before: string, at: Date) => at.getTime() - Date.parse(before) < 60_000;

function speaker({ calledAs, roles }: Person): Speaker {
  const words = Object.entries(roleWords).filter(([role]) => roles.includes(role as Person["roles"][number]));
  return { name: calledAs, role: words[0]?.[1] ?? "" };
}
