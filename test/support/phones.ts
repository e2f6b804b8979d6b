/** People on the simulator's HTTP interface (docs/simulator.md), as patient as people are: what is not answered is sent again. */
import { setTimeout as wait } from "node:timers/promises";

export interface SimPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

export interface SimRequest {
  readonly code: string;
  readonly status: string;
  readonly offers: readonly { readonly volunteerId: string; readonly status: string }[];
  readonly assignments: readonly { readonly volunteerId: string; readonly status: string }[];
}

interface Seen {
  readonly seq: number;
  readonly from: string;
  readonly room?: string;
  readonly text: string;
}

export interface Phones {
  /** Ids of all messages that were answered with 202. */
  readonly acknowledged: ReadonlySet<string>;
  people(): Promise<readonly SimPerson[]>;
  /** Sends until it is acknowledged, always with the same client id. */
  send(from: string, text: string): Promise<string>;
  /** Sends the message that was number `sent` again, as a phone with a bad connection does; answers its id. */
  repeat(from: string, text: string, sent: number): Promise<string>;
  /** Sends and waits for the first private answer after it that matches. */
  say(from: string, text: string, answer: RegExp): Promise<RegExpExecArray>;
  /** What the bot wrote to this person, oldest first. */
  heard(personId: string): Promise<readonly string[]>;
  request(code: string): Promise<SimRequest>;
  /** Looks until the request is in one of these states. */
  until(code: string, statuses: readonly string[], limitMs?: number): Promise<SimRequest>;
  advance(duration: string): Promise<void>;
}

const patienceMs = 120_000;
/** People look again soon, then less and less often: a hundred of them must not be what the product is busy with. */
const firstPollMs = 60;
const longestPollMs = 1_000;

export function openPhones(url: string, name = "p"): Phones {
  const acknowledged = new Set<string>();
  let sent = 0;

  /** Until it works: the product may be down or its store away at any moment. */
  async function call<T>(path: string, body?: unknown, limitMs = patienceMs): Promise<T> {
    for (const until = performance.now() + limitMs; ; await wait(100)) {
      const answer = await attempt(`${url}${path}`, body);
      if (answer.status < 400) return answer.body as T;
      if (answer.status < 500 || performance.now() > until)
        throw new Error(`${path} answers ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  const messages = (personId: string, after: number) => call<readonly Seen[]>(`/sim/messages?person=${personId}&after=${after}`);

  async function post(from: string, text: string, number: number): Promise<string> {
    const { id } = await call<{ id: string }>("/sim/messages", { from, text, clientId: `${name}-${number}` });
    acknowledged.add(id);
    return id;
  }

  async function send(from: string, text: string): Promise<string> {
    sent += 1;
    return post(from, text, sent);
  }

  return {
    acknowledged,
    people: () => call("/sim/people"),
    send,
    repeat: post,
    async say(from, text, answer) {
      const before = (await messages(from, 0)).at(-1)?.seq ?? 0;
      await send(from, text);
      let seen: readonly Seen[] = [];
      let pollMs = firstPollMs;
      for (const until = performance.now() + patienceMs; performance.now() < until; pollMs = await pause(pollMs)) {
        seen = (await messages(from, before)).filter(({ from, room }) => from === "yimi" && room === undefined);
        for (const { text } of seen) {
          const match = answer.exec(text);
          if (match) return match;
        }
      }
      throw new Error(`${from} wrote 「${text}」 and never read ${answer}, but: ${seen.map(({ text }) => text).join(" | ")}`);
    },
    heard: async (personId) => (await messages(personId, 0)).filter(({ from }) => from === "yimi").map(({ text }) => text),
    request: (code) => call(`/sim/requests?code=${code}`),
    async until(code, statuses, limitMs = patienceMs) {
      let pollMs = firstPollMs;
      for (const until = performance.now() + limitMs; ; pollMs = await pause(pollMs)) {
        const request = await call<SimRequest>(`/sim/requests?code=${code}`);
        if (statuses.includes(request.status)) return request;
        if (performance.now() > until) throw new Error(`${code} stays ${request.status} and is never ${statuses.join(" or ")}`);
      }
    },
    advance: async (duration) => {
      await call("/sim/clock", { advance: duration });
    },
  };
}

/** Answers how long to wait the next time. */
async function pause(ms: number): Promise<number> {
  await wait(ms);
  return Math.min(ms * 1.4, longestPollMs);
}

async function attempt(address: string, body: unknown): Promise<{ status: number; body: unknown }> {
  try {
    const answer = await fetch(address, {
      signal: AbortSignal.timeout(15_000),
      ...(body !== undefined && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 599, body: "no answer" };
  }
}
