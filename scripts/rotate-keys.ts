/**
 * `npm run keys:rotate`: seals everything under the first key of YIMI_FIELD_KEYS, what is plain from before and what other keys have sealed.
 * May run while Yimi does on servers of their own, and again after it was ended. See docs/security.md.
 */
import path from "node:path";
import { correctionFields } from "../bot/corrections.ts";
import { inboxFields } from "../bot/inbox.ts";
import { resealDialogs } from "../bot/memory.ts";
import { auditHeadFields } from "../src/audit/index.ts";
import { certificateFields } from "../src/certificate/index.ts";
import { accountFields, bindingFields, pushedFields, windowFields } from "../src/channel/index.ts";
import { ledgerFields } from "../src/ledger/index.ts";
import { noticeFields } from "../src/outbox/index.ts";
import {
  createLog,
  forgetOtherKeys,
  loadConfig,
  openPlatform,
  type Platform,
  type Resealable,
  readEnvironment,
  reseal,
  sealedFields,
  systemClock,
} from "../src/platform/index.ts";
import { requestFields } from "../src/request/index.ts";
import { familyAskFields } from "../src/station/family.ts";
import { resealablePeople } from "../src/station/index.ts";

/** Every collection that has sealed fields. */
export const resealables: readonly Resealable[] = [
  resealablePeople,
  { fields: requestFields },
  { fields: noticeFields },
  { fields: inboxFields },
  { fields: ledgerFields },
  { fields: auditHeadFields },
  { fields: familyAskFields },
  { fields: certificateFields },
  { fields: windowFields },
  { fields: pushedFields },
  { fields: accountFields },
  { fields: bindingFields },
  { fields: correctionFields },
  { fields: sealedFields("secrets", ["sealed"]) }, // what access tokens are signed with
];

/** A process that was slow to take the new key may have written behind the first round. */
const maxRounds = 5;

/** Answers whether everything is under the active key now, so that the others may go. */
export async function rotateKeys(
  platform: Pick<Platform, "db" | "redis" | "cipher" | "key">,
  say: (line: string) => void,
): Promise<boolean> {
  const { db, cipher } = platform;
  say(`sealing under ${cipher.activeKeyId}`);
  for (let round = 1; round <= maxRounds; round++) {
    let isDone = true;
    for (const one of resealables) {
      const { seen, resealed, unreadable } = await reseal(db, cipher, one);
      say(`${one.fields.collection}: ${seen} seen, ${resealed} sealed anew`);
      for (const id of unreadable) say(`${one.fields.collection} ${id}: no key opens it`);
      if (unreadable.length > 0) return false;
      if (resealed > 0) isDone = false;
    }
    const dialogs = await resealDialogs(platform);
    say(`dialogues in Redis: ${dialogs} sealed anew`);
    if (isDone && dialogs === 0) {
      const gone = await forgetOtherKeys(db, cipher);
      say(gone.length === 0 ? "Everything is sealed." : `Everything is sealed: ${gone.join(", ")} may be taken out of YIMI_FIELD_KEYS.`);
      return true;
    }
  }
  say("Others still write under another key: start them anew with the new key first, then run this again.");
  return false;
}

if (process.argv[1] && import.meta.filename === path.resolve(process.argv[1])) {
  try {
    const config = loadConfig(readEnvironment());
    const platform = await openPlatform(config, { clock: systemClock, log: createLog(config.logLevel) });
    try {
      const isDone = await rotateKeys(platform, (line) => process.stdout.write(`${line}\n`));
      if (!isDone) process.exitCode = 1;
    } finally {
      await platform.stop();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
