/** A headless Chromium with nothing of anybody in it. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** The one that is installed. */
export const browserProgram = programs.find((program) => existsSync(program)) ?? "";
export const browserFlags: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 375, height: 720 };

/** Why there is no browser to test with, or false. */
export const noBrowser = browserProgram ? false : "there is no Chromium: apt-get install chromium fonts-noto-cjk";

export interface Browser {
  readonly page: Page;
  /** What went wrong inside the page: uncaught errors and lines on the console. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-browser-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  let context: BrowserContext;
  try {
    const options = { executablePath: browserProgram, args: [...browserFlags], viewport: wide, locale: "zh-CN" };
    context = await chromium.launchPersistentContext(folder, options);
  } catch (error) {
    remove();
    throw error;
  }
  const page = context.pages()[0] ?? (await context.newPage());
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (line) => line.type() === "error" && faults.push(line.text()));
  return {
    page,
    faults,
    async close() {
      await context.close();
      remove();
    },
  };
}
