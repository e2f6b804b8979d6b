import type { Platform, Redis } from "../../src/platform/index.ts";

/** Everything an installation has stored, each thing as text under the name of its place. */
export interface Dump {
  readonly places: ReadonlyMap<string, string>;
  /** Places whose text has one of the words in it, as they are or in base64. */
  hits(words: readonly string[]): string[];
}

/** What somebody has who took the database and Redis along. */
export async function dumpStores({ db, redis, config }: Platform): Promise<Dump> {
  const places = new Map<string, string>();
  for (const { name } of await db.listCollections().toArray())
    for await (const document of db.collection<{ _id: unknown }>(name).find())
      places.set(`${name}/${String(document._id)}`, JSON.stringify(document));
  for await (const keys of redis.scanStream({ match: `${config.keyPrefix}*`, count: 1000 }) as AsyncIterable<string[]>)
    for (const key of keys) places.set(`redis/${key}`, `${key} ${await readKey(redis, key)}`);
  return {
    places,
    hits: (words) => {
      const wanted = words.flatMap((word) => [word, ...base64sOf(word)]);
      return [...places].flatMap(([place, text]) => wanted.filter((word) => text.includes(word)).map((word) => `${place}: ${word}`));
    },
  };
}

async function readKey(redis: Redis, key: string): Promise<string> {
  const type = await redis.type(key);
  if (type === "none") return ""; // gone by itself meanwhile
  if (type === "string") return (await redis.get(key)) ?? "";
  if (type === "hash") return JSON.stringify(await redis.hgetall(key));
  if (type === "list") return JSON.stringify(await redis.lrange(key, 0, -1));
  if (type === "set") return JSON.stringify(await redis.smembers(key));
  if (type === "zset") return JSON.stringify(await redis.zrange(key, "0", "-1"));
  if (type === "stream") return JSON.stringify(await redis.xrange(key, "-", "+"));
  throw new Error(`${key} is a ${type}, which nobody looked into`);
}

/** What a word looks like inside the base64 of a longer text: three shifts, without the characters its neighbours have a part in. */
export function base64sOf(word: string): string[] {
  const bytes = Buffer.from(word);
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor(((shift + bytes.length) * 8) / 6);
    return text.slice(from, to);
  });
}
