/**
 * A program made of Tencent's published client for iLink (@tencent-weixin/openclaw-weixin, unchanged): binds, listens, repeats what it
 * hears, and sends a picture when asked for one. Its first argument is the stand-in's address, its second a picture.
 */
import { readFileSync } from "node:fs";

// biome-ignore lint/suspicious/noExplicitAny: the package brings no types
type Untyped = any;
const theirs = (path: string): Promise<Untyped> => import(`@tencent-weixin/openclaw-weixin/dist/src/${path}`);

const [standIn = "", picture = ""] = process.argv.slice(2);
const realHost = "https://ilinkai.weixin.qq.com";
const network = globalThis.fetch;
// Binding asks a fixed host: the network leads it to the stand-in.
globalThis.fetch = (address, init) => network(String(address).replace(realHost, standIn), init);

const { getUpdates, getConfig, sendTyping, notifyStart, notifyStop } = await theirs("api/api.js");
const { startWeixinLoginWithQr, waitForWeixinLogin } = await theirs("auth/login-qr.js");
const { uploadFileToWeixin } = await theirs("cdn/upload.js");
const { sendMessageWeixin, sendImageMessageWeixin } = await theirs("messaging/send.js");
const { weixinMessageToMsgContext } = await theirs("messaging/inbound.js");
const { downloadMediaFromItem } = await theirs("media/media-download.js");

const say = (word: string, value: unknown): void => void process.stdout.write(`\n${word} ${JSON.stringify(value)}\n`);

const { qrcodeUrl, sessionKey } = await startWeixinLoginWithQr({ apiBaseUrl: realHost });
say("qr", qrcodeUrl);
const { botToken: token, baseUrl, userId, accountId } = await waitForWeixinLogin({ sessionKey, apiBaseUrl: realHost, timeoutMs: 20_000 });
say("bound", { userId, accountId, hasToken: Boolean(token) });
const options = { baseUrl, token };
const cdnBaseUrl = `${baseUrl}/c2c`;
say("started", await notifyStart(options));

let cursor = "";
for (let isOver = false; !isOver; ) {
  const updates = await getUpdates({ ...options, get_updates_buf: cursor, timeoutMs: 10_000 });
  if (updates.errcode) {
    say("refused", updates);
    break;
  }
  cursor = updates.get_updates_buf;
  for (const message of updates.msgs) {
    const media = await downloaded(message);
    const context = weixinMessageToMsgContext(message, accountId, media.context);
    say("heard", { id: context.MessageSidFull, body: context.Body, quotes: context.ReplyToId, bytes: media.bytes });
    isOver = context.Body === "再见";
    if (!isOver) await answer(message.context_token, context.Body);
  }
}
say("stopped", await notifyStop(options).catch(String));
process.stdin.pause();

async function downloaded(message: Untyped): Promise<{ context?: Untyped; bytes?: number }> {
  let bytes: number | undefined;
  const saveMedia = async (content: Buffer) => {
    bytes = content.length;
    return { path: "kept-nowhere" };
  };
  const context = await downloadMediaFromItem(message.item_list[0], {
    cdnBaseUrl,
    saveMedia,
    log: () => {},
    errLog: () => {},
    label: "test",
  });
  return { context, ...(bytes !== undefined && { bytes }) };
}

async function answer(contextToken: string, heard: string): Promise<void> {
  const { typing_ticket } = await getConfig({ ...options, ilinkUserId: userId, contextToken });
  await sendTyping({ ...options, body: { ilink_user_id: userId, typing_ticket, status: 1 } });
  const opts = { ...options, contextToken };
  try {
    if (heard === "图片") {
      const uploaded = await uploadFileToWeixin({ filePath: picture, toUserId: userId, opts, cdnBaseUrl });
      say("uploaded", { size: readFileSync(picture).length, is: uploaded.fileSize });
      say("sent", await sendImageMessageWeixin({ to: userId, text: "给您", uploaded, opts }));
    } else if (heard === "十一条") {
      for (let i = 1; i <= 11; i++) await sendMessageWeixin({ to: userId, text: `第${i}条`, opts });
    } else say("sent", await sendMessageWeixin({ to: userId, text: `听到：${heard}`, opts }));
  } catch (error) {
    say("failed", String(error));
  }
}
