import type { ServerResponse } from "node:http";
import type { Hint, Looking, Network, SimMessage } from "../../bot/local-puppet/network/index.ts";
import type { Log } from "../../src/platform/index.ts";

export interface EventsDeps {
  readonly network: Network;
  readonly log: Log;
  /** Answers another text whenever a request has changed. */
  readonly stateOfRequests: () => Promise<string>;
}

export interface Events {
  /** Keeps `response` open as a stream of events until its reader goes. */
  join(response: ServerResponse): void;
  stop(): Promise<void>;
}

const keepAliveMs = 15_000;
const requestPollMs = 2_000;
const mostBufferedBytes = 1_000_000;

/** Server-sent events for any number of pages. An event only says where to look; one watch of the network serves them all. */
export function openEvents({ network, log, stateOfRequests }: EventsDeps): Events {
  const readers = new Set<ServerResponse>();
  let watching: { readonly looking: Promise<Looking>; readonly end: () => void } | undefined;

  function tell(event: string, data: object): void {
    for (const reader of readers) {
      if (reader.writableLength > mostBufferedBytes) reader.end();
      else reader.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  }

  async function watch(): Promise<Looking> {
    let seq = await network.lastSeq();
    let state = await stateOfRequests();
    let askedAt = performance.now();
    return network.watch(
      async () => {
        const news = await network.messagesAfter(seq);
        for (const message of news) tell("message", place(message));
        seq = news.at(-1)?.seq ?? seq;
        if (news.length === 0 && performance.now() - askedAt < requestPollMs) return;
        askedAt = performance.now();
        const before = state;
        state = await stateOfRequests();
        if (state !== before) tell("request", {});
      },
      (error) => log.warn({ err: error }, "the simulated network does not answer"),
    );
  }

  function begin(): void {
    const deafen = network.onHint((hint: Hint) => {
      if (hint.kind === "typing") tell("typing", { to: hint.to });
      if (hint.kind === "clock") tell("clock", {});
    });
    const keepAlive = setInterval(() => {
      for (const reader of readers) reader.write(": still here\n\n");
    }, keepAliveMs);
    const looking = watch();
    looking.catch((error: unknown) => {
      log.warn({ err: error }, "the events could not begin");
      for (const reader of readers) reader.end();
    });
    watching = {
      looking,
      end: () => {
        deafen();
        clearInterval(keepAlive);
      },
    };
  }

  async function end(): Promise<void> {
    const ending = watching;
    watching = undefined;
    ending?.end();
    await (await ending?.looking.catch(() => undefined))?.stop();
  }

  return {
    join(response) {
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
      response.write("retry: 2000\nevent: hello\ndata: {}\n\n");
      readers.add(response);
      response.on("close", () => {
        readers.delete(response);
        if (readers.size === 0) void end();
      });
      if (watching === undefined) begin();
    },
    async stop() {
      for (const reader of readers) reader.end();
      readers.clear();
      await end();
    },
  };
}

function place({ seq, from, to, room }: SimMessage) {
  return room === undefined ? { seq, person: to ?? from, from } : { seq, room, from };
}
