/** The composition root: settings → stores → first data → the roles asked for; ended in reverse. */
import { openApp } from "./app.ts";
import { type Config, ConfigError, createLog, loadConfig, readEnvironment, runProcess, startProbes } from "./platform/index.ts";
import { startRoles } from "./roles.ts";

const config = readConfig();
const log = createLog(config.logLevel);
const say = config.env === "production" ? (line: string) => log.info(line) : sayWithSeconds();

runProcess(start, {
  say,
  fail: (error, line) => {
    log.fatal({ err: error }, line);
    if (config.env !== "production") process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  },
});

async function start(): Promise<{ stop(): Promise<void> }> {
  const app = await openApp(config, { log, progress: say });
  try {
    const roles = await startRoles(app.deps, config.roles, say);
    const probes = config.probePort === undefined ? undefined : await startProbes(app.deps, config.host, config.probePort);
    say(`ready: ${config.roles.join(", ")}`);
    if (config.env === "development" && config.roles.includes("api")) greet(roles.port ?? config.port);
    const stop = async (): Promise<void> => {
      await probes?.stop();
      await roles.stop();
      await app.stop();
    };
    return { stop };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

function readConfig(): Config {
  try {
    return loadConfig(readEnvironment(), process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

/** Lines for a person at the terminal, with the seconds since the process began. */
function sayWithSeconds(): (line: string) => void {
  return (line) => process.stdout.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

function greet(port: number): void {
  const host = config.host === "0.0.0.0" ? "127.0.0.1" : config.host;
  const address = `http://${host}:${port}`;
  const lines = [
    ...(config.channels.includes("local")
      ? [`Open ${address}/sim`, "and type on the phone of a resident (居民): 明天上午九点能派人陪我去区医院看病吗"]
      : []),
    ...(config.channels.includes("ilink") ? [`Open ${address}/bind/${config.stationId} and scan with WeChat: docs/channels.md`] : []),
    "Ctrl-C stops.",
  ];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join("")}\n`);
}
