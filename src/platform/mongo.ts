import mongoose, { type Connection, type ConnectOptions, type mongo } from "mongoose";
import { PromptConnection } from "./mongo-connection.ts";

export type Db = mongo.Db;
export type Collection<T extends mongo.Document = mongo.Document> = mongo.Collection<T>;

/**
 * Opens a connection whose writes are acknowledged only when they are in the journal, on a replica set on most of its members.
 * While the server is starting again a write fails, at once or after 5 s at most: whoever must not lose it tries again.
 */
export async function connectMongo(uri: string, database: string): Promise<Connection> {
  const options: ConnectOptions & { connectionType: unknown } = {
    dbName: database,
    writeConcern: { w: "majority", journal: true },
    retryWrites: !isStandalone(uri),
    serverSelectionTimeoutMS: 5000,
    maxPoolSize: 32,
    connectionType: PromptConnection,
  };
  return await mongoose.createConnection(uri, options).asPromise();
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
