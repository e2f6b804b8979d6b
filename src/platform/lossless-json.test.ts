import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLossless } from "./lossless-json.ts";

test("a uint64 keeps every digit, what a double can hold stays a number", () => {
  expect(parseLossless('{"message_id": 18446744073709551615, "seq": 9007199254740991, "n": [-9007199254740993, 1.5e3]}')).toEqual({
    message_id: "18446744073709551615",
    seq: 9007199254740991,
    n: ["-9007199254740993", 1500],
  });
});

test("digits in strings are left alone, whatever stands around them", () => {
  const text = '电话 18446744073709551615, "18446744073709551615": \\" 18446744073709551616';
  expect(parseLossless(JSON.stringify({ text, 18446744073709551615: text }))).toEqual({ text, 18446744073709551615: text });
});

test("everything else is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const hasLong = /\d{16}/.test(text);
      fc.pre(!hasLong);
      expect(parseLossless(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("what is no JSON is an error, and a long unclosed string takes no time", () => {
  expect(() => parseLossless('{"a": 1')).toThrow(SyntaxError);
  const startedAt = performance.now();
  expect(() => parseLossless('"\\"'.repeat(100_000))).toThrow(SyntaxError);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
