import { type DialogueContext, type LanguageContext, refine, understand } from "../src/language/index.ts";
import { isDomainError } from "../src/platform/index.ts";
import { findOpenOf, findRequest, type ServiceRequest } from "../src/request/index.ts";
import { mayDo, type Person } from "../src/station/index.ts";
import type { IncomingMessage } from "./chat.ts";
import { ownBindingTurn } from "./dialogs/binding.ts";
import { deskBindingTurn } from "./dialogs/binding-desk.ts";
import { coordinatorDialog } from "./dialogs/coordinator.ts";
import { emergencyTurn } from "./dialogs/emergency.ts";
import { passOn } from "./dialogs/handoff.ts";
import { offeredIntent } from "./dialogs/offered-words.ts";
import { withQuotedCode } from "./dialogs/quoted.ts";
import { receiverDialog } from "./dialogs/receiver.ts";
import { residentDialog } from "./dialogs/resident.ts";
import { signInTurn } from "./dialogs/sign-in.ts";
import { unreadTurn } from "./dialogs/unread.ts";
import { helperHint, volunteerDialog } from "./dialogs/volunteer.ts";
import { errorWords } from "./texts/errors.ts";
import { defectWords, lostWords } from "./texts/general.ts";
import type { BotDeps, Dialog, Heard, Pending, Turn } from "./turn.ts";

/**
 * What to answer to a message: danger before everything, then the dialogue of the writer's role.
 * A refusal of the domain becomes a sentence; a defect becomes a kind one, is logged, and a person is asked to look.
 * @throws what the stores throw: the message comes again
 */
export async function answer(deps: BotDeps, given: IncomingMessage, person: Person, pending: Pending | null): Promise<Turn> {
  const message = withQuotedCode(given);
  const now = deps.clock.now();
  let heard: Heard | undefined;
  try {
    const signedIn = message.room === undefined ? await signInTurn(deps, person, message.text) : null;
    if (signedIn) return signedIn;
    const bound = message.room === undefined ? await ownBindingTurn(deps, person, message) : null;
    const byDesk = bound ?? (await deskBindingTurn(deps, person, message));
    if (byDesk) return byDesk;
    const unread = await unreadTurn(deps, person, message, pending);
    if (unread) return unread;
    heard = await hear(deps, message, person, pending, now);
    if (heard.understood.danger && isOwnVoice(heard)) return await emergencyTurn(deps, heard);
    if (message.room !== undefined) return isDesk(person) ? ((await coordinatorDialog(deps, heard)) ?? silence) : silence;
    for (const { dialog, role } of dialogsOf(person)) {
      const theirs: Heard = role === roleOf(person) ? heard : await hear(deps, message, person, pending, now, role);
      if (role === "resident" && theirs !== heard && !asksForThemself(theirs)) continue;
      const turn = await dialog(deps, theirs);
      if (turn) return turn;
    }
    return { say: [person.helper && !isDesk(person) ? await helperHint(deps, heard) : lostWords(person)] };
  } catch (error) {
    if (isDomainError(error)) return { say: [await errorWords(error, { deps, person, now })] };
    if (!isDefect(error)) throw error;
    deps.log.error({ err: error, messageId: message.id }, "a message met a defect; a person looks at it");
    if (heard) await passOn(deps, heard, "desk.handoff", "defect");
    return { say: message.room !== undefined && !isDesk(person) ? [] : [defectWords] };
  }
}

/** An error of the code, which trying again does not mend. */
function isDefect(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError || error instanceof SyntaxError;
}

/** Staff and helpers may ask for help too, when their words clearly do, or when the open question is about their own request. */
function asksForThemself({ understood, pending }: Heard): boolean {
  return (
    pending !== null || (understood.intent === "request.create" && understood.confidence >= 0.7) || understood.intent === "request.status"
  );
}

const silence: Turn = { say: [] };

type Role = "resident" | "volunteer" | "coordinator" | "receiver";

/** The dialogues a person takes part in, the first that has an answer speaks. Everybody may ask for help. */
function dialogsOf(person: Person): readonly { readonly dialog: Dialog; readonly role: Role }[] {
  const own: Role = isDesk(person)
    ? "coordinator"
    : mayDo(person, "referral.answer")
      ? "receiver"
      : person.helper
        ? "volunteer"
        : "resident";
  // Station phrases are kindly refused to others, and social workers enter calls: so it listens to everybody first.
  const roles: { dialog: Dialog; role: Role }[] = [{ dialog: coordinatorDialog, role: own }];
  if (mayDo(person, "referral.answer")) roles.push({ dialog: receiverDialog, role: "receiver" });
  if (person.helper) roles.push({ dialog: volunteerDialog, role: "volunteer" });
  roles.push({ dialog: residentDialog, role: "resident" });
  return roles;
}

function isDesk(person: Person): boolean {
  return mayDo(person, "request.triage");
}

export function roleOf(person: Person): Role {
  return dialogsOf(person)[0]?.role ?? "resident";
}

/** Coordinators write about others' emergencies; only residents' and helpers' own words raise an alarm by themselves. */
function isOwnVoice({ person }: Heard): boolean {
  return !isDesk(person);
}

async function hear(
  deps: BotDeps,
  message: IncomingMessage,
  person: Person,
  pending: Pending | null,
  now: Date,
  role: Role = roleOf(person),
): Promise<Heard> {
  const dialogue = await dialogueOf(deps, person, pending, role);
  const context: LanguageContext = {
    now,
    role,
    items: deps.catalog.items(),
    communities: deps.station.communities,
    ...(dialogue && { dialogue }),
  };
  const meant = understand(message.text, context);
  const understood = role === "resident" && deps.complete ? await refine(meant, context, deps.complete) : meant;
  const intent = role === "coordinator" ? null : offeredIntent(message.text);
  return { message, person, understood: intent ? { ...understood, intent, confidence: 1 } : understood, pending, now };
}

async function dialogueOf(deps: BotDeps, person: Person, pending: Pending | null, role: Role): Promise<DialogueContext> {
  const [open, asked] = await Promise.all([
    role === "resident" || role === "volunteer" ? findOpenOf(deps, person.id) : [],
    pending && "requestId" in pending && pending.requestId ? findRequest(deps, pending.requestId) : undefined,
  ]);
  const awaiting = pending ? awaitingOf(pending) : undefined;
  return {
    ...(awaiting && { awaiting }),
    ...(pending?.kind === "slot" && pending.slot !== "item" && { slot: pending.slot }),
    ...(asked?.itemCode && { itemCode: asked.itemCode }),
    ...(pending?.kind === "item_menu" && { options: pending.itemCodes.length }),
    ...(pending?.kind === "which" && { options: pending.requestIds.length }),
    open: open.filter(({ status }) => status !== "collecting").map(openOf),
  };
}

function openOf({ code, itemCode, wish, status }: ServiceRequest) {
  return { code, itemCode: itemCode ?? "", status, ...(wish.startAt && { startAt: wish.startAt }) };
}

function awaitingOf(pending: Pending): DialogueContext["awaiting"] {
  switch (pending.kind) {
    case "slot":
      return pending.slot === "item" ? "menu" : "slot";
    case "item_menu":
      return "menu";
    case "which":
      return "which_request";
    case "cancel":
      return "cancel_confirm";
    case "counter":
    case "time_change":
      return "read_back";
    case "human":
    case "ask":
      return undefined;
    default:
      return pending.kind;
  }
}
