/** The three phones of the simulator's page, as somebody in front of it uses them. */
import type { Page } from "playwright-core";
import { vi } from "vitest";

const patience = { timeout: 90_000, interval: 100 } as const;

export interface PagePhone {
  /** Types it and presses Enter. */
  says(text: string): Promise<void>;
  /** Taps a word the page offers: a starter, or a chip under the last message. */
  taps(label: string): Promise<void>;
  /** A message that matches and came since this phone last said something; the last of several. */
  sees(pattern: RegExp): Promise<string>;
  /** The phone becomes that of somebody else, found by name. */
  becomes(name: string): Promise<void>;
  /** Coordinators: to the group room, or back to 一米. */
  switchesTo(chat: "工作群" | "一米(私聊)"): Promise<void>;
}

export function phoneOn(page: Page, title: "居民" | "志愿者" | "协调员"): PagePhone {
  const phone = page.getByRole("region", { name: `${title}的手机` });
  const bubbles = phone.locator(".line:not(.is-own) .bubble:not(.dots)");
  let seen = 0;
  const noteSeen = async () => {
    seen = await bubbles.count();
  };
  return {
    async says(text) {
      await noteSeen();
      const field = phone.getByPlaceholder("写消息");
      await field.fill(text);
      await field.press("Enter");
    },
    async taps(label) {
      const button = phone.getByRole("button", { name: label, exact: true });
      await button.waitFor(patience);
      await noteSeen();
      await button.click();
    },
    sees: (pattern) =>
      vi.waitFor(async () => {
        const news = (await bubbles.allInnerTexts()).slice(seen);
        const match = news.findLast((text) => pattern.test(text));
        if (match === undefined) throw new Error(`${title} never saw ${pattern}; new were:\n${news.join("\n")}`);
        return match;
      }, patience),
    async becomes(name) {
      await phone.locator(".owner-person").click();
      await phone.getByRole("searchbox").fill(name);
      await phone.getByRole("searchbox").press("Enter");
      await phone.locator(".owner-name", { hasText: name }).waitFor(patience);
      seen = 0;
    },
    async switchesTo(chat) {
      await phone.locator(".switch").getByRole("button", { name: chat }).click();
      seen = 0;
    },
  };
}

/** Moves the station's clock by its buttons and waits until it stands. */
export async function moveClock(page: Page, label: "+15 分钟" | "+1 小时" | "明早 8 点"): Promise<void> {
  const button = page.getByRole("button", { name: label });
  await button.click();
  await vi.waitFor(async () => {
    if (!(await button.isEnabled())) throw new Error("the clock still moves");
  }, patience);
}

/** Waits until the panel says that the request is here. */
export async function panelShows(page: Page, code: string, status: string): Promise<void> {
  await page.locator(".status").filter({ hasText: code }).filter({ hasText: status }).waitFor(patience);
}
