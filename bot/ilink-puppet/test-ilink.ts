/** A WeChat of one's own with phones in it, and puppets that talk to it: for tests of the iLink puppet. */
import { afterAll, onTestFinished } from "vitest";
import { askBinding, findBinding, openWindow, seeBinding } from "../../src/channel/index.ts";
import { createLog } from "../../src/platform/index.ts";
import { addStation, shippedStation } from "../../src/station/index.ts";
import { type TestPlatform, testPlatform } from "../../test/support/stores.ts";
import { startWechatServer } from "../../test/support/wechat-server/index.ts";
import { IlinkPuppet } from "./index.ts";

/** Call at the top of a test file. */
export async function testIlink() {
  const lines: string[] = [];
  const platform = await testPlatform({ log: createLog("trace", { write: (line) => void lines.push(line) }) });
  const server = await startWechatServer({ clock: platform.clock });
  afterAll(() => server.stop());
  const deps = { ...platform, config: { ...platform.config, ilinkBaseUrl: server.url } };
  const { ilink } = server.world;
  ilink.set({ longPollMs: 400 });
  await addStation(platform, { ...shippedStation, teams: [] });
  let phones = 0;

  /** A puppet that notes what it hands out; it ends with the test. */
  async function newPuppet({ acknowledges = true } = {}) {
    const stale: string[] = [];
    const puppet = new IlinkPuppet({ ...deps, onStale: async ({ userId }) => void stale.push(userId) });
    const heard: { readonly id: string; readonly text: string }[] = [];
    puppet.on("message", async ({ messageId }) => {
      const { text = "" } = await puppet.messagePayload(messageId);
      heard.push({ id: messageId, text });
      if (acknowledges) await puppet.received(messageId);
    });
    await puppet.start();
    let isStopped = false;
    const stop = async (): Promise<void> => {
      if (isStopped) return;
      isStopped = true;
      await puppet.stop();
    };
    onTestFinished(stop);
    return { puppet, heard, stale, stop, texts: () => heard.map(({ text }) => text) };
  }

  /** The link of the code that is shown for a binding now. */
  async function shownLink(bindingId: string, not?: string): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      await seeBinding(deps, bindingId);
      const { qr } = await findBinding(deps, bindingId);
      if (qr && qr.link !== not) return qr.link;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("no code is shown");
  }

  /** A phone whose WeChat has a chat with us; some puppet has to run. */
  async function linkedPhone() {
    phones += 1;
    const phone = ilink.phone(`phone-${phones}`);
    const { id } = await askBinding(deps, { stationId: "PL", by: "PL-S001" });
    phone.scan(await shownLink(id));
    phone.confirm();
    await until(async () => (await findBinding(deps, id)).state === "linked");
    await until(async () => phone.account?.isStarted === true);
    return { phone, bindingId: id, userId: phone.userId };
  }

  const account = (userId: string) =>
    deps.db
      .collection<{ _id: string; userId: string; cursor: string; state: string }>("ilinkAccounts")
      .findOne({ userId, state: { $ne: "ended" } });

  return { deps, server, ilink, lines, newPuppet, shownLink, linkedPhone, account, openWindow };
}

export async function until(isSo: () => Promise<boolean>, limitMs = 5_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export type TestIlink = Awaited<ReturnType<typeof testIlink>>;
export type { TestPlatform };
