import { expect, test } from "vitest";
import { isPrivateField, redact } from "./redact.ts";

test.each([
  ["13800138000", "[phone]"],
  ["+86 138-0013-8000", "[phone]"],
  ["8613800138000", "[phone]"],
  ["１３８００１３８０００", "[phone]"],
  ["找13800138000或13900139000", "找[phone]或[phone]"],
  ["13800138000 13900139000", "[phone] [phone]"],
  ["021-55556666", "[phone]"],
  ["（0571）88886666转2", "[phone]转2"],
  ["11010119491231002X", "[id]"],
  ["110101 19491231 0021", "[id]"],
  ["6222 0212 3456 7890 123", "[card]"],
  ["3号楼2单元502室", "#号楼#单元#室"],
])("%s reads %s", (text, masked) => {
  expect(redact(text)).toBe(masked);
});

test.each(["2026-11-23T01:30:00.000Z", "A37", "1763861400000", "127.0.0.1:3000", "250 ms", "req-20261123-0001"])("%s stays", (text) => {
  expect(redact(text)).toBe(text);
});

test("fields that end in a private word are private", () => {
  for (const field of ["phone", "residentPhone", "homeAddress", "openId", "YIMI_PUPPET_TOKEN"]) expect(isPrivateField(field)).toBe(true);
  for (const field of ["requestId", "code", "status", "minutes", "keyPrefix"]) expect(isPrivateField(field)).toBe(false);
});
