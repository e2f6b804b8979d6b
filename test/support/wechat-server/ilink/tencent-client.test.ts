import { afterAll, expect, test, vi } from "vitest";
import { type RunningProgram, runProgram } from "../../../platform/run-platform-process.ts";
import { temporaryFolder } from "../../product.ts";
import { startWechatServer } from "../index.ts";
import { smallImage } from "./small-image.ts";

const server = await startWechatServer();
const { ilink } = server.world;
ilink.set({ longPollMs: 5_000 });
const folder = temporaryFolder();
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const program = new URL("./tencent-client.ts", import.meta.url);
const start = (): RunningProgram => runProgram(program, { OPENCLAW_STATE_DIR: folder.path }, server.url, smallImage.path(folder.path));
const said = async (running: RunningProgram, word: string, has = ""): Promise<unknown> =>
  JSON.parse((await running.hears(new RegExp(`^${word} (.*${has}.*)`)))[1] ?? "null");

test("Tencent's own client binds, receives, answers, uploads a picture and is told what it may not send", async () => {
  const client = start();
  const wang = ilink.phone("王奶奶");
  wang.scan(String(await said(client, "qr")));
  wang.confirm();
  expect(await said(client, "bound")).toEqual({ userId: wang.userId, accountId: wang.account?.botId, hasToken: true });
  expect(await said(client, "started")).toEqual({ ret: 0, errmsg: "" });

  const first = wang.say("明天要去医院");
  expect(Number.isSafeInteger(Number(first))).toBe(false);
  const answer = await wang.sees(/^听到：明天要去医院$/);
  expect(await said(client, "heard", first)).toMatchObject({ id: first });
  expect(wang.typings).toBe(1);

  wang.say({ voice: { transcript: "我说的是语音", seconds: 4 } });
  await wang.sees(/^听到：我说的是语音$/);
  wang.say({ voice: {} });
  await wang.sees(/^听到：\[语音\]$/);
  wang.say({ file: Buffer.from("病历"), name: "病历.pdf" });
  await wang.sees(/^听到：\[文件\]$/);
  wang.say({ text: "这一条", quotes: answer.id });
  await wang.sees(/^听到：这一条$/);
  expect(await said(client, "heard", "这一条")).toMatchObject({ quotes: answer.id });

  const sent = wang.say({ image: smallImage.bytes });
  expect(await said(client, "heard", sent)).toMatchObject({ body: "[图片]", bytes: smallImage.bytes.length });

  const before = wang.bubbles.length;
  wang.say("图片");
  await wang.sees(/^给您$/, { after: before });
  await wang.sees(/^$/, { after: before });
  expect(wang.heard().at(-1)).toMatchObject({ kind: "image", bytes: smallImage.bytes });

  wang.say("十一条");
  await wang.sees(/^第10条$/);
  expect(await said(client, "failed")).toContain("ret=-2");
  expect(wang.window?.left).toBe(0);

  wang.say("再见");
  expect(await said(client, "stopped")).toEqual({ ret: 0, errmsg: "" });
  expect(await client.ended).toBe(0);
});

test("Tencent's own client is asked for the number on the phone, and hears of an ended binding", async () => {
  const client = start();
  const li = ilink.phone("李爷爷");
  const link = String(await said(client, "qr"));
  const { code } = li.scan(link, { asksForCode: true });
  client.tell("000");
  const binding = ilink.bindings.find(new URL(link).searchParams.get("qrcode") ?? "");
  await vi.waitFor(() => expect(binding?.wrongCodes).toBe(1), 10_000);
  client.tell(String(code));
  await client.hears(/正在验证/);
  li.confirm();
  await said(client, "started");
  li.unbind();
  expect(await said(client, "refused")).toEqual({ errcode: -14, errmsg: "session timeout" });
});
