import mongoose, { type Connection, type mongo } from "mongoose";

export type Db = mongo.Db;
export type Collection<T extends mongo.Document = mongo.Document> = mongo.Collection<T>;

/**
 * Opens a connection whose writes are acknowledged only when they are in the journal, on a replica set on most of its members.
 * A write waits at most 5 s for a server that is starting again, then fails.
 */
export async function connectMongo(uri: string, database: string): Promise<Connection> {
  return await mongoose
    .createConnection(uri, {
      dbName: database,
      writeConcern: { w: "majority", journal: true },
      retryWrites: !isStandalone(uri),
      serverSelectionTimeoutMS: 5000,
      maxPoolSize: 32,
    })
    .asPromise();
}

/** The native database of a connection. */
export function nativeDb(connection: Connection): Db {
  if (!connection.db) throw new Error("the MongoDB connection is not open");
  return connection.db;
}

/** True when a write failed because a document with the same unique key is there already: often its own first try. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { code?: unknown }).code === 11000;
}

function isStandalone(uri: string): boolean {
  return /[?&]directConnection=true/.test(uri);
}
