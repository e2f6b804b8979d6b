/**
 * `npm run station:bind -- PL-S001`: a ticket with which somebody scans for their chat with Yimi in WeChat. For the first of a station's desk;
 * they make the others' tickets in chat (「绑定 王秀兰」). The bot must run when it is scanned. See docs/channels.md.
 */
import { renderUnicodeCompact } from "uqr";
import { askBinding } from "../src/channel/index.ts";
import { createLog, loadConfig, openPlatform, readEnvironment, systemClock } from "../src/platform/index.ts";
import { findPerson } from "../src/station/index.ts";

const [personId] = process.argv.slice(2);

try {
  if (personId === undefined) throw new Error("Name the person: npm run station:bind -- PL-S001");
  const config = { ...loadConfig(readEnvironment()), hasDemo: false };
  const platform = await openPlatform(config, { clock: systemClock, log: createLog(config.logLevel) });
  try {
    const person = await findPerson(platform, personId);
    const { id } = await askBinding(platform, { stationId: person.stationId, by: person.id, forPersonId: person.id });
    const page = `${config.publicUrl}/bind/${id}`;
    process.stdout.write(`${renderUnicodeCompact(page)}\n${page}\n`);
    process.stdout.write(
      `Good for two days, and once: ${person.name} opens it, scans, writes 你好, and gives the last four digits of their phone.\n`,
    );
  } finally {
    await platform.stop();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
