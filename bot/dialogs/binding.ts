import {
  agreeToBinding,
  type Binding,
  checkSpoken,
  declineBinding,
  findBinding,
  findBindingOfChat,
  ilink,
  keepWish,
  leaveChat,
  readClaim,
} from "../../src/channel/index.ts";
import { detectDanger, understand } from "../../src/language/index.ts";
import { startOfDay } from "../../src/platform/index.ts";
import { findPerson, identitiesOf, type Person } from "../../src/station/index.ts";
import type { IncomingMessage } from "../chat.ts";
import { bindingWords } from "../texts/binding.ts";
import { emergencyWords } from "../texts/emergency.ts";
import { strangerWords } from "../texts/general.ts";
import type { BotDeps, Turn } from "../turn.ts";
import { tellDesk } from "./binding-desk.ts";

const yes = /^(?:我?同意|好的?|行|可以|嗯+|对|是的?|愿意|没问题|ok)[吧啊呀的了。!,\s]*$/iu;
const no = /^(?:我?不同意|不行|不要|不愿意|算了|不用了?|不好|取消)[吧啊呀的了。!,\s]*$/u;
const read = (text: string): string => text.normalize("NFKC").trim();

/**
 * Somebody we do not know writes. Danger before everything; who has scanned says who they are, agrees, and is greeted. Every step is stored
 * with the binding, so that a message that comes again is answered the same.
 */
export async function strangerTurn(deps: BotDeps, message: IncomingMessage): Promise<Turn> {
  if (message.room !== undefined) return { say: [] };
  const binding = message.channel === ilink ? await findBindingOfChat(deps, message.personChatId) : null;
  const danger = detectDanger(message.text);
  if (danger) {
    await tellDesk(deps, { binding, why: "danger", said: message.text, cause: message.id });
    return { say: [emergencyWords(danger)] };
  }
  if (message.channel !== ilink) return { say: [strangerWords] };
  if (!binding) return { say: [bindingWords.used] };
  if (binding.state === "undecided") return waitForDesk(deps, binding);
  if (binding.state !== "linked") return { say: [bindingWords.ended] };
  return binding.meantId === undefined ? check(deps, binding, message) : consent(deps, binding, message);
}

async function check(deps: BotDeps, binding: Binding, message: IncomingMessage): Promise<Turn> {
  const said = { messageId: message.id, text: read(message.text) };
  const isWish = await keepIfWish(deps, binding, said);
  const isGreeting = (binding.greetedBy ?? said.messageId) === said.messageId;
  if (isWish && !isGreeting && !saysWho(deps, said.text)) return { say: [bindingWords.noted] };
  const checked = await checkSpoken(deps, binding, said);
  switch (checked.is) {
    case "recognised":
      return { say: [bindingWords.consent(checked.person)] };
    case "asked": {
      if (checked.for === "phone") return { say: [bindingWords.askPhone] };
      if (checked.for === "second") return { say: [bindingWords.askSecond] };
      return { say: [isGreeting ? bindingWords.hello(isWish) : bindingWords.notHeard] };
    }
    case "wrong":
      return { say: [bindingWords.wrong(checked.left)] };
    case "undecided":
      return waitForDesk(deps, await findBinding(deps, binding.id));
  }
}

async function consent(deps: BotDeps, binding: Binding, message: IncomingMessage): Promise<Turn> {
  const said = read(message.text);
  if (no.test(said)) {
    await declineBinding(deps, binding);
    return { say: [bindingWords.declined] };
  }
  const person = await findPerson(deps, binding.meantId ?? "");
  if (!yes.test(said)) {
    if (binding.told.at(-1)?.messageId === message.id) return { say: [bindingWords.consent(person)] };
    const isWish = await keepIfWish(deps, binding, { messageId: message.id, text: said });
    return { say: [isWish ? bindingWords.notedBeforeConsent : bindingWords.consentAgain] };
  }
  if (!(await agreeToBinding(deps, binding, message.id))) return waitForDesk(deps, await findBinding(deps, binding.id));
  return greet(deps, person, await findBinding(deps, binding.id));
}

/** Greets who is bound from now on; what they asked for on the way is answered next. Words of another day are asked for again: 「明天」 was another. */
function greet(deps: BotDeps, person: Person, { wishes = [] }: Binding): Turn {
  const today = startOfDay(deps.clock.now());
  const fresh = wishes.filter(({ at }) => at >= today);
  const stale = wishes.filter(({ at }) => at < today);
  return {
    say: [...bindingWords.greetings(person), ...(stale.length > 0 ? [bindingWords.sayAgain(stale.map(({ text }) => text))] : [])],
    isApart: true,
    ...(fresh.length > 0 && { goesOn: fresh.map(({ text }) => text).join("\n") }),
  };
}

/** Words with a community or digits are meant as an answer, whatever else they hold. */
function saysWho({ station }: BotDeps, text: string): boolean {
  const { communityId, lastFour } = readClaim(text, station);
  return communityId !== undefined || lastFour !== undefined;
}

/** How sure we have to be that somebody asks for something, as they may as well be saying their name. */
const sureWish = 0.7;

/** Whether this asks for help; then it is kept until we know who asks. */
async function keepIfWish(deps: BotDeps, binding: Binding, said: { readonly messageId: string; readonly text: string }): Promise<boolean> {
  const context = { now: deps.clock.now(), role: "resident", items: deps.catalog.items(), communities: deps.station.communities } as const;
  const { intent, confidence } = understand(said.text, context);
  if (intent !== "request.create" || confidence < sureWish) return false;
  await keepWish(deps, binding.id, said);
  return true;
}

/** The coordinators are told once, however often somebody writes meanwhile. */
async function waitForDesk(deps: BotDeps, binding: Binding): Promise<Turn> {
  await tellDesk(deps, {
    binding,
    why: binding.why ?? "not_recognised",
    said: binding.told.map(({ text }) => text).join(" / "),
    cause: `${binding.id}.${binding.why}`,
  });
  return { say: [bindingWords.waiting] };
}

/** What somebody bound says about being bound: the yes that bound them, come again after a crash, and 「解绑」. Null for all else. */
export async function ownBindingTurn(deps: BotDeps, person: Person, message: IncomingMessage): Promise<Turn | null> {
  const said = read(message.text);
  if (message.channel === ilink && yes.test(said)) {
    const binding = await findBindingOfChat(deps, message.personChatId);
    return binding?.boundBy === message.id ? greet(deps, person, binding) : null;
  }
  if (/^(?:我要)?解绑(?:微信)?[吧了。!]*$/u.test(said)) return { say: [bindingWords.unbindHow] };
  if (!/^确定解绑[吧了。!]*$/u.test(said)) return null;
  const chats = (await identitiesOf(deps, [person.id])).filter(({ channel }) => channel === ilink);
  for (const { chatUserId } of chats) await leaveChat(deps, chatUserId);
  return { say: [chats.length > 0 ? bindingWords.unbound : bindingWords.nothingBound], pending: null };
}
