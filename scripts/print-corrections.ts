/**
 * `npm run -s language:corrections > corrections.tsv`: what coordinators corrected, as lines for `npm run language:train -- corrections.tsv`.
 * The residents' words in it are masked; look through them before they leave the machine. See docs/language.md.
 */
import { correctionLines } from "../bot/corrections.ts";
import { createLog, loadConfig, openPlatform, readEnvironment, systemClock } from "../src/platform/index.ts";

try {
  const config = { ...loadConfig(readEnvironment()), hasDemo: false };
  const platform = await openPlatform(config, { clock: systemClock, log: createLog(config.logLevel) });
  try {
    for (const line of await correctionLines(platform, config.stationId)) process.stdout.write(`${line}\n`);
  } finally {
    await platform.stop();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
