import { expect, test } from "vitest";
import { readMessage } from "./wire.ts";

const now = new Date("2026-11-23T01:30:00Z");
const base = {
  message_id: "7431000000000000001",
  from_user_id: "u@im.wechat",
  message_type: 1,
  create_time_ms: now.getTime() - 5_000,
  context_token: "c",
};
const read = (changes: object) => readMessage({ ...base, ...changes }, now);

test("a text of a person, with the time they wrote it at", () => {
  expect(read({ item_list: [{ type: 1, text_item: { text: "你好" } }] })).toEqual({
    id: "u@im.wechat:7431000000000000001",
    from: "u@im.wechat",
    kind: "text",
    text: "你好",
    at: new Date(now.getTime() - 5_000),
    contextToken: "c",
  });
});

test.each([
  ["our own message", { message_type: 2 }],
  ["a room's message", { group_id: "g1" }],
  ["no sender", { from_user_id: undefined }],
  ["no id", { message_id: undefined }],
  ["an id that has lost its digits", { message_id: 7.431e18 }],
])("%s is not for us", (_, changes) => {
  expect(read(changes)).toBeNull();
});

test("nothing WeChat may leave out or send otherwise makes it fail", () => {
  for (const item_list of [undefined, null, "x", [], [null], [{ type: 99 }], [{ type: 2 }], [{ type: 3, voice_item: 5 }]])
    expect(read({ item_list, create_time_ms: "?" })).toMatchObject({ text: "", at: now });
  for (const given of [null, undefined, 5, "x", []]) expect(readMessage(given, now)).toBeNull();
});

test("keys of media come in three shapes, and one that is none is no key", () => {
  const hex = "00112233445566778899aabbccddeeff";
  const key = Buffer.from(hex, "hex");
  const media = (aes_key: string) => ({ encrypt_query_param: "p", aes_key });
  const image = (part: object) => read({ item_list: [{ type: 2, image_item: part }] })?.media?.key;
  expect(image({ aeskey: hex, media: media("") })).toEqual(key);
  expect(image({ media: media(key.toString("base64")) })).toEqual(key);
  expect(image({ media: media(Buffer.from(hex).toString("base64")) })).toEqual(key);
  expect(image({ media: media("AAAA") })).toBeUndefined();
});
