import { civil, civilDate } from "../../src/platform/index.ts";
import { flagNames, urgencyNames } from "../../src/report/index.ts";
import { plannedMinutes, type ServiceRequest } from "../../src/request/index.ts";
import type { Person } from "../../src/station/index.ts";
import { fieldWords, tagWords } from "./desk-words.ts";
import type { NoticeContext } from "./notices/context.ts";
import { communityWords, itemWords, nameWords, timeWords } from "./words.ts";

type CardContext = Pick<NoticeContext, "item" | "people" | "now" | "communities">;

/** Full years on the day of `now`. */
export function ageOf(birthDate: string, now: Date): number | null {
  if (birthDate === "") return null;
  const hadBirthday = civilDate(now).slice(5) >= birthDate.slice(5);
  return civil(now).year - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
}

/** 王秀兰(王奶奶),78岁,独居 */
export function personLine(person: Person, now: Date): string {
  const age = ageOf(person.birthDate, now);
  const tags = person.tags.flatMap(({ tag }) => tagWords[tag] ?? []);
  return [nameWords(person), ...(age === null ? [] : [`${age}岁`]), ...tags].join(",");
}

/** Everything a coordinator needs of a request, line by line. Private only: it names the resident. */
export function factLines(request: ServiceRequest, { item, people, now, communities }: CardContext): string[] {
  const beneficiary = people.get(request.beneficiaryId);
  const requester = people.get(request.requesterId);
  const { wish } = request;
  const isProxy = request.requesterId !== request.beneficiaryId && requester !== undefined;
  const marks = request.flags.flatMap((flag) => flagNames[flag] ?? []);
  return lines(
    ["谁", beneficiary && personLine(beneficiary, now)],
    ["时间", `${timeWords(request, plannedMinutes(item), now)}(${urgencyNames[request.urgency]})`],
    ["住处", wish.where?.kind === "place" ? wish.where.text : (beneficiary?.address ?? communityWords(request, communities))],
    ["去哪", wish.dest],
    ["要办", wish.details],
    ["给谁", wish.who],
    ["人数", wish.headcount === undefined || !item?.requires.includes("headcount") ? undefined : `${wish.headcount}人`],
    ["要求", wish.gender === undefined ? undefined : `希望${wish.gender === "female" ? "女" : "男"}的来`],
    ["要几人", request.people > 1 ? `${request.people}人同去` : undefined],
    ["电话", beneficiary?.phone],
    ["代报", isProxy ? `${nameWords(requester)}${request.relation ? `(${request.relation})` : ""} ${requester.phone}` : undefined],
    ["紧急联系", contactWords(beneficiary) ?? (isEscort(item) ? "没有登记,派单前请先问清一位" : undefined)],
    ["原话", request.said === "" ? undefined : `「${request.said}」`],
    ["还差", request.missing.length > 0 ? request.missing.map((field) => fieldWords[field]).join("、") : undefined],
    ["注意", marks.length > 0 ? marks.join("、") : undefined],
  );
}

/** R11: nobody is accompanied to a hospital without somebody to call. */
function isEscort(item: CardContext["item"]): boolean {
  return item?.requires.includes("dest") === true;
}

function contactWords(person: Person | undefined): string | undefined {
  const contact = person?.emergencyContact;
  return contact && `${contact.name}(${contact.relation}) ${contact.phone}`;
}

function lines(...pairs: readonly (readonly [string, string | undefined])[]): string[] {
  return pairs.filter(([, words]) => words !== undefined && words !== "").map(([label, words]) => `${label}:${words}`);
}

/** 审单 A37 · 陪同就医, with all facts and what to answer. */
export function triageCard(request: ServiceRequest, context: CardContext): string {
  const { code } = request;
  return [
    `审单 ${code} · ${itemWords(context.item)}`,
    ...factLines(request, context),
    `回「通过 ${code}」「不合适 ${code} 原因」「转 ${code} 民政办」`,
  ].join("\n");
}

/** 派单 A37 with the best three, each with the reasons. */
export function candidatesCard(request: ServiceRequest, { item, people, now, communities }: CardContext): string {
  const { code, candidates } = request;
  const time = timeWords(request, plannedMinutes(item), now);
  const numbered = candidates.slice(0, 3).map(({ personId, reasons }, i) => {
    const person = people.get(personId);
    return `${i + 1}. ${person ? nameWords(person) : "志愿者"}:${reasons}`;
  });
  const numbers = numbered.map((_, i) => i + 1).join("、");
  return [
    `派单 ${code} · ${itemWords(item)} · ${communityWords(request, communities)} · ${time}`,
    ...(request.people > 1 ? [`要 ${request.people} 人同去`] : []),
    ...numbered,
    `回 ${numbers} 派单(或「确认 ${code} 1」),「换一批 ${code}」,「派给 ${code} 名字」`,
  ].join("\n");
}
