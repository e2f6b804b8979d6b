/** `npm run station:import -- station.json`: puts a station and its people into the database the settings name. See docs/operations.md. */
import { readFileSync } from "node:fs";
import { createLog, loadConfig, openPlatform, readEnvironment, systemClock } from "../src/platform/index.ts";
import { ensureStationIndexes, importStation, readStationFile } from "../src/station/index.ts";

const [file] = process.argv.slice(2);

try {
  if (file === undefined) throw new Error("Name the file: npm run station:import -- station.json");
  const listed = readStationFile(readFileSync(file, "utf8"));
  const config = { ...loadConfig(readEnvironment()), hasDemo: false };
  const platform = await openPlatform(config, { clock: systemClock, log: createLog(config.logLevel), progress: say });
  try {
    await ensureStationIndexes(platform);
    const { added, alreadyThere } = await importStation(platform, listed);
    say(
      `${listed.station.name} (${listed.station.id}): ${added} people added, ${alreadyThere} were there already and were left as they are.`,
    );
    if (config.stationId !== listed.station.id)
      say(`Set YIMI_STATION=${listed.station.id} to serve this station; it is ${config.stationId} now.`);
  } finally {
    await platform.stop();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
