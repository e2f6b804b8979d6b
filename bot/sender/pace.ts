import { type ChatAddress, channelRule } from "../../src/channel/index.ts";
import { type Clock, minuteMs } from "../../src/platform/index.ts";
import { UnsentError } from "../chat.ts";

/** Keeps each channel's messages within what its account may send, in this process. */
export interface Pace {
  /**
   * Resolves when the next message may go out on this channel.
   * @throws UnsentError `rate` when this person has had their share of the minute
   */
  turn(chat: ChatAddress): Promise<void>;
}

const secondMs = 1_000;

const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @param wait in the time of `clock` */
export function openPace(clock: Clock, wait = waitMs): Pace {
  const now = (): number => clock.now().getTime();
  /** When each of the last messages of a channel went out, or will. */
  const planned = new Map<string, number[]>();
  const toPerson = new Map<string, number[]>();

  /** When the next message to this person may go out, which it then does. */
  function planForPerson({ channel, chatUserId }: ChatAddress, earliest: number): number {
    const { perPersonPerMinute: most, personGapMs } = channelRule(channel);
    if (most === undefined) return earliest;
    const key = `${channel}:${chatUserId}`;
    const recent = (toPerson.get(key) ?? []).filter((at) => at > now() - minuteMs);
    if (recent.length >= most) throw new UnsentError("rate");
    const at = Math.max(earliest, (recent.at(-1) ?? Number.NEGATIVE_INFINITY) + personGapMs);
    toPerson.set(key, [...recent, at]);
    forgetOld();
    return at;
  }

  function forgetOld(): void {
    if (toPerson.size > 10_000) for (const [old, times] of toPerson) if ((times.at(-1) ?? 0) < now() - minuteMs) toPerson.delete(old);
  }

  return {
    async turn(chat) {
      const { perSecond } = channelRule(chat.channel);
      const times = planned.get(chat.channel) ?? [];
      const oldest = times.length < perSecond ? 0 : (times[0] ?? 0) + secondMs;
      const at = planForPerson(chat, Math.max(now(), oldest));
      planned.set(chat.channel, [...times, at].slice(-perSecond));
      if (at > now()) await wait(at - now());
    },
  };
}
