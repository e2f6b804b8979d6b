import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { FileBox, type FileBoxInterface } from "file-box";
import type { payloads } from "wechaty-puppet";
import type { PushedMessage, PushedMessages, SentOnce } from "../../src/channel/index.ts";
import { type Clock, type CustomerMessage, type Log, pictureTypes, type Wechat } from "../../src/platform/index.ts";
import { UnsentError } from "../chat.ts";
import { type HandOut, openHandOut } from "../hand-out.ts";
import { outgoingId } from "../outgoing-id.ts";
import type { OwnPuppet } from "../own-puppet.ts";
import { PuppetWithoutRooms } from "../puppet-without-rooms.ts";
import { openCardPicture } from "./card-picture.ts";
import { deliver } from "./deliver.ts";
import { botId, contactPayload, incomingPayload, outgoingPayload } from "./payloads.ts";

export interface ServicePuppetDeps {
  /** What WeChat pushed to our server. */
  readonly pushed: PushedMessages;
  readonly sentOnce: SentOnce;
  readonly wechat: Pick<Wechat, "sendCustomerMessage" | "showTyping" | "uploadMedia" | "downloadMedia">;
  readonly clock: Clock;
  readonly log: Log;
}

/** WeChat pushes messages side by side: what was written one after the other may arrive the other way round within this time. */
const settleMs = 80;

/**
 * A Wechaty puppet whose network is the customer-service session of the station's mini-program. It hands out what WeChat pushed and the bot is
 * not done with, one at a time per person and in the order written; `received` and `failed` say what became of one. It has no rooms.
 */
export class ServicePuppet extends PuppetWithoutRooms implements OwnPuppet {
  static override readonly VERSION = "1.0.0";

  readonly #deps: ServicePuppetDeps;
  readonly #cardPicture: () => Promise<string>;
  #inHand: HandOut<PushedMessage>;
  #stopWatching: (() => Promise<void>) | undefined;

  constructor(deps: ServicePuppetDeps) {
    super({ cache: { message: 2_000, contact: 2_000 } });
    this.#deps = deps;
    this.#cardPicture = openCardPicture(deps);
    this.#inHand = this.#openHandOut();
  }

  override name(): string {
    return "service";
  }

  override async onStart(): Promise<void> {
    this.#inHand = this.#openHandOut();
    this.login(botId);
    const { pushed, log } = this.#deps;
    this.#stopWatching = pushed.watch(
      () => this.#takeNew(),
      (error) => log.warn({ err: error }, "pushed messages could not be read"),
    );
    setImmediate(() => this.emit("ready", { data: "service" }));
  }

  override async onStop(): Promise<void> {
    await this.takeNoMore();
  }

  async takeNoMore(): Promise<void> {
    this.#inHand.stop();
    await this.#stopWatching?.();
  }

  received(messageId: string): Promise<void> {
    return this.#inHand.received(messageId);
  }

  failed(messageId: string): Promise<void> {
    return this.#inHand.failed(messageId);
  }

  async typing(chatUserId: string): Promise<void> {
    await this.#deps.wechat.showTyping(chatUserId);
  }

  #openHandOut(): HandOut<PushedMessage> {
    const { pushed, log } = this.#deps;
    return openHandOut<PushedMessage>({
      senderOf: ({ openId }) => openId,
      // The payload is put at hand first, so that Wechaty finds the message even while the store does not answer.
      handOut: (messageId, message) => {
        this.cache.message.set(messageId, incomingPayload(message));
        this.emit("message", { messageId });
      },
      acknowledge: (messageId) => pushed.acknowledge(messageId),
      countFailure: (messageId) => pushed.countFailure(messageId),
      log,
    });
  }

  async #takeNew(): Promise<void> {
    if ((await this.#waiting()).length === 0) return;
    await pause(settleMs);
    for (const message of await this.#waiting()) this.#inHand.add(message.id, message);
  }

  /** What is in hand as the store is asked: a message that is acknowledged meanwhile does not count as new. */
  async #waiting(): Promise<readonly PushedMessage[]> {
    const inHand = new Set(this.#inHand.ids());
    return this.#deps.pushed.waiting((id) => inHand.has(id));
  }

  async #send(openId: string, message: CustomerMessage, text: string): Promise<string> {
    const id = outgoingId() ?? randomUUID();
    await deliver(this.#deps, id, openId, message);
    const sentId = `out-${id}`;
    this.cache.message.set(sentId, outgoingPayload(sentId, openId, text, this.#deps.clock.now()));
    return sentId;
  }

  override async messageSendText(openId: string, text: string): Promise<string> {
    return this.#send(openId, { kind: "text", text }, text);
  }

  /** Pictures only: WeChat takes nothing else here. */
  override messageSendFile = async (openId: string, file: FileBoxInterface): Promise<string> => {
    const type = pictureTypes.find((one) => one === file.mediaType);
    if (type === undefined) throw new UnsentError("unknown");
    const bytes = new Uint8Array(await file.toBuffer());
    return this.#send(openId, { kind: "image", mediaId: await this.#upload({ bytes, type }) }, file.name);
  };

  override messageSendUrl = async (openId: string, link: payloads.UrlLink): Promise<string> => {
    const { title, url, description = "", thumbnailUrl = "" } = link;
    return this.#send(openId, { kind: "link", title, text: description, url, pictureUrl: thumbnailUrl }, title);
  };

  /** A card that opens a page of the mini-program. Its picture is the station's own. */
  override messageSendMiniProgram = async (openId: string, { title = "", pagePath = "" }: payloads.MiniProgram): Promise<string> => {
    const pictureMediaId = await this.#cardPicture().catch(refuse);
    return this.#send(openId, { kind: "card", title, page: pagePath, pictureMediaId }, title);
  };

  async #upload(picture: Parameters<Wechat["uploadMedia"]>[0]): Promise<string> {
    return this.#deps.wechat.uploadMedia(picture).catch(refuse);
  }

  /** WeChat keeps it for three days. */
  override messageImage = async (messageId: string): Promise<FileBoxInterface> => {
    const mediaId = (await this.#deps.pushed.find(messageId))?.mediaId;
    if (mediaId === undefined) throw new Error(`message ${messageId} is no picture`);
    const { bytes, type } = await this.#deps.wechat.downloadMedia(mediaId);
    return FileBox.fromBuffer(Buffer.from(bytes), `picture.${type.slice("image/".length)}`);
  };

  override ding(data?: string): void {
    this.emit("dong", { data: data ?? "" });
  }

  override async messageRawPayload(messageId: string): Promise<payloads.Message> {
    const message = await this.#deps.pushed.find(messageId);
    if (!message) throw new Error(`no message ${messageId}`);
    return incomingPayload(message);
  }

  override async messageRawPayloadParser(message: payloads.Message): Promise<payloads.Message> {
    return message;
  }

  override async contactRawPayload(contactId: string): Promise<payloads.Contact> {
    return contactPayload(contactId);
  }

  override async contactRawPayloadParser(contact: payloads.Contact): Promise<payloads.Contact> {
    return contact;
  }
}

function refuse(cause: unknown): never {
  throw new UnsentError("unreachable", { cause });
}
