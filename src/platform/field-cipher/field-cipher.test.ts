import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFieldCipher, sealedWith } from "./field-cipher.ts";
import { makeFieldKey, readFieldKeys } from "./field-keys.ts";

const cipherOf = (...texts: string[]) => createFieldCipher(readFieldKeys(texts.join(",")) ?? []);
const [first, second] = [makeFieldKey(), makeFieldKey()];
const cipher = cipherOf(first);
const phone = { collection: "people", id: "PL-R0001", field: "phone" };

describe("a sealed text", () => {
  test("opens to what it was, whatever it was, and looks different each time", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."王秀兰👵é1a :,\u0000\n") }), (text) => {
        const sealed = cipher.seal(text, phone);
        expect(cipher.open(sealed, phone)).toBe(text);
        expect(cipher.seal(text, phone)).not.toBe(sealed);
      }),
    );
  });

  test("says nothing of the text and names its key", () => {
    const sealed = cipher.seal("13800138000", phone);
    expect(sealed).not.toMatch(/138001/);
    expect(Buffer.from(sealed.split(":")[2] ?? "", "base64").toString("latin1")).not.toContain("138001");
    expect(sealedWith(sealed)).toBe(cipher.activeKeyId);
  });

  test("opens at its own place only: no other person, field or collection", () => {
    const sealed = cipher.seal("13800138000", phone);
    for (const other of [{ id: "PL-R0002" }, { field: "address" }, { collection: "inbox" }])
      expect(() => cipher.open(sealed, { ...phone, ...other })).toThrow(/cannot be opened/);
  });

  test("is refused when any part of it was changed", () => {
    const sealed = cipher.seal("13800138000", phone);
    const bytes = Buffer.from(sealed.slice(sealed.lastIndexOf(":") + 1), "base64");
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed.at(i) ?? 0) ^ 1, i);
      const forged = `sealed:${cipher.activeKeyId}:${changed.toString("base64")}`;
      expect(() => cipher.open(forged, phone), `byte ${i}`).toThrow(/cannot be opened/);
    }
  });

  test("stays readable after another key has become the active one, and not without its own", () => {
    const sealed = cipher.seal("13800138000", phone);
    expect(cipherOf(second, first).open(sealed, phone)).toBe("13800138000");
    expect(() => cipherOf(second).open(sealed, phone)).toThrow(/which YIMI_FIELD_KEYS does not name/);
  });

  test("an error tells the place and never the text", () => {
    const sealed = cipher.seal("13800138000", phone);
    expect(() => cipher.open(sealed, { ...phone, id: "PL-R0002" })).toThrow(/^people\.phone of PL-R0002/);
  });
});

test("what nobody has sealed is not taken for something that was", () => {
  for (const plain of ["13800138000", "PL-R0001", "sealed:by hand", ""]) expect(() => cipher.open(plain, phone)).toThrow(/is not sealed/);
});

test("a text that looks sealed is sealed as any other", () => {
  const pretended = cipher.seal("x", phone);
  expect(cipher.open(cipher.seal(pretended, phone), phone)).toBe(pretended);
});

describe("a blind index", () => {
  test("is the same for equal texts of a scope, short, and of no use without the key", () => {
    const index = cipher.blindIndex("13800138000", "PL");
    expect(cipher.blindIndex("13800138000", "PL")).toBe(index);
    expect(index).toMatch(new RegExp(`^${cipher.activeKeyId}\\.[0-9a-f]{4}$`));
    expect(cipherOf(second).blindIndex("13800138000", "PL").slice(-4)).not.toBe(index.slice(-4));
    expect(cipher.blindIndex("13800138000", "QH")).not.toBe(index);
  });

  test("is looked for under every key", () => {
    const both = cipherOf(second, first);
    expect(both.blindIndexes("13800138000", "PL")).toEqual([both.blindIndex("13800138000", "PL"), cipher.blindIndex("13800138000", "PL")]);
  });
});
