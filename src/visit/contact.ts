import { hourMs } from "../platform/index.ts";
import type { Deps, ServiceRequest } from "../request/index.ts";
import type { Person } from "../station/index.ts";

/** True while a helper may see address and phone: from accepting until a day after check-out (R16, R18). */
export function mayReadContact(deps: Pick<Deps, "clock" | "settings">, request: ServiceRequest, personId: string): boolean {
  const own = request.assignments.findLast((one) => one.volunteerId === personId);
  if (!own) return false;
  if (own.status === "accepted" || own.status === "checked_in") return true;
  if (!own.checkOutAt || (own.status !== "checked_out" && own.status !== "credited")) return false;
  const { hoursAfterCheckOut } = deps.settings(request.stationId).contact;
  return deps.clock.now().getTime() - own.checkOutAt.getTime() <= hoursAfterCheckOut * hourMs;
}

/**
 * The word a helper says at the door (R8), so that a stranger cannot come in their name: two characters from the request, the same for
 * both sides, different for every task.
 */
export function passwordWord(request: Pick<ServiceRequest, "id">): string {
  const words = [
    "桂花",
    "石榴",
    "喜鹊",
    "木槿",
    "青松",
    "海棠",
    "灯笼",
    "月季",
    "红豆",
    "茉莉",
    "白鹭",
    "玉兰",
    "山楂",
    "银杏",
    "燕子",
    "小麦",
  ];
  const n = Number.parseInt(request.id.slice(-6), 16);
  return words[n % words.length] ?? "桂花";
}

/** Somebody whose silence is an alarm: lives alone at 80, dementia, disability, a child in difficulty (R15). */
export function isVulnerable(person: Pick<Person, "tags">): boolean {
  return person.tags.some(({ tag }) => ["lives_alone_80", "lives_alone", "dementia", "disabled", "child_in_difficulty"].includes(tag));
}
