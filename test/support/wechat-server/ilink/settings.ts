/** How this WeChat behaves; docs/wechat-stand-in.md tells which of it was read and which is assumed. */
export const usualSettings = {
  /** How long getupdates and get_qrcode_status wait for something to happen, in real time. */
  longPollMs: 35_000,
  qrLifeMs: 5 * 60_000,
  /** After a scan the phone shows a number that has to be typed where the QR code is. */
  asksForCode: false,
  /** Wrong numbers until the QR code is blocked. */
  mostCodeTries: 3,
  /** After a scan the status is to be asked at this host (with port) instead. */
  redirectsTo: undefined as string | undefined,
  /** Messages of the bot for each message of the person, and how long after it. */
  mostPerMessage: 10,
  windowMs: 24 * 60 * 60_000,
  /** Messages of one bot within a second of the world's clock; what is over is answered `rate limited`. */
  mostPerSecond: Number.POSITIVE_INFINITY,
  /** Longest text of the bot, in characters. */
  longestText: 4_000,
  mostPerAnswer: 50,
  /** The same cursor gives the same messages again. Otherwise what was handed out once never comes again, whatever the cursor says. */
  replays: true,
  /** How often a message is delivered at most: each comes 1 to `copies` times. */
  copies: 1,
  /** What may overtake: nothing, repetitions only, or all messages that were not handed out yet. */
  shuffles: "nothing" as "nothing" | "copies" | "all",
  /** Which form of address getuploadurl answers. */
  uploadAddress: "full" as "full" | "param",
  /** Between 0 and 1, for copies and shuffling. */
  random: Math.random as () => number,
};

export type IlinkSettings = typeof usualSettings;
