import { expect, test } from "vitest";
import { createFieldCipher, sealedWith } from "./field-cipher.ts";
import { makeFieldKey, readFieldKeys } from "./field-keys.ts";
import { sealedFields } from "./sealed-fields.ts";

const cipher = createFieldCipher(readFieldKeys(makeFieldKey()) ?? []);
const fields = sealedFields("things", ["phone", "contact.phone", "rows.*.reason", "data.**"], ["topic"]);
const at = new Date(0);
const document = {
  name: "王秀兰",
  phone: "13800138000",
  contact: { name: "王强", phone: "13900139000" },
  rows: [{ at, reason: "病了" }, { at }, { at, reason: "" }],
  data: { said: "胃疼", at, topic: "human", people: [{ name: "张姐", minutes: 3 }], none: null },
};

test("the texts of the paths are sealed and nothing else, and all of them open again", () => {
  const sealed = fields.seal(cipher, "1", document);
  const texts = fields.texts(sealed);
  expect(texts.map(({ path }) => path)).toEqual(["phone", "contact.phone", "rows.0.reason", "data.said", "data.people.0.name"]);
  expect(texts.every(({ text }) => sealedWith(text) === cipher.activeKeyId)).toBe(true);
  expect(sealed).toMatchObject({
    name: "王秀兰",
    contact: { name: "王强" },
    data: { at, topic: "human", people: [{ minutes: 3 }], none: null },
  });
  expect(fields.open(cipher, "1", sealed)).toEqual(document);
});

test("a part of a document is sealed as the whole is, and one without such texts is given back as it is", () => {
  const part = { phone: "13800138000" };
  expect(fields.open(cipher, "1", { ...document, ...fields.seal(cipher, "1", part) })).toEqual(document);
  const plain = { name: "王秀兰", rows: [{ at }] };
  expect(fields.seal(cipher, "1", plain)).toBe(plain);
});

test("what was stored before is plain and read as it is; empty texts stay empty", () => {
  expect(fields.open(cipher, "1", document)).toEqual(document);
  expect(fields.open(cipher, "1", { phone: "sealed:by hand" })).toEqual({ phone: "sealed:by hand" });
  expect(fields.seal(cipher, "1", { phone: "" })).toEqual({ phone: "" });
});

test("the document that was handed in stays as it was", () => {
  const before = structuredClone(document);
  fields.seal(cipher, "1", document);
  expect(document).toEqual(before);
});

test("rows may change their places: what is sealed in one opens in the other, in another document it does not", () => {
  const sealed = fields.seal(cipher, "1", document);
  expect(fields.open(cipher, "1", { ...sealed, rows: sealed.rows.toReversed() }).rows.at(-1)?.reason).toBe("病了");
  expect(() => fields.open(cipher, "2", sealed)).toThrow(/cannot be opened/);
});
