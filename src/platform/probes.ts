import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Platform } from "./platform.ts";

export interface ProbeAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

type Probed = Pick<Platform, "readiness" | "metrics" | "log">;

/** Answers /healthz (the process runs), /readyz (every store answers: 200, else 503) and /metrics; undefined for any other path. */
export async function answerProbe({ readiness, metrics }: Probed, path: string): Promise<ProbeAnswer | undefined> {
  if (path === "/healthz") return { status: 200, type: "text/plain; charset=utf-8", body: "ok\n" };
  if (path === "/metrics") return { status: 200, type: metrics.contentType, body: await metrics.text() };
  if (path !== "/readyz") return undefined;
  const ready = await readiness();
  return { status: ready.isReady ? 200 : 503, type: "application/json; charset=utf-8", body: `${JSON.stringify(ready)}\n` };
}

/** Serves only the probes, for a process that has no other listener. */
export async function startProbes(platform: Probed, host: string, port: number): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    void answerProbe(platform, request.url?.split("?")[0] ?? "")
      .catch((error: unknown) => {
        platform.log.error({ err: error }, "a probe failed");
        return { status: 500, type: "text/plain; charset=utf-8", body: "failed\n" };
      })
      .then((answer) => {
        const { status, type, body } = answer ?? { status: 404, type: "text/plain; charset=utf-8", body: "not here\n" };
        response.writeHead(status, { "content-type": type }).end(body);
      });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
