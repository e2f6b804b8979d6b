import { Agent, request } from "node:http";

export interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends `times` calls, `atOnce` at a time over kept connections; answers calls a second. @throws Error at the first that is no success */
export async function shoot(url: string, times: number, atOnce: number, next: (n: number) => Shot): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  let n = 0;
  const startedAt = performance.now();
  const work = async () => {
    while (n < times) await send(url, agent, next(n++));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  agent.destroy();
  return (times / (performance.now() - startedAt)) * 1000;
}

function send(url: string, agent: Agent, { method, path, headers, body }: Shot): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { agent, method, headers }, (response) => {
      let text = "";
      response.on("data", (piece) => (text += String(piece)));
      response.on("end", () => {
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`${method} ${path} answered ${statusCode}: ${text.slice(0, 300)}`));
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}
