import { expect, test } from "vitest";
import type { Trouble } from "../../../test/support/wechat-server/index.ts";
import { refuses, testWechat } from "./test-wechat.ts";

const { world, app, log, redis, key: keyOfAll, open, keysOfOwn, lines } = await testWechat();

test("without a mini-program in the settings nobody logs in and no text is checked", async () => {
  const wechat = open({ config: { wechat: undefined } });
  await refuses(wechat.exchangeLoginCode("code"), "wechat.not-set-up");
  await refuses(wechat.accessToken(), "wechat.not-set-up");
  expect(await wechat.checkText("o-1", "你好", "comment")).toEqual({ verdict: "unchecked", because: "not_set_up" });
});

test("no secret, code, token, session key, openid or text is in a log or in Redis, whatever goes wrong", async () => {
  const key = keysOfOwn();
  const wechat = open({ key });
  const { code, openid } = world.logins.begin();
  const used = world.logins.begin();
  await wechat.exchangeLoginCode(code);
  const text = "canary-text";
  const troubles: readonly Trouble[] = [
    { errcode: 40001 },
    { errcode: 48001 },
    { errcode: -1 },
    { status: 502 },
    { text: `{"errcode":40013,"errmsg":"${app.secret} rid: 6434ff5a-2fa14aea-3e124908"}` },
    { text: app.secret },
    { does: "drop" },
    { does: "lose" },
  ];
  const token = await wechat.accessToken();
  const errors: unknown[] = [];
  for (const trouble of troubles) {
    world.troubles.add(trouble);
    await wechat.checkText(openid, text, "comment");
    errors.push(await wechat.exchangeLoginCode(used.code).catch((error: unknown) => error));
    errors.push(
      await open()
        .accessToken()
        .catch((error: unknown) => error),
    );
    world.troubles.clear();
  }
  for (const error of errors) log.error({ err: error }, "as an edge would log it");
  const written = lines.join("");
  expect(lines.length).toBeGreaterThan(30);
  expect(written).toContain("6434ff5a-2fa14aea-3e124908");
  const keys = await redis.keys(keyOfAll("*"));
  const stored = await Promise.all(keys.map((name) => redis.get(name)));
  const sessionKey = world.people.find(openid)?.sessionKey ?? "none";
  const shown = JSON.stringify(errors.map((error) => ({ ...(error as object), text: String(error) })));
  for (const canary of [app.secret, token, code, used.code, sessionKey, openid, text, "access_token=", "secret="]) {
    expect(written).not.toContain(canary);
    expect(stored.join("\n")).not.toContain(canary);
    expect(shown).not.toContain(canary);
  }
});
