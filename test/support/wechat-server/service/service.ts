import { randomInt } from "node:crypto";
import type { People } from "../people.ts";
import type { WorldClock } from "../world-clock.ts";
import { type Allowances, openAllowances } from "./allowances.ts";
import type { ServiceMessage } from "./customer-send.ts";
import { type Media, openMedia } from "./media.ts";
import type { PushedFields } from "./pushed-words.ts";
import { openPushes, type Pushes } from "./pushes.ts";
import { type Grants, openGrants, type ServiceNotice, type Template } from "./subscribe-send.ts";

/** Somebody with the mini-program open: what they do in it and what they see. */
export interface ServicePhone {
  readonly openid: string;
  /** Opens the customer-service session. */
  enter(sessionFrom?: string): void;
  /** @returns the message's id */
  say(text: string): string;
  sendImage(bytes?: Buffer, type?: string): string;
  /** Sends a page of the mini-program into the session, as its button with a card does. */
  sendCard(card: { readonly title: string; readonly page: string }): string;
  /** Opens the page of the `index`-th card seen; answers its path. */
  tapCard(index: number): string;
  /** Answers the pop-up of `wx.requestSubscribeMessage`; gives what that answers to the page. */
  answerPopup(answers: Readonly<Record<string, "accept" | "reject">>): Readonly<Record<string, string>>;
  /** Turns a template off in the settings of the notification. */
  turnOff(templateId: string): void;
  /** The bot's messages in the session, oldest first. */
  readonly messages: readonly (ServiceMessage & { readonly at: Date })[];
  /** What came as subscribe messages, oldest first. */
  readonly notices: readonly ServiceNotice[];
  readonly isTyping: boolean;
  readonly lastSaidAt: number | undefined;
  /** What may still be sent to them in the session. */
  left(): { readonly messages: number; readonly endsAt: Date | undefined };
}

/** The mini-program's customer service and its subscribe messages. */
export interface Service {
  /** The phone of this person, the same one each time; a new person without `openid`. */
  phone(openid?: string): ServicePhone;
  phones(): readonly ServicePhone[];
  readonly pushes: Pushes;
  readonly media: Media;
  readonly allowances: Allowances;
  readonly grants: Grants;
  /** Templates of the console; add to it. */
  readonly templates: Template[];
  /** Pages of the released version, without parameters; add to it. */
  readonly pages: string[];
  show(openid: string, message: ServiceMessage): void;
  showTyping(openid: string, isTyping: boolean): void;
  notify(openid: string, notice: ServiceNotice): void;
}

/** A picture of one pixel. */
const smallPicture = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
/** Where ids begin: beyond what a double can count. */
const firstId = 24_000_000_000_000_000n;

interface Mutable {
  messages: (ServiceMessage & { readonly at: Date })[];
  notices: ServiceNotice[];
  isTyping: boolean;
  lastSaidAt: number | undefined;
}

export function openService(clock: WorldClock, people: People, appId: string): Service {
  const pushes = openPushes(clock, appId);
  const media = openMedia(clock);
  const allowances = openAllowances(clock);
  const grants = openGrants();
  const templates: Template[] = [];
  const phones = new Map<string, ServicePhone & Mutable>();
  let lastId = firstId + BigInt(randomInt(1_000_000_000));

  const push = (openid: string, msgType: string, fields: PushedFields): void => {
    const at = Math.floor(clock.now() / 1000);
    pushes.add({ ToUserName: "gh_0123456789ab", FromUserName: openid, CreateTime: at, MsgType: msgType, ...fields });
  };

  function openPhone(openid: string): ServicePhone & Mutable {
    const said = (msgType: string, fields: PushedFields): string => {
      lastId += BigInt(1 + randomInt(1_000));
      people.visit(openid);
      phone.lastSaidAt = clock.now();
      phone.isTyping = false;
      allowances.afterMessage(openid);
      push(openid, msgType, { ...fields, MsgId: lastId });
      return String(lastId);
    };
    const phone: ServicePhone & Mutable = {
      openid,
      messages: [],
      notices: [],
      isTyping: false,
      lastSaidAt: undefined,
      enter: (sessionFrom = "") => {
        people.visit(openid);
        allowances.afterEntering(openid);
        push(openid, "event", { Event: "user_enter_tempsession", SessionFrom: sessionFrom });
      },
      say: (text) => said("text", { Content: text }),
      sendImage: (bytes = smallPicture, type = "image/gif") => {
        const mediaId = media.add(bytes, type);
        return said("image", { PicUrl: `http://mmbiz.example/${mediaId.slice(0, 12)}`, MediaId: mediaId });
      },
      sendCard: ({ title, page }) => {
        const thumb = media.add(smallPicture, "image/gif");
        const picture = { ThumbUrl: `http://mmbiz.example/${thumb.slice(0, 12)}`, ThumbMediaId: thumb };
        return said("miniprogrampage", { Title: title, AppId: appId, PagePath: page, ...picture });
      },
      tapCard: (index) => {
        const card = phone.messages.filter(({ kind }) => kind === "miniprogrampage")[index];
        if (card?.kind !== "miniprogrampage") throw new Error(`there is no card ${index}`);
        people.visit(openid);
        return card.page;
      },
      answerPopup: (answers) => {
        for (const [id, answer] of Object.entries(answers)) if (answer === "accept") grants.add(openid, id);
        const rows = Object.entries(answers).map(([TemplateId, SubscribeStatusString]) => ({
          TemplateId,
          SubscribeStatusString,
          PopupScene: "0",
        }));
        pushRows(openid, "subscribe_msg_popup_event", "SubscribeMsgPopupEvent", rows);
        return { errMsg: "requestSubscribeMessage:ok", ...answers };
      },
      turnOff: (templateId) => {
        grants.refuse(openid, templateId);
        pushRows(openid, "subscribe_msg_change_event", "SubscribeMsgChangeEvent", [
          { TemplateId: templateId, SubscribeStatusString: "reject" },
        ]);
      },
      left: () => allowances.left(openid),
    };
    return phone;
  }

  /** In XML the rows stand in a part of their own; in JSON a single row comes without its list. */
  function pushRows(openid: string, event: string, part: string, rows: readonly PushedFields[]): void {
    const [only] = rows;
    const isXml = pushes.settings().format === "xml";
    const list: PushedFields = { List: !isXml && rows.length === 1 && only ? only : rows };
    push(openid, "event", { Event: event, ...(isXml ? { [part]: list } : list) });
  }

  function phoneOf(openid: string): ServicePhone & Mutable {
    const known = phones.get(openid);
    if (known) return known;
    if (!people.find(openid)) people.visit(openid);
    const phone = openPhone(openid);
    phones.set(openid, phone);
    return phone;
  }

  return {
    phone: (openid) => phoneOf(openid ?? people.visit().openid),
    phones: () => [...phones.values()],
    pushes,
    media,
    allowances,
    grants,
    templates,
    pages: ["pages/index/index", "pages/request/request", "pages/task/task"],
    show: (openid, message) => {
      const phone = phoneOf(openid);
      phone.isTyping = false;
      phone.messages.push({ ...message, at: new Date(clock.now()) });
    },
    showTyping: (openid, isTyping) => {
      phoneOf(openid).isTyping = isTyping;
    },
    notify: (openid, notice) => {
      phoneOf(openid).notices.push(notice);
      const row = { TemplateId: notice.templateId, MsgID: String(notice.at.getTime()), ErrorCode: "0", ErrorStatus: "success" };
      pushRows(openid, "subscribe_msg_sent_event", "SubscribeMsgSentEvent", [row]);
    },
  };
}
