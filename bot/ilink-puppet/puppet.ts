import { randomUUID } from "node:crypto";
import { FileBox, type FileBoxInterface } from "file-box";
import { type payloads, types } from "wechaty-puppet";
import { type Account, ilink, openWindow } from "../../src/channel/index.ts";
import { findPersonByIdentity } from "../../src/station/index.ts";
import { type HandOut, openHandOut } from "../hand-out.ts";
import { outgoingId } from "../outgoing-id.ts";
import type { OwnPuppet } from "../own-puppet.ts";
import { PuppetWithoutRooms } from "../puppet-without-rooms.ts";
import { download, upload } from "./media.ts";
import { type Poll, type PollDeps, pollAccount } from "./poll-account.ts";
import { sendItems, sendText } from "./send.ts";
import { openTyping } from "./typing.ts";
import { openWatch, type Watch } from "./watch.ts";
import type { Heard } from "./wire.ts";
import { workBinding } from "./work-binding.ts";

export interface IlinkPuppetDeps extends PollDeps {
  readonly config: { readonly ilinkBaseUrl: string };
  /** WeChat refuses somebody's chat from now on: they have to scan anew, and somebody has to tell them. */
  onStale(account: Account): Promise<void>;
}

const botId = "yimi";

interface Pending {
  readonly message: Heard;
  readonly poll: () => Poll | undefined;
  failures: number;
}

/**
 * A Wechaty puppet for WeChat's own way to bots (iLink, ClawBot): everybody who has scanned is a chat with credentials of its own, and one
 * process asks for the messages of hundreds. A message counts as taken when the handler is done with it; until then WeChat keeps it for us.
 */
export class IlinkPuppet extends PuppetWithoutRooms implements OwnPuppet {
  static override readonly VERSION = "1.0.0";

  readonly #deps: IlinkPuppetDeps;
  readonly #holder = randomUUID();
  readonly #typing: ReturnType<typeof openTyping>;
  readonly #polls = new Map<string, Poll>();
  readonly #bindings = new Map<string, Promise<void>>();
  #inHand: HandOut<Pending>;
  #stopping = new AbortController();
  #watch: Watch | undefined;

  constructor(deps: IlinkPuppetDeps) {
    super({ cache: { message: 2_000, contact: 2_000 } });
    this.#deps = deps;
    this.#typing = openTyping(deps);
    this.#inHand = this.#openHandOut();
  }

  override name(): string {
    return ilink;
  }

  override async onStart(): Promise<void> {
    this.#inHand = this.#openHandOut();
    this.#stopping = new AbortController();
    this.login(botId);
    this.#watch = openWatch(this.#deps, {
      holder: this.#holder,
      onAccounts: (accountIds) => this.#askOnly(accountIds),
      onBindings: (bindingIds) => this.#showAlso(bindingIds),
    });
    setImmediate(() => this.emit("ready", { data: ilink }));
  }

  override async onStop(): Promise<void> {
    await this.takeNoMore();
    await Promise.all([...this.#polls.values()].map((poll) => poll.stop()));
    this.#polls.clear();
    await this.#watch?.leave();
  }

  async takeNoMore(): Promise<void> {
    this.#inHand.stop();
    this.#typing.stop();
    await this.#watch?.stop();
    this.#stopping.abort();
    for (const poll of this.#polls.values()) poll.takeNoMore();
    await Promise.all(this.#bindings.values());
  }

  received(messageId: string): Promise<void> {
    return this.#inHand.received(messageId);
  }

  failed(messageId: string): Promise<void> {
    return this.#inHand.failed(messageId);
  }

  /** What of another message this one answers to, where WeChat brought it along. */
  quotedIn(messageId: string): string | undefined {
    return this.#inHand.get(messageId)?.message.quoted;
  }

  #openHandOut(): HandOut<Pending> {
    return openHandOut<Pending>({
      senderOf: ({ message }) => message.from,
      handOut: (messageId, { message }) => {
        this.cache.message.set(messageId, messagePayload(message));
        this.#typing.begin(message.from);
        this.emit("message", { messageId });
      },
      acknowledge: async (messageId, { message, poll }) => {
        this.#typing.end(message.from);
        poll()?.done(messageId);
      },
      countFailure: async (messageId) => {
        const pending = this.#inHand.get(messageId);
        if (!pending) return 1;
        this.#typing.end(pending.message.from);
        return ++pending.failures;
      },
      log: this.#deps.log,
    });
  }

  #askOnly(accountIds: ReadonlySet<string>): void {
    for (const [accountId, poll] of this.#polls) {
      if (accountIds.has(accountId)) continue;
      this.#polls.delete(accountId);
      void poll.stop();
    }
    for (const accountId of accountIds) if (!this.#polls.has(accountId) && !this.#stopping.signal.aborted) this.#ask(accountId);
  }

  #ask(accountId: string): void {
    let poll: Poll | undefined;
    poll = pollAccount(this.#deps, {
      accountId,
      holder: this.#holder,
      take: (message) => this.#take(message, () => poll),
      onStale: (account) => this.#deps.onStale(account),
    });
    this.#polls.set(accountId, poll);
    void poll.ended.then(() => {
      if (this.#polls.get(accountId) === poll && !this.#stopping.signal.aborted) this.#polls.delete(accountId);
    });
  }

  #showAlso(bindingIds: readonly string[]): void {
    for (const bindingId of bindingIds) {
      if (this.#bindings.has(bindingId) || this.#stopping.signal.aborted) continue;
      const work = workBinding(this.#deps, bindingId, this.#holder, this.#stopping.signal).finally(() => this.#bindings.delete(bindingId));
      this.#bindings.set(bindingId, work);
    }
  }

  /** The window is stored before the message is handed out: the answer needs it. */
  async #take(message: Heard, poll: () => Poll | undefined): Promise<void> {
    const { id, from, at, contextToken } = message;
    await openWindow(this.#deps, { channel: ilink, chatUserId: from, at, ...(contextToken !== undefined && { token: contextToken }) });
    this.#inHand.add(id, { message, poll, failures: this.#inHand.get(id)?.failures ?? 0 });
  }

  override ding(data?: string): void {
    this.emit("dong", { data: data ?? "" });
  }

  override async messageRawPayload(messageId: string): Promise<Heard> {
    const pending = this.#inHand.get(messageId);
    if (!pending) throw new Error(`no message ${messageId}`);
    return pending.message;
  }

  override async messageRawPayloadParser(message: Heard): Promise<payloads.Message> {
    return messagePayload(message);
  }

  /** Fields, as those they replace: a picture or file somebody has sent, while their message is in hand. */
  override messageFile = async (messageId: string): Promise<FileBoxInterface> => {
    const { media, kind, fileName } = await this.messageRawPayload(messageId);
    if (!media) throw new Error(`message ${messageId} holds no file`);
    return FileBox.fromBuffer(await download(this.#deps.config.ilinkBaseUrl, media), fileName ?? `${kind}${endings[kind] ?? ""}`);
  };
  override messageImage = (messageId: string): Promise<FileBoxInterface> => this.messageFile(messageId);

  override async messageSendText(conversationId: string, text: string): Promise<string> {
    const id = await sendText(this.#deps, conversationId, text, outgoingId() ?? randomUUID());
    return this.#sent(id, conversationId, text, types.Message.Text);
  }

  override messageSendFile = async (conversationId: string, file: FileBoxInterface): Promise<string> => {
    const bytes = await file.toBuffer();
    const isImage = /^image\//.test(file.mediaType) || /\.(?:png|jpe?g|gif|webp)$/i.test(file.name);
    const id = await sendItems(this.#deps, conversationId, outgoingId() ?? randomUUID(), async (account) => [
      await upload(account, this.#deps.config.ilinkBaseUrl, { to: conversationId, name: file.name, bytes, isImage }),
    ]);
    return this.#sent(id, conversationId, file.name, isImage ? types.Message.Image : types.Message.Attachment);
  };

  /** Wechaty asks for what was sent at once; it is put at hand. */
  #sent(id: string, to: string, text: string, type: types.Message): string {
    const messageId = `${to}:${id}`;
    const timestamp = this.#deps.clock.now().getTime();
    this.cache.message.set(messageId, { id: messageId, talkerId: botId, listenerId: to, text, timestamp, type });
    return messageId;
  }

  override async contactRawPayload(contactId: string): Promise<{ id: string; name: string }> {
    if (contactId === botId) return { id: botId, name: "一米" };
    const person = await findPersonByIdentity(this.#deps, ilink, contactId);
    return { id: contactId, name: person?.calledAs ?? "微信用户" };
  }

  override async contactRawPayloadParser({ id, name }: { id: string; name: string }): Promise<payloads.Contact> {
    return { id, name, gender: types.ContactGender.Unknown, type: types.Contact.Individual, avatar: "", friend: true, phone: [] };
  }
}

const messageTypes: Readonly<Record<Heard["kind"], types.Message>> = {
  text: types.Message.Text,
  voice: types.Message.Audio,
  image: types.Message.Image,
  file: types.Message.Attachment,
  video: types.Message.Video,
  other: types.Message.Unknown,
};
const endings: Readonly<Record<string, string>> = { image: ".jpg", voice: ".silk", video: ".mp4" };

function messagePayload({ id, from, text, kind, at }: Heard): payloads.Message {
  return { id, talkerId: from, listenerId: botId, text, timestamp: at.getTime(), type: messageTypes[kind] };
}
