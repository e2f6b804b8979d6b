import type { ServiceItem } from "../../src/catalog/index.ts";
import type { Intent } from "../../src/language/index.ts";
import { findOpenOf, findRequest, handOver, type ServiceRequest } from "../../src/request/index.ts";
import { lostWords } from "../texts/general.ts";
import { residentWords } from "../texts/resident.ts";
import type { BotDeps, Dialog, Heard, Turn } from "../turn.ts";
import { complaintTurn, disputeTurn, findServed, rateTurn } from "./after-service.ts";
import { answerPending } from "./answer-pending.ts";
import { collectNeeds } from "./collect.ts";
import { askForPerson, isBackWord, passOn, whileWithPerson, withPerson } from "./handoff.ts";
import { askCancel, findMeant, moveTime, noteSupplement, tellStatus, urgeHelper } from "./own-requests.ts";
import { repeatLast } from "./repeat.ts";

/** What a resident, or somebody asking for them, hears: first the open question, then what the message means. */
export const residentDialog: Dialog = async (deps, heard) => {
  if (heard.pending?.kind === "human") {
    const turn = await whileWithPerson(deps, heard);
    if (turn) return turn;
  }
  const answered = await answerPending(deps, heard);
  if (answered) return answered;
  if (isBackWord(heard.message.text)) return { say: [residentWords.humanBack] };
  if (isBareScore(heard)) {
    const served = await findServed(deps, heard);
    if (served && isUnrated(served)) return rateTurn(deps, { ...heard, understood: withScore(heard) }, served);
  }
  if (!isOtherMatter(heard) && (await isInAlarm(deps, heard))) {
    await passOn(deps, heard, "desk.handoff", "in_alarm");
    return { say: [residentWords.passedInAlarm] };
  }
  return isGuess(heard) ? { say: [lostWords(heard.person)] } : answerIntent(deps, heard);
};

const scoreIn = (text: string) => /^([1-5])[分星]?$/u.exec(text.normalize("NFKC").trim())?.[1];
const isBareScore = ({ message }: Heard): boolean => scoreIn(message.text) !== undefined;
const withScore = ({ understood, message }: Heard) => ({
  ...understood,
  slots: { ...understood.slots, score: Number(scoreIn(message.text)) },
});

/** Served and without stars yet: a bare number is a rating. */
function isUnrated({ status, rating }: ServiceRequest): boolean {
  return (status === "served" || status === "closed") && (rating === null || rating.stars === null);
}

const elsewhere: ReadonlySet<Intent> = new Set<Intent>([
  "request.create",
  "request.cancel",
  "request.reschedule",
  "request.status",
  "info.catalog",
  "info.faq",
  "handoff.human",
  "privacy.access",
  "privacy.delete",
  "volunteer.apply",
]);

/** What is clearly about something else than the emergency that runs. That nobody comes, or that it still hurts, is not. */
function isOtherMatter({ understood: { intent, confidence } }: Heard): boolean {
  return confidence >= 0.7 && elsewhere.has(intent);
}

async function isInAlarm(deps: BotDeps, { person }: Heard): Promise<boolean> {
  return (await findOpenOf(deps, person.id)).some(({ status }) => status === "escalated");
}

/** Too little to act on: no word at all, or one short word the model only guesses at. */
function isGuess({ message, understood }: Heard): boolean {
  if (!/[\p{L}\p{N}]/u.test(message.text)) return understood.intent !== "smalltalk";
  const isShort = message.text.trim().length <= 6;
  return understood.confidence < (understood.intent === "request.create" ? 0.2 : 0.4) && isShort;
}

/** Answers by what the message means alone. Intents of other roles fall through to «not understood». */
export async function answerIntent(deps: BotDeps, heard: Heard): Promise<Turn> {
  const intent = (await afterServiceIntent(deps, heard)) ?? heard.understood.intent;
  const act = acts[intent];
  return act ? act(deps, heard) : { say: [lostWords(heard.person)] };
}

const afterService = new Set(["rate", "dispute", "complaint.conduct", "request.status", "handoff.human"]);

/** A message that names the code of a service that is over is about that service: what is said to be wrong is a dispute. */
async function afterServiceIntent(deps: BotDeps, heard: Heard): Promise<string | null> {
  const { slots, intent } = heard.understood;
  if (!slots.code || afterService.has(intent)) return null;
  const served = await findServed(deps, heard);
  if (!served || (served.status !== "served" && served.status !== "closed")) return null;
  return /不对|不是|没有|不止|没干|没做|没到|没来|提前/u.test(heard.message.text) ? "dispute" : "rate";
}

type Act = (deps: BotDeps, heard: Heard) => Promise<Turn> | Turn;
const say = (words: string) => (): Turn => ({ say: [words] });

const acts: Readonly<Partial<Record<string, Act>>> = {
  "request.create": collectNeeds,
  duplicate: async (deps, heard) => (heard.understood.needs.length > 0 ? collectNeeds(deps, heard) : tellStatus(deps, heard)),
  "request.supplement": (deps, heard) =>
    onMeant(deps, heard, "supplement", noteSupplement, ({ status }) => status !== "collecting" && status !== "served"),
  "request.cancel": (deps, heard) =>
    /了(吗|没有?)[??。]*$/u.test(heard.message.text) ? tellStatus(deps, heard) : onMeant(deps, heard, "cancel", askCancel),
  "request.reschedule": (deps, heard) => onMeant(deps, heard, "move", (d, h, request) => moveTime(d, h, request), canMove),
  "request.status": tellStatus,
  "request.repeat": repeatLast,
  "report.late": reportMissing,
  "report.no_show": reportMissing,
  rate: (deps, heard) => onServed(deps, heard, rateTurn),
  dispute: (deps, heard) => onServed(deps, heard, disputeTurn),
  "complaint.conduct": (deps, heard) => onServed(deps, heard, complaintTurn, () => askForPerson(deps, heard)),
  "feedback.submit": async (deps, heard) => {
    await passOn(deps, heard, "desk.feedback", "feedback");
    return { say: [residentWords.feedback] };
  },
  "info.catalog": (deps) => ({
    say: [
      residentWords.catalog(
        deps.catalog.categories().map(
          ({ name }) =>
            `${name}:${deps.catalog
              .items()
              .filter(({ category }) => category === name)
              .map((item) => item.aliases[0] ?? item.name)
              .join("、")}`,
        ),
      ),
    ],
  }),
  "info.faq": async (deps, heard) => {
    const item = heard.understood.needs[0]?.item;
    const found = item && deps.catalog.item(item.code);
    if (found && isAdvice(found)) return collectNeeds(deps, heard);
    if (!found?.flags.includes("eligibility")) return { say: [residentWords.faq] };
    return withOpening(residentWords.eligibility(found.name), await collectNeeds(deps, heard));
  },
  "handoff.human": async (deps, heard) => {
    const { pending } = heard;
    if (pending && "requestId" in pending && pending.requestId && pending.kind !== "rating") {
      const request = await findRequest(deps, pending.requestId);
      if (request.status === "collecting") {
        await handOver(deps, request.id, { role: "resident", personId: heard.person.id });
        return { say: [residentWords.handedOver(request.code)], pending: withPerson(heard) };
      }
    }
    return askForPerson(deps, heard);
  },
  "privacy.access": async (deps, heard) => {
    await passOn(deps, heard, "desk.handoff", heard.understood.intent);
    return { say: [residentWords.privacy] };
  },
  "privacy.delete": async (deps, heard) => {
    await passOn(deps, heard, "desk.handoff", heard.understood.intent);
    return { say: [residentWords.privacy] };
  },
  "volunteer.apply": async (deps, heard) => {
    await passOn(deps, heard, "desk.handoff", "volunteer.apply");
    return { say: [residentWords.volunteer] };
  },
  "policy.refuse": say(residentWords.refuse),
  smalltalk: (_deps, { message }) => ({ say: [/谢|辛苦|好的|知道了|嗯/u.test(message.text) ? residentWords.thanks : residentWords.hello] }),
  "confirm.yes": say(residentWords.thanks),
  "confirm.no": async (deps, heard) => {
    const isCancel = /不用|不要|别来|算了|不办/u.test(heard.message.text) && (await findOpenOf(deps, heard.person.id)).length > 0;
    return isCancel ? onMeant(deps, heard, "cancel", askCancel) : { say: [residentWords.thanks] };
  },
  abuse: async (deps, heard) => {
    await passOn(deps, heard, "desk.handoff", "abuse");
    return { say: [residentWords.abuse] };
  },
  spam: () => ({ say: [] }),
  "noise.group": () => ({ say: [] }),
  "media.voice": say(residentWords.voice),
  "media.location": say(residentWords.location),
};

/** What a social worker answers in person, with nothing to fill in: a question about it is the request. */
function isAdvice({ provider, requires, flags, workType }: ServiceItem): boolean {
  return provider === "social_worker" && requires.length === 0 && flags.length === 0 && workType === "direct";
}

function withOpening(words: string, turn: Turn): Turn {
  return { ...turn, say: [words, ...turn.say] };
}

function canMove({ status }: ServiceRequest): boolean {
  return ["submitted", "queued", "proposed", "offered", "accepted", "unfilled"].includes(status);
}

/** 「人呢」「没来」: the helper is urged; who has said to be there already is looked into by a person. */
async function reportMissing(deps: BotDeps, heard: Heard): Promise<Turn> {
  const open = await findOpenOf(deps, heard.person.id);
  const isOnlyBegun = !open.some(({ status }) => status === "accepted") && open.some(({ status }) => status === "in_progress");
  if (!isOnlyBegun) return onMeant(deps, heard, "late", urgeHelper, ({ status }) => status === "accepted");
  await passOn(deps, heard, "desk.handoff", "not_there");
  return { say: [residentWords.notThere] };
}

async function onMeant(
  deps: BotDeps,
  heard: Heard,
  act: string,
  then: (deps: BotDeps, heard: Heard, request: ServiceRequest) => Promise<Turn>,
  fits?: (request: ServiceRequest) => boolean,
): Promise<Turn> {
  const meant = await findMeant(deps, heard, act, fits);
  return "turn" in meant ? meant.turn : then(deps, heard, meant.request);
}

async function onServed(
  deps: BotDeps,
  heard: Heard,
  then: (deps: BotDeps, heard: Heard, request: ServiceRequest) => Promise<Turn>,
  otherwise: () => Promise<Turn> = async () => ({ say: [residentWords.noOpen] }),
): Promise<Turn> {
  const request = await findServed(deps, heard);
  return request ? then(deps, heard, request) : otherwise();
}
