import { expect, test } from "vitest";
import { createRecent } from "./recent.ts";

test("what was used lately is remembered, the rest goes, and it never grows beyond twice its size", () => {
  const recent = createRecent<string>(3);
  for (const key of ["a", "b", "c"]) recent.set(key, key.toUpperCase());
  recent.set("d", "D");
  expect(recent.get("a")).toBe("A");
  recent.set("e", "E");
  recent.set("f", "F");
  expect(["a", "b", "d", "f"].map((key) => recent.get(key))).toEqual(["A", undefined, "D", "F"]);
});
