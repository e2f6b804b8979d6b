import { understand } from "../../src/language/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import type { Actor } from "../../src/request/index.ts";
import { type Act, mayDo, type Person } from "../../src/station/index.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import type { StaffCommand } from "./commands.ts";

/** A command of one of the staff with all it needs. */
export interface Staff {
  readonly heard: Heard;
  readonly command: StaffCommand;
  /** As who they are: coordinator before supervisor. */
  readonly by: Actor & { readonly role: "coordinator" | "supervisor"; readonly personId: string };
  /** As coordinator: a supervisor stands in where the life of a request knows coordinators only. */
  readonly standIn: Actor & { readonly role: "coordinator"; readonly personId: string };
  readonly isRoom: boolean;
}

export type Handle = (deps: BotDeps, staff: Staff) => Promise<Turn>;

export function isStaff(person: Pick<Person, "roles">): boolean {
  return person.roles.includes("coordinator") || person.roles.includes("supervisor");
}

export function staffOf(heard: Heard, command: StaffCommand): Staff {
  const { person, message } = heard;
  const role = person.roles.includes("coordinator") ? "coordinator" : "supervisor";
  return {
    heard,
    command,
    by: { role, personId: person.id },
    standIn: { role: "coordinator", personId: person.id },
    isRoom: message.room !== undefined,
  };
}

/** @throws bot.not-your-role */
export function refuseUnless(person: Person, act: Act): void {
  if (!mayDo(person, act)) throw new DomainError("bot.not-your-role", { act });
}

/** One bubble that ends whatever was asked before; in a room the words without names. */
export function reply(staff: Pick<Staff, "isRoom">, words: string, roomWords = words): Turn {
  return { say: [staff.isRoom ? roomWords : words], pending: null };
}

/** The same message as if it had been `text`. */
export function reread(deps: BotDeps, heard: Heard, text: string): Heard {
  const understood = understand(text, {
    now: heard.now,
    role: "coordinator",
    items: deps.catalog.items(),
    communities: deps.station.communities,
  });
  return { ...heard, message: { ...heard.message, text }, understood, pending: null };
}
