import { openListener } from "../chat/listener.ts";
import type { Exchange } from "./traffic.ts";

const limitMs = 60_000;

/** Residents of the demo town on the simulated network. */
export async function openLocal(url: string, text: string): Promise<{ readonly exchange: Exchange; close(): void }> {
  const listener = await openListener(url);
  const people = (await (await fetch(`${url}/sim/people`)).json()) as { id: string; role: string }[];
  const residents = people.filter(({ role }) => role === "resident").map(({ id }) => id);
  return {
    close: () => listener.close(),
    exchange: async (number) => {
      const from = residents[number % residents.length] ?? "";
      const answered = listener.next(from, limitMs);
      const body = JSON.stringify({ from, text });
      const [posted] = await Promise.all([
        fetch(`${url}/sim/messages`, { method: "POST", headers: { "content-type": "application/json" }, body }),
        answered,
      ]);
      await posted.text();
    },
  };
}
