import { nudgeHelpers } from "../../src/intake/index.ts";
import { balanceOf, starLevel } from "../../src/ledger/index.ts";
import { boundHelpers } from "../../src/matching/index.ts";
import { phoneList as unreached } from "../../src/report/index.ts";
import { findByStatus, isTerminal, type ServiceRequest, statuses } from "../../src/request/index.ts";
import { findHelpersByName, findPeople } from "../../src/station/index.ts";
import {
  askWhoseHoursWords,
  emptyListWords,
  helperPhonesRoomWords,
  helperPhonesWords,
  hoursOfWords,
  hoursRoomWords,
  listWords,
  nobodyToNudgeWords,
  nudgedRoomWords,
  nudgedWords,
  phoneListRoomWords,
  phoneListWords,
  whoseHoursWords,
} from "../texts/coordinator.ts";
import { deskStatusWords } from "../texts/desk-words.ts";
import { waitingLineOf } from "../texts/request-lines.ts";
import { unreachedWords } from "../texts/unreached.ts";
import { hoursWords, nameWords } from "../texts/words.ts";
import { wordsOf } from "./commands.ts";
import { untilWords } from "./coordinator-matching.ts";
import { type Fitting, withRequest } from "./find-request.ts";
import { type Handle, refuseUnless, reply } from "./staff.ts";

const shown = 15;
const open = statuses.filter((status) => !isTerminal(status));
const toNudge: Fitting = { statuses: ["offered", "accepted"], what: "要催" };

/** 今天还有几单: how many wait for what, the urgent on top, then the oldest. */
export const list: Handle = async (deps, staff) => {
  refuseUnless(staff.heard.person, "request.readAll");
  const requests = (await findByStatus(deps, deps.station.id, open)).toSorted((a, b) => rankOf(a) - rankOf(b));
  if (requests.length === 0) return reply(staff, emptyListWords);
  const counts = open.flatMap((status) => {
    const count = requests.filter((one) => one.status === status).length;
    return count === 0 ? [] : [`${deskStatusWords[status].word} ${count}`];
  });
  const lines = requests.slice(0, shown).map((request) => waitingLineOf(deps, request, staff.heard.now));
  return reply(staff, listWords(counts, lines, requests.length - lines.length));
};

function rankOf({ status, urgency }: ServiceRequest): number {
  return status === "escalated" ? 0 : urgency === "urgent" ? 1 : 2;
}

/** 张姐多少小时了 */
export const hours: Handle = async (deps, staff) => {
  refuseUnless(staff.heard.person, "hours.readAll");
  if (staff.isRoom) return reply(staff, hoursRoomWords);
  const said = staff.command.names[0] ?? nameAskedFor(staff.heard.message.text);
  if (said === "") return reply(staff, askWhoseHoursWords);
  const helpers = await findHelpersByName(deps, deps.station.id, said);
  const [helper] = helpers;
  if (!helper) return reply(staff, askWhoseHoursWords);
  if (helpers.length > 1) return reply(staff, whoseHoursWords(said, helpers.slice(0, 6).map(nameWords)));
  const { creditedMinutes, points } = await balanceOf(deps, helper.id);
  const stars = starLevel(creditedMinutes, deps.settings(deps.station.id));
  return reply(staff, hoursOfWords(nameWords(helper), hoursWords(creditedMinutes), stars, points));
};

const besideTheName =
  /(?:帮我|请|麻烦|给我)?(?:查一?下?|看一?下?|问一?下?)|(?:现在|目前|今年|这个月|一共|总共|有|是|的|了|攒)*(?:服务)?(?:了)?(?:多少|几)(?:个)?(?:小时|钟头|积分|分)|(?:服务)?时长|工时|积分|(?:服务)?了?多(?:久|长)|几星|[??。!吗呢了的有]/g;

const nameAskedFor = (text: string): string => wordsOf(text).replace(besideTheName, "").trim();

/** 名单: who could not be reached by message and has to be phoned. */
export const phoneList: Handle = async (deps, staff) => {
  refuseUnless(staff.heard.person, "contact.readAll");
  if (staff.isRoom) return reply(staff, phoneListRoomWords);
  const lines = (await unreached(deps, deps.station.id)).map(({ person, codes, why }) =>
    [`${nameWords(person)} ${person.phone}`, codes.join("、"), unreachedWords(why)].filter(Boolean).join(" · "),
  );
  return reply(staff, phoneListWords(lines));
};

/** 催 A37: who has not answered is asked once more; who has accepted is to be phoned. */
export const nudge: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "offer.pick");
  return withRequest(deps, staff, toNudge, async (request) => {
    const { now, message } = staff.heard;
    const waiting = request.status === "offered" ? request.offers.filter(({ status }) => status === "offered") : [];
    const people = await findPeople(deps, waiting.length > 0 ? waiting.map(({ volunteerId }) => volunteerId) : boundHelpers(request));
    const { code, status } = request;
    if (people.length === 0)
      return reply(staff, nobodyToNudgeWords(code, deskStatusWords[status].word, deskStatusWords[status].next(code)));
    if (waiting.length === 0) {
      return reply(
        staff,
        helperPhonesWords(
          code,
          people.map((person) => `${nameWords(person)} ${person.phone}`),
        ),
        helperPhonesRoomWords(code),
      );
    }
    await nudgeHelpers(deps, request, message.id);
    const until = waiting.map(({ expiresAt }) => expiresAt).reduce((a, b) => (a < b ? a : b));
    return reply(staff, nudgedWords(code, people.map(nameWords).join("、"), untilWords(until, now)), nudgedRoomWords(code));
  });
};
