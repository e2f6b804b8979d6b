import { slotWish, supplementRequest, wishOf } from "../../src/intake/index.ts";
import { type LanguageContext, type UnderstoodNeed, understand } from "../../src/language/index.ts";
import type { ServiceRequest, Wish } from "../../src/request/index.ts";
import { askDetailWords, notedOnlyWords, notedWords } from "../texts/coordinator.ts";
import type { BotDeps } from "../turn.ts";
import { askRest } from "./coordinator-triage.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply } from "./staff.ts";

const toSupplement: Fitting = {
  statuses: ["submitted", "collecting"],
  what: "还没说清",
  fits: ({ missing, flags, itemCode }) => missing.length > 0 || itemCode === null || flags.includes("needs_call"),
};

/** A37 补充 去区医院: what the coordinator found out by phone, read as if the resident had said it. */
export const supplement: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.changeForOther");
  return withRequest(deps, staff, toSupplement, async (request) => {
    const said = staff.command.rest;
    if (said === "") return askRest(staff, request, askDetailWords(request.code));
    const { itemCode, wish } = readDetail(deps, request, said, staff.heard.now);
    const detail = { wish, said, ...(itemCode !== undefined && { itemCode }) };
    const next = await supplementRequest(deps, request, staff.standIn, detail);
    if (request.status === "collecting") return reply(staff, notedWords(next.code, missingIn(next)));
    return reply(staff, next.status === "submitted" ? notedWords(next.code, missingIn(next)) : notedOnlyWords(next.code));
  });
};

const missingIn = ({ itemCode, missing }: ServiceRequest) => (itemCode === null ? (["item"] as const) : missing);

/** The words of a resident, read against what is asked. */
export function readNeed(deps: BotDeps, said: string, now: Date, request?: ServiceRequest): UnderstoodNeed | undefined {
  const [slot] = request?.missing ?? [];
  const dialogue: LanguageContext["dialogue"] = request && {
    awaiting: "slot",
    ...(slot && { slot }),
    ...(request.itemCode !== null && { itemCode: request.itemCode }),
  };
  const context = {
    now,
    role: "resident",
    items: deps.catalog.items(),
    communities: deps.station.communities,
    ...(dialogue && { dialogue }),
  };
  return understand(said, context).needs[0];
}

function readDetail(deps: BotDeps, request: ServiceRequest, said: string, now: Date): { itemCode?: string; wish: Wish } {
  const need = readNeed(deps, said, now, request);
  const item = request.itemCode === null ? need?.item : null;
  const [slot] = request.missing;
  const { where, ...read } = need ? wishOf(need) : {};
  const found: Wish = slot ? slotWish(slot, said, need, request.wish, now) : { ...read, ...(where?.kind === "place" && { where }) };
  const isNew = Object.keys(found).length > 0 || item;
  const details = [request.wish.details, said].filter(Boolean).join(";");
  return { wish: isNew ? found : { details }, ...(item && { itemCode: item.code }) };
}
