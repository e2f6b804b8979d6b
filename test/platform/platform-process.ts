/** A process that is nothing but a platform, for tests that kill it. Speaks lines: see `run-platform-process.ts`. */
import { createInterface } from "node:readline";
import { batchInserts, createLog, loadConfig, openPlatform, readEnvironment, runProcess } from "../../src/platform/index.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

runProcess(
  async () => {
    const config = loadConfig(readEnvironment("/nonexistent"));
    const platform = await openPlatform(config, { log: createLog("info"), progress: say });
    const insert = batchInserts(platform.db.collection<{ _id: string }>("notes"));
    const commands: Record<string, (word: string) => Promise<string>> = {
      store: async (word) => {
        await insert({ _id: word });
        await platform.redis.set(platform.key("note", word), "1");
        return `stored ${word}`;
      },
      note: async (word) => {
        await insert({ _id: word });
        return `noted ${word}`;
      },
      count: async () => `count ${await platform.db.collection("notes").countDocuments()}`,
      cached: async (word) => `cached ${await platform.redis.get(platform.key("note", word))}`,
      ready: async () => `readiness ${JSON.stringify(await platform.readiness())}`,
      reject: async () => {
        void Promise.reject(new Error("planted"));
        return "rejected";
      },
    };
    createInterface(process.stdin).on("line", (line) => {
      const [name = "", word = ""] = line.split(" ");
      commands[name]?.(word).then(say, (error: Error) => say(`failed ${line}: ${error.message}`));
    });
    say(`pids ${JSON.stringify(Object.values((await platform.readiness()).parts).map((part) => part.detail?.pid))}`);
    return {
      stop: async () => {
        say("draining");
        if (process.argv.includes("--hangs")) await new Promise(() => undefined);
        await platform.stop();
        say("closed");
      },
    };
  },
  { say, fail: (error, line) => say(`${line}: ${error instanceof Error ? error.message : String(error)}`) },
);
