import { findCaller, answerPerson as tellPerson } from "../../src/intake/index.ts";
import { answeredWords, answerHowWords, answerRoomWords, nobodyToAnswerWords, whichToAnswerWords } from "../texts/coordinator.ts";
import { communityWords, nameWords } from "../texts/words.ts";
import { type Handle, refuseUnless, reply } from "./staff.ts";

/** 回复 王秀兰 补贴下周一发: what a coordinator says to a resident who asked for a person, passed on in the bot's chat. */
export const answerPerson: Handle = async (deps, staff) => {
  const { person: writer, message } = staff.heard;
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
  const cause = `${message.channel}.${message.id}`;
  await tellPerson(deps, { to: resident, byPersonId: writer.id, text: rest, cause });
  return reply(staff, answeredWords(nameWords(resident)));
};
