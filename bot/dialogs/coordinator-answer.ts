import { findCaller } from "../../src/intake/index.ts";
import { storeNotices } from "../../src/outbox/index.ts";
import { nextLoudTime } from "../../src/station/index.ts";
import { answeredWords, answerHowWords, answerRoomWords, nobodyToAnswerWords, whichToAnswerWords } from "../texts/coordinator.ts";
import { communityWords, nameWords } from "../texts/words.ts";
import { type Handle, refuseUnless, reply } from "./staff.ts";

/** 回复 王秀兰 补贴下周一发: what a coordinator says to a resident who asked for a person, passed on in the bot's chat. */
export const answerPerson: Handle = async (deps, staff) => {
  const { person: writer, message, now } = staff.heard;
  refuseUnless(writer, "contact.readAll");
  if (staff.isRoom) return reply(staff, answerRoomWords);
  const { said, people, rest } = await findCaller(deps, staff.command.rest);
  const [resident] = people;
  if (!resident) return reply(staff, said === "" ? answerHowWords : nobodyToAnswerWords(said));
  if (people.length > 1) {
    const lines = people.slice(0, 6).map((one) => `${nameWords(one)} · ${communityWords(one, deps.station.communities)} · ${one.phone}`);
    return reply(staff, whichToAnswerWords(said, lines));
  }
  if (rest === "") return reply(staff, answerHowWords);
  const id = `answer.${message.channel}.${message.id}.${resident.id}`;
  const sendAt = nextLoudTime(now, deps.settings(resident.stationId));
  const notice = {
    id,
    stationId: resident.stationId,
    kind: "resident.from_person",
    to: resident.id,
    data: { text: rest, personId: writer.id },
  };
  await storeNotices(deps, [{ ...notice, createdAt: now, sendAt }]);
  if (sendAt <= now) await deps.queues.add("notices", id, { noticeId: id });
  return reply(staff, answeredWords(nameWords(resident)));
};
