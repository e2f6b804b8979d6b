/** Hears of the bot's private messages at the moment they are visible, by the simulator's event stream. */
export interface Listener {
  /** Resolves with the moment (`performance.now()`) of the next message of the bot to this person; rejects after `limitMs`. */
  next(personId: string, limitMs: number): Promise<number>;
  close(): void;
}

export async function openListener(url: string): Promise<Listener> {
  const waiting = new Map<string, (at: number) => void>();
  const stopping = new AbortController();
  const { body } = await fetch(`${url}/sim/events`, { signal: stopping.signal });
  if (!body) throw new Error("the product has no event stream");

  const hear = (block: string): void => {
    const [, event] = /^event: (.*)$/m.exec(block) ?? [];
    const [, data] = /^data: (.*)$/m.exec(block) ?? [];
    if (event !== "message" || data === undefined) return;
    const { person, from } = JSON.parse(data) as { person?: string; from: string };
    if (from === "yimi" && person !== undefined) waiting.get(person)?.(performance.now());
  };
  const read = async (): Promise<void> => {
    let left = "";
    const decoder = new TextDecoder();
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
      const blocks = (left + decoder.decode(piece, { stream: true })).split("\n\n");
      left = blocks.pop() ?? "";
      for (const block of blocks) hear(block);
    }
  };
  read().catch(() => undefined);

  return {
    next: (personId, limitMs) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(personId);
          reject(new Error(`${personId} got no answer`));
        }, limitMs);
        waiting.set(personId, (at) => {
          clearTimeout(late);
          waiting.delete(personId);
          resolve(at);
        });
      }),
    close: () => stopping.abort(),
  };
}
