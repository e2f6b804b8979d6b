/** The three phones of the simulator's page, as somebody in front of it uses them. */
import type { Page } from "playwright-core";

const patienceMs = 20_000;

export interface PagePhone {
  /** Types it and presses Enter. */
  says(text: string): Promise<void>;
  /** Taps a word the page offers: a starter or a chip under the last message. */
  taps(label: string): Promise<void>;
  /** The last message on the screen that matches. */
  sees(pattern: RegExp): Promise<string>;
  /** Follows the line that says who else has got a message; of several the first one in the list. */
  goesToNews(): Promise<string>;
  /** Coordinators: to the group room or back to 一米. */
  switchesTo(chat: "工作群" | "一米(私聊)"): Promise<void>;
}

export function phoneOn(page: Page, title: "居民" | "志愿者" | "协调员"): PagePhone {
  const phone = page.getByRole("region", { name: `${title}的手机` });
  return {
    async says(text) {
      await phone.getByPlaceholder("写消息").fill(text);
      await phone.getByPlaceholder("写消息").press("Enter");
    },
    taps: (label) => phone.getByRole("button", { name: label, exact: true }).click({ timeout: patienceMs }),
    async sees(pattern) {
      const message = phone.locator(".line:not(.is-own) .bubble").filter({ hasText: pattern }).last();
      await message.waitFor({ timeout: patienceMs });
      return message.innerText();
    },
    async goesToNews() {
      await phone.locator(".elsewhere").click({ timeout: patienceMs });
      const chooser = phone.getByRole("dialog");
      if (await chooser.isVisible()) await chooser.locator(".contact").first().click();
      return phone.locator(".owner-name").innerText();
    },
    switchesTo: (chat) => phone.locator(".switch").getByRole("button", { name: chat }).click(),
  };
}

/** Moves the station's clock by its buttons and waits until it stands. */
export async function moveClock(page: Page, label: "+15 分钟" | "+1 小时" | "明早 8 点"): Promise<void> {
  const button = page.getByRole("button", { name: label });
  await button.click();
  await page.getByText("时间在走…").waitFor({ state: "hidden", timeout: patienceMs });
}

/** Waits until the panel says that the request is here. */
export async function panelShows(page: Page, code: string, status: string): Promise<void> {
  await page.locator(".status").filter({ hasText: code }).filter({ hasText: status }).waitFor({ timeout: patienceMs });
}
