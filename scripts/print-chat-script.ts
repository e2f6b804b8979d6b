/** `npm run docs:chat`: runs the stories of test/stories and writes what was said in them to docs/chat-script.md. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Script, ScriptLine, Speaker } from "../test/support/write-script.ts";

const root = path.resolve(import.meta.dirname, "..");
const pauseMs = 5 * 60_000;
const mostNamed = 3;

const chapters: Readonly<Record<string, string>> = {
  "happy-path": "一单从头到尾 · the whole way",
  chat: "说话 · words and dialogues",
  dispatch: "找人 · finding somebody",
  visit: "上门 · at the door",
  time: "时间 · time",
};

const head = `# What people say and read

Every conversation here took place in a test: the page is written by \`npm run docs:chat\`, which runs \`test/stories/\` and keeps what was
said. The heading is the sentence the story proves. **People** are shown by what they are called and their role, 一米 is the bot, 【群】 is the
station's group room. What several people were told in the same words stands once. All people are invented.
`;

const folder = mkdtempSync(path.join(tmpdir(), "yimi-script-"));
try {
  runStories(folder);
  const scripts = readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Script);
  writeFileSync(path.join(root, "docs/chat-script.md"), printPage(scripts));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @throws Error when a story fails: what it said is not to be shown */
function runStories(into: string): void {
  const files = Object.keys(chapters).map((chapter) => `test/stories/${chapter}.test.ts`);
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const env = { ...process.env, CHAT_SCRIPT_DIR: into };
  const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "stories", ...files], { cwd: root, env, stdio: "inherit" });
  if (status !== 0) throw new Error("the stories have to pass first");
}

function printPage(scripts: readonly Script[]): string {
  const parts = Object.entries(chapters).map(([chapter, title]) => {
    const stories = scripts.filter((script) => script.chapter === chapter).sort((a, b) => a.place - b.place);
    return `\n## ${title}\n${stories.map(printStory).join("")}`;
  });
  return `${head}${parts.join("")}`;
}

function printStory({ title, lines }: Script): string {
  let shownAt = 0;
  const printed = lines.flatMap((line) => {
    const at = Date.parse(line.at);
    const isLater = at - shownAt >= pauseMs;
    if (isLater) shownAt = at;
    return isLater ? [`- *${time(at)}*`, printLine(line)] : [printLine(line)];
  });
  return `\n### ${title.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())}\n\n${printed.join("\n")}\n`;
}

function printLine({ from, to, isRoom, text }: ScriptLine): string {
  const words = text.replace(/[<*_[\]]/g, "\\$&").replaceAll("\n", "<br>");
  const room = isRoom ? "【群】" : "";
  return from ? `- ${room}**${nameOf(from)}**:${words}` : `- ${room}一米${isRoom ? "" : ` → ${printNames(to)}`}:${words}`;
}

function printNames(people: readonly Speaker[]): string {
  const isOneRole = people.every(({ role }) => role === people[0]?.role);
  const few = people.slice(0, mostNamed);
  const named = isOneRole ? `${few.map(({ name }) => name).join("、")}(${people[0]?.role})` : few.map(nameOf).join("、");
  return people.length > mostNamed ? `${named}等 ${people.length} 人` : named;
}

function nameOf({ name, role }: Speaker): string {
  return `${name}(${role})`;
}

/** Station time: 周一 09:00. */
function time(at: number): string {
  const date = new Date(at + 8 * 3_600_000);
  const two = (number: number) => String(number).padStart(2, "0");
  return `周${"日一二三四五六"[date.getUTCDay()]} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}
