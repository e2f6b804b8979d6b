import { mongo } from "mongoose";
import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { batchInserts } from "./batch.ts";
import { isDuplicateKey } from "./mongo.ts";

const platform = await testPlatform();

test("documents of one turn are stored, and a taken key is refused to its own writer only", async () => {
  const notes = platform.db.collection<{ _id: string; n: number }>("notes");
  const insert = batchInserts(notes);
  await insert({ _id: "taken", n: 0 });
  const results = await Promise.allSettled([insert({ _id: "a", n: 1 }), insert({ _id: "taken", n: 2 }), insert({ _id: "b", n: 3 })]);
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(isDuplicateKey((results[1] as PromiseRejectedResult).reason)).toBe(true);
  expect(await notes.find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: "a", n: 1 },
    { _id: "b", n: 3 },
    { _id: "taken", n: 0 },
  ]);
});

test("when the server cannot be reached no document counts as stored", async () => {
  const away = new mongo.MongoClient("mongodb://127.0.0.1:1", { serverSelectionTimeoutMS: 100 });
  const insert = batchInserts(away.db("x").collection("notes"));
  const results = await Promise.allSettled([insert({ n: 1 }), insert({ n: 2 })]);
  expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
  await away.close();
});
