import { expect, test } from "vitest";
import { trustedBase, trustedHost } from "./hosts.ts";

const real = "https://ilinkai.weixin.qq.com";
const standIn = "http://127.0.0.1:4010";

test.each([
  ["https://ilinkai.weixin.qq.com", "https://ilinkai.weixin.qq.com"],
  ["https://sh2.ilinkai.weixin.qq.com/ilink/bot?x=1", "https://sh2.ilinkai.weixin.qq.com"],
  ["https://novac2c.cdn.weixin.qq.com/c2c/upload", "https://novac2c.cdn.weixin.qq.com"],
])("%s is WeChat's own", (given, base) => {
  expect(trustedBase(given, real)).toBe(base);
});

test.each([
  "http://ilinkai.weixin.qq.com",
  "https://weixin.qq.com.evil.example",
  "https://evilweixin.qq.com",
  "https://a@evil.example/weixin.qq.com",
  "http://127.0.0.1:4010",
  "file:///etc/passwd",
  "no address",
])("a token is never sent to %s", (given) => {
  expect(trustedBase(given, real)).toBeUndefined();
});

test("the stand-in may send to itself and to another of its kind, and nowhere else in the clear", () => {
  expect(trustedHost("127.0.0.1:4011", standIn)).toBe("http://127.0.0.1:4011");
  expect(trustedHost("192.168.0.1:4011", standIn)).toBeUndefined();
  expect(trustedHost("sh2.ilinkai.weixin.qq.com", real)).toBe("https://sh2.ilinkai.weixin.qq.com");
});
