/**
 * `npm run audit:verify`: goes through the audit trail of every station and names the first entry that is not as it was written.
 * `npm run audit:verify -- PL:1234:<hash>` also holds it to a place that was noted before. Ends with 1 when a trail is broken.
 */
import { auditedStations, type ChainPoint, verifyChain } from "../src/audit/index.ts";
import { createLog, loadConfig, openPlatform, readEnvironment, systemClock } from "../src/platform/index.ts";

try {
  const noted = new Map(process.argv.slice(2).map(readNoted));
  const config = loadConfig(readEnvironment());
  const platform = await openPlatform(config, { clock: systemClock, log: createLog(config.logLevel) });
  try {
    const stationIds = new Set([...(await auditedStations(platform)), ...noted.keys()]);
    if (stationIds.size === 0) say("There is no entry yet.");
    for (const stationId of stationIds) {
      const verdict = await verifyChain(platform, stationId, noted.get(stationId));
      if (!verdict.isIntact) process.exitCode = 1;
      say(
        verdict.isIntact
          ? `${stationId}: intact. Note elsewhere: ${stationId}:${verdict.tip.seq}:${verdict.tip.hash}`
          : broken(stationId, verdict),
      );
    }
  } finally {
    await platform.stop();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readNoted(word: string): [string, ChainPoint] {
  const [, stationId = "", seq, hash = ""] = /^(\w+):(\d+):([0-9a-f]{64})$/.exec(word) ?? [];
  if (seq === undefined) throw new Error(`${word} is no noted place: it reads STATION:number:hash, as this command prints it.`);
  return [stationId, { seq: Number(seq), hash }];
}

function broken(stationId: string, { brokenAt, why, entryId }: { brokenAt: number; why: string; entryId?: string }): string {
  return `${stationId}: BROKEN at entry ${brokenAt}${entryId === undefined ? "" : ` (${entryId})`}: ${why}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
