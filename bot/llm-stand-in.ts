/** For tests: a language model on this machine that answers as told. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface LlmReply {
  readonly status?: number;
  readonly body: string;
}

/** An answer in the form of OpenAI-compatible services. */
export const saying = (content: unknown): LlmReply => ({
  body: JSON.stringify({ choices: [{ message: { content: typeof content === "string" ? content : JSON.stringify(content) } }] }),
});

export interface LlmStandIn {
  /** What it was asked since the last `close`. */
  readonly asked: { readonly body: Record<string, unknown>; readonly authorization: string | undefined }[];
  /** Starts one that gives this reply, undefined: never any. Resolves to its base address. */
  answers(reply: LlmReply | undefined): Promise<string>;
  close(): void;
}

export function llmStandIn(): LlmStandIn {
  let server: Server | undefined;
  const asked: LlmStandIn["asked"] = [];
  return {
    asked,
    async answers(reply) {
      const running = createServer((request, response) => {
        let text = "";
        request.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        request.on("end", () => {
          asked.push({ body: JSON.parse(text) as Record<string, unknown>, authorization: request.headers.authorization });
          if (!reply) return;
          response.writeHead(reply.status ?? 200, { "content-type": "application/json" });
          response.end(reply.body);
        });
      });
      server = running;
      await new Promise<void>((resolve) => running.listen(0, "127.0.0.1", resolve));
      return `http://127.0.0.1:${(running.address() as AddressInfo).port}/v1`;
    },
    close() {
      server?.closeAllConnections();
      server?.close();
      server = undefined;
      asked.length = 0;
    },
  };
}
