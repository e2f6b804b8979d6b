import { setTimeout as wait } from "node:timers/promises";
import { connectMongo, nativeDb } from "../../src/platform/mongo.ts";
import { storesOf } from "../../test/support/product.ts";

const limitMs = 30_000;

/** Of the acknowledged messages, how many are in the network's journal and how many the bot is done with, read from the database itself. */
export async function countStored(
  dataDir: string,
  acknowledged: readonly string[],
): Promise<{ readonly acknowledged: number; readonly inStore: number; readonly done: number }> {
  const connection = await connectMongo(storesOf(dataDir).MONGODB_URI, "yimi");
  const db = nativeDb(connection);
  const look = async () => ({
    acknowledged: acknowledged.length,
    inStore: await db.collection<{ _id: string }>("simMessages").countDocuments({ _id: { $in: [...acknowledged] } }),
    done: await db.collection("inbox").countDocuments({ "message.id": { $in: [...acknowledged] }, state: "done" }),
  });
  try {
    let counts = await look();
    for (const until = performance.now() + limitMs; counts.done < counts.acknowledged && performance.now() < until; counts = await look())
      await wait(500);
    return counts;
  } finally {
    await connection.close();
  }
}
