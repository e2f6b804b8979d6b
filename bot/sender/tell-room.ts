import { channelRule } from "../../src/channel/index.ts";
import { isToldBeside, type Notice, settleNotice, storeNotices } from "../../src/outbox/index.ts";
import { listByRole } from "../../src/station/index.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** What is told to a coordinator in private about the same step says more than the card of the room. */
const desk = /^desk\./;

/** Writes a notice in the station's room, on the first channel that has rooms. @throws what the channel throws */
export async function tellRoom(deps: SenderDeps, notice: Notice, text: string): Promise<string> {
  const chat = deps.channels.all.find(({ channel }) => channelRule(channel).hasRooms);
  if (!chat) return passToCoordinators(deps, notice);
  await deps.pace.turn({ channel: chat.channel, chatUserId: notice.to });
  await chat.sayInRoom(notice.to.slice("room:".length), text, { id: notice.id });
  await settleNotice(deps, notice.id, { status: "sent", channel: chat.channel });
  return chat.channel;
}

/** Where no channel has rooms each coordinator reads the card, but who is told of the same step in private. */
async function passToCoordinators(deps: SenderDeps, notice: Notice): Promise<string> {
  const { id, stationId, kind, requestId, data, createdAt } = notice;
  const coordinators = await listByRole(deps, stationId, "coordinator");
  const isTold = await Promise.all(coordinators.map((person) => isToldBeside(deps, notice, person.id, desk)));
  const cards = coordinators
    .filter((_, i) => !isTold[i])
    .map((person) => ({
      id: `${id}.${person.id}`,
      stationId,
      kind,
      to: person.id,
      ...(requestId !== undefined && { requestId }),
      ...(data && { data }),
      createdAt,
      sendAt: deps.clock.now(),
    }));
  await storeNotices(deps, cards);
  await settleNotice(deps, id, { status: "sent", channel: "coordinators" });
  return "coordinators";
}
