/** A process that is nothing but a platform with its WeChat client, for tests of what processes share. Speaks lines. */
import { createInterface } from "node:readline";
import { createLog, loadConfig, openPlatform, openWechat, readEnvironment, runProcess, systemClock } from "../../src/platform/index.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

runProcess(
  async () => {
    const platform = await openPlatform(loadConfig(readEnvironment("/nonexistent")), { log: createLog("warn"), clock: systemClock });
    const wechat = openWechat(platform);
    const commands: Record<string, (word: string) => Promise<string>> = {
      tokens: async (count) => {
        const tokens = await Promise.all(Array.from({ length: Number(count) }, () => wechat.accessToken()));
        return `tokens ${[...new Set(tokens)].join(" ")}`;
      },
      checks: async (word) => {
        const [count = "", openid] = word.split(",");
        const verdicts = await Promise.all(Array.from({ length: Number(count) }, () => wechat.checkText(openid, "你好", "comment")));
        return `verdicts ${[...new Set(verdicts.map(({ verdict }) => verdict))].join(" ")}`;
      },
    };
    createInterface(process.stdin).on("line", (line) => {
      const [name = "", word = ""] = line.split(" ");
      commands[name]?.(word).then(say, (error: Error) => say(`failed ${line}: ${error.message}`));
    });
    say("ready");
    return { stop: () => platform.stop() };
  },
  { say, fail: (error, line) => say(`${line}: ${error instanceof Error ? error.message : String(error)}`) },
);
