import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AppDeps } from "../../src/app.ts";
import { askBinding, linkBinding } from "../../src/channel/index.ts";
import shipped from "../../src/channel/subscribe-templates.json" with { type: "json" };
import type { Config } from "../../src/platform/index.ts";
import { bindIdentity, unbindIdentity } from "../../src/station/index.ts";
import { startWechatServer, usualApp } from "../../test/support/wechat-server/index.ts";

export type ChannelName = "ilink" | "service";

/** Everybody's WeChat in a simulated town: who writes where, and what came. */
export interface TownWechat {
  /** Settings of the station that talks through it. */
  readonly config: Partial<Config>;
  /** Gives a person a chat with the station. */
  join(deps: AppDeps, personId: string, channel: ChannelName): Promise<void>;
  /** Where the mini-program's messages are pushed to. */
  pushTo(url: string): void;
  say(personId: string, channel: ChannelName, text: string): void;
  /** Says yes to every subscribe message once, as after a tap in the mini-program. */
  agree(personId: string): void;
  /** Texts of the bot to this person since the last look, with the moment each came. */
  news(personId: string): { readonly text: string; readonly at: Date; readonly channel: ChannelName | "subscribe" }[];
  /** Messages that reached people so far, by what carried them. */
  received(): Record<string, number>;
  /** Messages people have sent so far. */
  said(): number;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface Seen {
  ilink: number;
  service: number;
  notices: number;
}

const templateIds = shipped.uses.map(({ use }) => ({ use, templateId: `tmpl-${use}` }));

/** A stand-in of WeChat in which everybody of the town has a phone. @param now the station's time */
export async function openTownWechat(now: () => Date): Promise<TownWechat> {
  const server = await startWechatServer({ clock: { now } });
  const { ilink, service } = server.world;
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-w-"));
  const templateFile = path.join(folder, "templates.json");
  writeFileSync(templateFile, JSON.stringify(templateIds));
  service.templates.push(...shipped.uses.map(({ use, fields }) => ({ id: `tmpl-${use}`, fields: Object.keys(fields) })));
  service.pages.push(...shipped.uses.map(({ page }) => page.split("?")[0] ?? ""));
  const seen = new Map<string, Seen>();
  const members = new Set<string>();
  let said = 0;
  const openId = (personId: string): string => `o-${personId}`;

  return {
    config: {
      channels: ["ilink", "service"],
      ilinkBaseUrl: server.url,
      wechat: { ...usualApp, baseUrl: server.url },
      wechatPush: { token: service.pushes.settings().token, aesKey: undefined },
      subscribeTemplates: templateFile,
    },
    async join(deps, personId, channel) {
      await unbindIdentity(deps, "local", personId);
      if (channel === "service") {
        members.add(personId);
        await bindIdentity(deps, { channel, chatUserId: openId(personId), personId });
        return;
      }
      const phone = ilink.phone(personId);
      const { botId, token } = ilink.accounts.bind(phone.userId);
      const ticket = await askBinding(deps, { stationId: deps.station.id, by: "PL-S001", forPersonId: personId });
      await bindIdentity(deps, { channel, chatUserId: phone.userId, personId });
      await linkBinding(deps, ticket.id, { id: botId, userId: phone.userId, baseUrl: server.url, token });
    },
    pushTo: (url) => service.pushes.set({ url }),
    say(personId, channel, text) {
      said += 1;
      if (channel === "ilink") ilink.phone(personId).say(text);
      else service.phone(openId(personId)).say(text);
    },
    agree(personId) {
      if (!members.has(personId)) return;
      for (const { templateId } of templateIds) service.phone(openId(personId)).answerPopup({ [templateId]: "accept" });
    },
    news(personId) {
      const before = seen.get(personId) ?? { ilink: 0, service: 0, notices: 0 };
      const bubbles = ilink.phone(personId).bubbles;
      const { messages, notices } = members.has(personId) ? service.phone(openId(personId)) : { messages: [], notices: [] };
      seen.set(personId, { ilink: bubbles.length, service: messages.length, notices: notices.length });
      return [
        ...bubbles
          .slice(before.ilink)
          .filter(({ from }) => from === "bot")
          .map(({ text, at }) => ({ text, at: new Date(at), channel: "ilink" as const })),
        ...messages.slice(before.service).map((message) => ({
          text: "text" in message ? message.text : "",
          at: message.at,
          channel: "service" as const,
        })),
        ...notices
          .slice(before.notices)
          .map(({ data, at }) => ({ text: Object.values(data).join(" "), at, channel: "subscribe" as const })),
      ];
    },
    received() {
      const fromBot = ilink.phones.all.flatMap(({ bubbles }) => bubbles.filter(({ from }) => from === "bot"));
      const phones = service.phones();
      return {
        ilink: fromBot.length,
        service: phones.reduce((sum, { messages }) => sum + messages.length, 0),
        subscribe: phones.reduce((sum, { notices }) => sum + notices.length, 0),
      };
    },
    said: () => said,
    async settled() {
      await service.pushes.settled();
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
