export interface Listeners {
  /** Something may be new in this person's chat, or in this room. */
  message(place: { seq: number; person?: string; room?: string }): void;
  request(): void;
  typing(personId: string): void;
  clock(): void;
  /** Nothing was heard for a while, or the stream has just (re)opened: look at everything. */
  lookAround(): void;
  connected(isConnected: boolean): void;
}

const pollWhileDeafMs = 2_000;
const pollWhileHearingMs = 20_000;

/** Hears the server's events; while the stream is broken it looks every two seconds instead. */
export function listen(listeners: Listeners): () => void {
  let isHearing = false;
  let lookedAt = 0;
  const source = new EventSource("/sim/events");

  function lookAround(): void {
    lookedAt = performance.now();
    listeners.lookAround();
  }
  function on<Data>(event: string, handle: (data: Data) => void): void {
    source.addEventListener(event, (message) => handle(JSON.parse((message as MessageEvent<string>).data) as Data));
  }

  on<object>("hello", () => {
    isHearing = true;
    listeners.connected(true);
    lookAround();
  });
  on<{ seq: number; person?: string; room?: string }>("message", listeners.message);
  on<object>("request", listeners.request);
  on<{ to: string }>("typing", ({ to }) => listeners.typing(to));
  on<object>("clock", listeners.clock);
  source.onerror = () => {
    isHearing = false;
    listeners.connected(false);
  };

  const timer = setInterval(() => {
    const restMs = isHearing ? pollWhileHearingMs : pollWhileDeafMs;
    if (performance.now() - lookedAt >= restMs) lookAround();
  }, 1_000);
  return () => {
    clearInterval(timer);
    source.close();
  };
}
