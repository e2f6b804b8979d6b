import { supplementRequest } from "../../src/intake/index.ts";
import type { Intent } from "../../src/language/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import { keepCorrection } from "../corrections.ts";
import { askMeaningWords, correctedItemWords, correctedMeaningWords, unknownMeaningWords } from "../texts/coordinator.ts";
import type { BotDeps } from "../turn.ts";
import { readNeed } from "./coordinator-supplement.ts";
import { askRest } from "./coordinator-triage.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply, type Staff } from "./staff.ts";

const toCorrect: Fitting = { statuses: ["submitted", "collecting"], what: "待审" };
/** From here on the words name an item by themselves. */
const clear = 0.5;

/** What a coordinator calls a message that was no request. */
const meanings: readonly (readonly [RegExp, Intent])[] = [
  [/^(?:要|想|来)?(?:投诉|告状)/, "complaint.conduct"],
  [/^(?:提|反映)?(?:建议|意见|民情|问题)/, "feedback.submit"],
  [/^(?:咨询|打听|问事|问问题)/, "info.faq"],
  [/^(?:催|查进度|问进度)/, "request.status"],
  [/^(?:要)?(?:取消|不要了)/, "request.cancel"],
  [/^(?:要)?(?:改期|改时间)/, "request.reschedule"],
  [/^补充/, "request.supplement"],
  [/^(?:想)?(?:当|报名)?志愿者$/, "volunteer.apply"],
  [/^(?:要)?(?:找人|人工|转人工)$/, "handoff.human"],
  [/^(?:闲聊|打招呼|感谢)/, "smalltalk"],
  [/^(?:广告|推销)/, "spam"],
];

/**
 * A37 应该是 理发: the request gets the item it should have had, and the resident's words become an example for the next training.
 * A37 应该是 投诉: only the example; what becomes of the request is said with 不合适 or 转.
 */
export const correct: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.changeForOther");
  return withRequest(deps, staff, toCorrect, async (request) => {
    const { rest } = staff.command;
    if (rest === "") return askRest(staff, request, askMeaningWords(request.code));
    const code = itemNamed(deps, rest);
    if (code !== undefined) return correctItem(deps, staff, request, code);
    const intent = meanings.find(([pattern]) => pattern.test(rest))?.[1];
    if (intent === undefined) return reply(staff, unknownMeaningWords(request.code));
    await keep(deps, staff, request, intent);
    return reply(staff, correctedMeaningWords(request.code));
  });
};

async function correctItem(deps: BotDeps, staff: Staff, request: ServiceRequest, itemCode: string) {
  const next = await supplementRequest(deps, request, staff.standIn, { itemCode, wish: {}, said: staff.command.rest });
  await keep(deps, staff, request, itemCode);
  return reply(staff, correctedItemWords(next.code, deps.catalog.item(itemCode).name, next.missing));
}

function keep(deps: BotDeps, { heard }: Staff, { stationId, said }: ServiceRequest, label: string): Promise<void> {
  const { channel, id } = heard.message;
  return keepCorrection(deps, { id: `${channel}/${id}`, stationId, text: said, label, at: heard.now });
}

/** By code, name or alias, else by what the words mean when a resident says them. */
function itemNamed(deps: BotDeps, words: string): string | undefined {
  const said = words.normalize("NFKC").toUpperCase();
  const items = deps.catalog.items();
  const bare = said.replace(/^(?:要|想|找人|来人|派人)+/, "");
  const named = items.find(
    ({ code, name, aliases }) => code === said || aliases.includes(said) || (bare.length > 1 && name.includes(bare)),
  );
  if (named) return named.code;
  if (meanings.some(([pattern]) => pattern.test(words))) return undefined;
  const item = readNeed(deps, words, deps.clock.now())?.item;
  return item && item.confidence >= clear ? item.code : undefined;
}
