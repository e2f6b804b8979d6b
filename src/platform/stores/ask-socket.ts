import net from "node:net";
import { wireCommand } from "./wire-command.ts";

/** Sends `question` to a unix socket and says whether the first bytes of the answer are right, within `limitMs`. */
export function askSocket(
  socket: string,
  question: string | Buffer,
  isRight: (answer: Buffer) => boolean,
  limitMs = 2000,
): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = net.connect(socket, () => connection.write(question));
    const end = (answer: boolean): void => {
      connection.destroy();
      resolve(answer);
    };
    connection.setTimeout(limitMs, () => end(false));
    connection.on("error", () => end(false));
    connection.on("close", () => end(false));
    connection.on("data", (data) => end(isRight(data)));
  });
}

/** True when a process takes connections, even one that is not ready to serve. */
export function isListening(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = net.connect(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.on("error", () => resolve(false));
  });
}

export function pingRedis(socket: string): Promise<boolean> {
  return askSocket(socket, "PING\r\n", (answer) => answer.toString().startsWith("+PONG"));
}

/** True when the server took the order; its socket disappears when it has written everything. */
export function shutDownRedis(socket: string): Promise<boolean> {
  return askSocket(socket, "SHUTDOWN\r\n", () => true, 5000);
}

const mongoPing = wireCommand({ ping: 1, $db: "admin" });

export function pingMongo(socket: string): Promise<boolean> {
  return askSocket(socket, mongoPing, (answer) => answer.length > 21);
}
