import { expect, test } from "vitest";
import { createCursorKeeper } from "./cursor-keeper.ts";

test("the cursor moves when a whole batch is done", () => {
  const keeper = createCursorKeeper();
  keeper.add("c1", ["a", "b"]);
  keeper.done("a");
  expect(keeper.take()).toBeUndefined();
  keeper.done("b");
  expect(keeper.take()).toBe("c1");
  expect(keeper.take()).toBeUndefined();
});

test("a later batch that is done first waits for the one before it", () => {
  const keeper = createCursorKeeper();
  keeper.add("c1", ["a"]);
  keeper.add("c2", ["b"]);
  keeper.add("c3", []);
  keeper.done("b");
  expect(keeper.take()).toBeUndefined();
  expect(keeper.waiting).toBe(1);
  keeper.done("a");
  expect(keeper.take()).toBe("c3");
});

test("a message that came in two batches is done in both", () => {
  const keeper = createCursorKeeper();
  keeper.add("c1", ["a"]);
  keeper.add("c2", ["a", "b"]);
  keeper.done("a");
  expect(keeper.take()).toBe("c1");
  keeper.done("b");
  expect(keeper.take()).toBe("c2");
});

test("a batch that could not be taken over moves nothing, also when some of it is done", () => {
  const keeper = createCursorKeeper();
  keeper.add("c1", ["a", "b"]);
  keeper.done("a");
  keeper.dropLast();
  expect(keeper.take()).toBeUndefined();
  keeper.add("c1", ["a", "b"]);
  keeper.done("b");
  expect(keeper.take()).toBeUndefined();
  keeper.done("a");
  expect(keeper.take()).toBe("c1");
});
