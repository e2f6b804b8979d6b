import { createRequire } from "node:module";
import type { Socket } from "node:net";
import path from "node:path";

type ConnectionClass = new (socket: Socket, options: object) => object;

/** The class the driver makes its connections of. It is not exported, so it is read where the driver lies that mongoose brings. */
const requireHere = createRequire(import.meta.url);
const driver = path.dirname(createRequire(requireHere.resolve("mongoose")).resolve("mongodb/package.json"));
const { Connection } = requireHere(path.join(driver, "lib/cmap/connection.js")) as { Connection: ConnectionClass };

/**
 * A connection that fails what is asked of it once the server has hung up.
 *
 * The driver learns of an end from the socket's `close`, which comes some turns of the event loop after the socket was destroyed. What is
 * written in between is answered by no event at all and its caller waits for ever (mongodb 7.8 and 7.9, `writeCommand` awaits `drain`).
 * An `error` is told at once, so the end is made one. Handed to the driver as `connectionType`.
 */
export class PromptConnection extends Connection {
  constructor(socket: Socket, options: object) {
    socket.once("end", () => socket.destroy(new Error("the MongoDB server closed the connection")));
    super(socket, options);
  }
}
