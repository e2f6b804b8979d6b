import { record } from "../../src/audit/index.ts";
import {
  askBinding,
  type Binding,
  type BindingWhy,
  decideBinding,
  endScannedChats,
  findBindingByCode,
  ilink,
} from "../../src/channel/index.ts";
import { tellBound } from "../../src/intake/index.ts";
import { maskPersonal } from "../../src/language/index.ts";
import { storeNotices } from "../../src/outbox/index.ts";
import { DomainError } from "../../src/platform/index.ts";
import { type Act, findPeopleByName, findPerson, identitiesOf, isAbove, listByRole, mayDo, type Person } from "../../src/station/index.ts";
import type { IncomingMessage } from "../chat.ts";
import { deskBindingWords } from "../texts/binding.ts";
import { communityWords, nameWords } from "../texts/words.ts";
import type { BotDeps, Turn } from "../turn.ts";

const act: Act = "identity.bind";

interface Told {
  /** Null where somebody writes who has not scanned at all. */
  readonly binding: Binding | null;
  readonly why: BindingWhy | "danger";
  readonly said: string;
  /** The same cause is told once. */
  readonly cause: string;
}

/** Puts before every coordinator that somebody has scanned and a person has to say who it is, or is in danger; once. */
export async function tellDesk(deps: BotDeps, { binding, why, said, cause }: Told): Promise<void> {
  const now = deps.clock.now();
  const stationId = binding?.stationId ?? deps.station.id;
  const about = binding?.meantId ?? binding?.forPersonId;
  const coordinators = await listByRole(deps, stationId, "coordinator");
  const notices = coordinators.map(({ id }) => ({
    id: `desk.binding.${cause}.${why}.${id}`,
    stationId,
    kind: "desk.binding",
    to: id,
    data: { why, code: binding?.code ?? "", said: maskPersonal(said), ...(about !== undefined && { personId: about }) },
    createdAt: now,
    sendAt: now,
  }));
  await storeNotices(deps, notices);
  await Promise.all(notices.map(({ id, to }) => deps.queues.add("notices", id, { noticeId: id, to })));
}

/**
 * 「绑定 王秀兰」 a ticket for them · 「解绑 王秀兰」 ends their chat, as for a lost phone · 「认定 4821 王秀兰」 and 「不认 4821」 say who
 * scanned. Null for all else, and for who may not.
 */
export async function deskBindingTurn(deps: BotDeps, person: Person, message: IncomingMessage): Promise<Turn | null> {
  const [, word = "", rest = ""] = /^(绑定|解绑|认定|不认)(?:\s+|(?=\d{4})|$)(.*)$/u.exec(message.text.normalize("NFKC").trim()) ?? [];
  if (word === "" || !mayDo(person, act) || (word === "解绑" && rest === "")) return null;
  if (message.room !== undefined) return { say: [deskBindingWords.inPrivate] };
  if (word === "绑定")
    return rest === "" ? say(deskBindingWords.how) : onPerson(deps, person, rest, (meant) => makeTicket(deps, person, meant));
  if (word === "解绑") return onPerson(deps, person, rest, (meant) => unbind(deps, person, meant));
  return decide(deps, person, rest, word === "认定");
}

const say = (words: string): Turn => ({ say: [words], pending: null });

/** Whom the words mean: one person of the station below the writer's own rank, or the writer. */
async function onPerson(deps: BotDeps, by: Person, said: string, then: (meant: Person) => Promise<Turn>): Promise<Turn> {
  const lastFour = /(?<!\d)(?:\d{7})?(\d{4})(?!\d)/.exec(said)?.[1];
  const name = said.replace(/[\d\s,。]+/gu, "");
  const found = (await findPeopleByName(deps, by.stationId, name)).filter(
    ({ phone, forgottenAt }) => forgottenAt === undefined && (lastFour === undefined || phone.endsWith(lastFour)),
  );
  const [meant] = found;
  if (!meant) return say(deskBindingWords.nobody(said));
  if (found.length > 1) {
    const lines = found.slice(0, 6).map((one) => `${nameWords(one)} · ${communityWords(one, deps.station.communities)} · ${one.phone}`);
    return say(deskBindingWords.which(name, lines));
  }
  refuseAbove(by, meant);
  return then(meant);
}

/** Nobody gives somebody of their own rank or above another chat; one's own is one's own. */
function refuseAbove(by: Person, meant: Person): void {
  if (meant.id !== by.id && !isAbove(roleOf(by), meant.roles)) throw new DomainError("bot.not-your-role", { act });
}

async function makeTicket(deps: BotDeps, by: Person, meant: Person): Promise<Turn> {
  const { id } = await askBinding(deps, { stationId: by.stationId, by: by.id, forPersonId: meant.id });
  const serves = meant.helper !== undefined || meant.roles.some((role) => role !== "resident");
  const link = `${deps.config.publicUrl}/bind/${id}`;
  return say(deskBindingWords.ticket(nameWords(meant), link, serves, await hasChat(deps, meant.id)));
}

async function unbind(deps: BotDeps, by: Person, meant: Person): Promise<Turn> {
  const ended = await endScannedChats(deps, meant.id, "desk");
  if (ended > 0) await note(deps, by, { kind: "person", id: meant.id });
  return say(ended > 0 ? deskBindingWords.unbound(nameWords(meant)) : deskBindingWords.notBound(nameWords(meant)));
}

async function decide(deps: BotDeps, by: Person, rest: string, isYes: boolean): Promise<Turn> {
  const [, code = "", words = ""] = /^(\d{4})\s*(.*)$/u.exec(rest) ?? [];
  const binding = await findBindingByCode(deps, by.stationId, code);
  if (!binding) throw new DomainError("channel.unknown-binding");
  if (!isYes) {
    await decideBinding(deps, binding.id, { by: by.id, isYes: false });
    await note(deps, by, { kind: "binding", id: binding.id });
    return say(deskBindingWords.refused);
  }
  const relation = /替\s*([\u4e00-\u9fa5]{1,4})/u.exec(words)?.[1];
  const name = words.replace(/替\s*[\u4e00-\u9fa5]{1,4}/u, "").trim();
  if (name === "") {
    const meantId = binding.meantId ?? (binding.why === "taken" ? binding.forPersonId : undefined);
    if (meantId === undefined) return say(deskBindingWords.who(code));
    const meant = await findPerson(deps, meantId);
    refuseAbove(by, meant);
    return confirm(deps, by, binding, meant, relation);
  }
  return onPerson(deps, by, name, (meant) => confirm(deps, by, binding, meant, relation));
}

async function confirm(deps: BotDeps, by: Person, binding: Binding, meant: Person, relation: string | undefined): Promise<Turn> {
  const decided = { by: by.id, isYes: true, personId: meant.id, ...(relation !== undefined && { relation }) };
  await decideBinding(deps, binding.id, decided);
  await note(deps, by, { kind: "binding", id: binding.id });
  await tellBound(deps, binding, meant.id);
  return say(deskBindingWords.bound(nameWords(meant)));
}

async function hasChat(deps: BotDeps, personId: string): Promise<boolean> {
  return (await identitiesOf(deps, [personId])).some(({ channel }) => channel === ilink);
}

/** What the desk does about chats stands in the audit, as over HTTP. */
async function note(deps: BotDeps, by: Person, subject: { readonly kind: string; readonly id: string }): Promise<void> {
  await record(deps, { stationId: by.stationId, actorId: by.id, activeRole: roleOf(by), act, subject, via: "chat" });
}

const roleOf = ({ roles }: Person) => (roles.includes("supervisor") ? "supervisor" : "coordinator");
