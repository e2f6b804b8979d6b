/** What a channel allows, and how Yimi keeps within it. */
export interface ChannelRule {
  /** For so long after a person's message they can be written to; undefined where that is always possible. */
  readonly windowHours: number | undefined;
  /** Messages after each of theirs. */
  readonly mostPerWindow: number;
  /** Of these the last ones are only for what matters: found, on the way, changed, cancelled, danger. */
  readonly keptForWhatMatters: number;
  /** Messages a second, all people together. */
  readonly perSecond: number;
  /** Messages a minute to one person; undefined where there is no such limit. */
  readonly perPersonPerMinute: number | undefined;
  /** Milliseconds between two messages to one person. */
  readonly personGapMs: number;
  /** Characters of one message; what is longer goes out as several. */
  readonly longestText: number;
  readonly hasRooms: boolean;
}

const withoutWindow = { windowHours: undefined, mostPerWindow: Number.POSITIVE_INFINITY, keptForWhatMatters: 0 } as const;

/**
 * `ilink`: 10 messages within 24 hours of each of theirs (the official notice, quoted in Tencent/openclaw-weixin#81). `service`: 5 within
 * 48 hours (customer-service messages of a mini-program). The numbers a second are ours: neither document names one; of
 * iLink people report that the third message within a second is refused.
 */
export const channelRules: Readonly<Record<string, ChannelRule>> = {
  local: { ...withoutWindow, perSecond: 500, perPersonPerMinute: undefined, personGapMs: 0, longestText: 10_000, hasRooms: true },
  ilink: {
    windowHours: 24,
    mostPerWindow: 10,
    keptForWhatMatters: 2,
    perSecond: 20,
    perPersonPerMinute: 20,
    personGapMs: 1_000,
    longestText: 2_000,
    hasRooms: false,
  },
  service: {
    windowHours: 48,
    mostPerWindow: 5,
    keptForWhatMatters: 2,
    perSecond: 20,
    perPersonPerMinute: 20,
    personGapMs: 0,
    longestText: 600,
    hasRooms: false,
  },
};

const ofOtherPuppets: ChannelRule = {
  ...withoutWindow,
  perSecond: 20,
  perPersonPerMinute: undefined,
  personGapMs: 0,
  longestText: 2_000,
  hasRooms: true,
};

/** The rule of a channel by its name; a Wechaty puppet of somebody else has no window. */
export function channelRule(channel: string): ChannelRule {
  return channelRules[channel] ?? ofOtherPuppets;
}
