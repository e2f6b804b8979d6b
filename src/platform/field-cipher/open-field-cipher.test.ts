import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testPlatform } from "../../../test/support/stores.ts";
import { makeFieldKey, readFieldKeys } from "./field-keys.ts";
import { forgetOtherKeys, openFieldCipher } from "./open-field-cipher.ts";

const { db } = await testPlatform();
const keysOf = (...texts: string[]) => readFieldKeys(texts.join(",")) ?? [];
const [first, second] = [`k1:${makeFieldKey().split(":")[1]}`, `k2:${makeFieldKey().split(":")[1]}`];
let folder = "";

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "yimi-keys-"));
  await db.collection("fieldKeys").deleteMany({});
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = (...texts: string[]) => openFieldCipher(db, { keys: texts.length > 0 ? keysOf(...texts) : undefined, folder });

test("without a setting a key is made once, for its owner only, and found again", async () => {
  const place = { collection: "c", id: "1", field: "f" };
  const sealed = (await open()).seal("words", place);
  expect((await open()).open(sealed, place)).toBe("words");
  expect(statSync(path.join(folder, "field-keys")).mode & 0o777).toBe(0o600);
});

test("two that start at once without a key agree on one", async () => {
  const [one, other] = await Promise.all([open(), open()]);
  expect(other.activeKeyId).toBe(one.activeKeyId);
});

test("a key that is missing is named before anything is read, and none is made in its place", async () => {
  await open(first);
  await expect(open()).rejects.toThrow(/texts sealed with the field key k1, which is missing/);
  expect(existsSync(path.join(folder, "field-keys"))).toBe(false);
  await expect(open(second)).rejects.toThrow(/texts sealed with the field key k1, which is missing/);
});

test("another key under the same name is refused", async () => {
  await open(first);
  await expect(open(second.replace("k2", "k1"))).rejects.toThrow(/^The field key k1 in YIMI_FIELD_KEYS is not the one/);
});

test("two processes that bring different keys under one name cannot both start", async () => {
  const both = await Promise.allSettled([open(first), open(second.replace("k2", "k1"))]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a new key goes before the old one, which is needed until all is sealed anew", async () => {
  await open(first);
  const cipher = await open(second, first);
  expect(cipher.activeKeyId).toBe("k2");
  await expect(open(second)).rejects.toThrow(/k1, which is missing/);
  expect(await forgetOtherKeys(db, cipher)).toEqual(["k1"]);
  await expect(open(second)).resolves.toMatchObject({ keyIds: ["k2"] });
});

test("a file that holds no key is refused", async () => {
  writeFileSync(path.join(folder, "field-keys"), "canary");
  await expect(open()).rejects.toThrow(/field-keys holds no keys/);
});
