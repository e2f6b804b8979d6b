import { computed, type InjectionKey, inject, reactive, ref } from "vue";
import type { Message, Person, Room } from "./interface.ts";
import * as server from "./interface.ts";
import { listen } from "./listen.ts";
import { remember } from "./remember.ts";

const typingShownMs = 6_000;
const clockFollowMs = 400;

export type Simulator = ReturnType<typeof createSimulator>;
export const simulatorKey: InjectionKey<Simulator> = Symbol("simulator");

export function useSimulator(): Simulator {
  const simulator = inject(simulatorKey);
  if (!simulator) throw new Error("no simulator is provided");
  return simulator;
}

/** What one chat of one person is remembered under: their own chat with the bot, or a room. */
export function chatKey(personId: string, room?: string): string {
  return room === undefined ? personId : `${personId}@${room}`;
}

/** The page's picture of the network: people, what each open phone sees, what was read, the clock. */
export function createSimulator() {
  const people = ref<readonly Person[]>([]);
  const rooms = ref<readonly Room[]>([]);
  const isConnected = ref(false);
  const hasFailed = ref(false);
  /** What each person with a phone on screen can see, own chat and rooms together. */
  const inboxes = reactive(new Map<string, readonly Message[]>());
  const lastSeqs = reactive(new Map<string, number>());
  /** Until when (browser time) the bot is shown as typing to a person. */
  const typingUntil = reactive(new Map<string, number>());
  const seen = remember<Record<string, number>>("seen", {});
  /** Rises whenever requests may have changed. */
  const requestNews = ref(0);
  const clockOffsetMs = ref(0);
  const browserNow = ref(Date.now());
  const now = computed(() => browserNow.value + clockOffsetMs.value);
  setInterval(() => {
    browserNow.value = Date.now();
  }, 500);

  const peopleById = computed(() => new Map(people.value.map((person) => [person.id, person])));
  const roomOf = (personId: string) => rooms.value.find((room) => room.memberIds.includes(personId));

  /** Runs a look at the server; a failure only shows in the bar, the next look repeats it. */
  async function attempt(look: () => Promise<void>): Promise<void> {
    try {
      await look();
      hasFailed.value = false;
    } catch {
      hasFailed.value = true;
    }
  }

  const loading = new Map<string, Promise<void>>();
  /** Fetches what is new for a person; one fetch at a time, a call meanwhile makes one more. */
  function loadInbox(personId: string): Promise<void> {
    const before = loading.get(personId) ?? Promise.resolve();
    const mine = before.then(() => attempt(() => fetchInbox(personId)));
    loading.set(personId, mine);
    return mine;
  }
  async function fetchInbox(personId: string): Promise<void> {
    const known = inboxes.get(personId) ?? [];
    const news = await server.listMessages(personId, known.at(-1)?.seq ?? 0);
    if (news.some((message) => message.from !== personId && message.room === undefined)) typingUntil.delete(personId);
    inboxes.set(personId, [...known, ...news]);
  }

  const lookAtPeople = () =>
    attempt(async () => {
      [people.value, rooms.value] = await Promise.all([server.listPeople(), server.listRooms()]);
      for (const person of people.value) lastSeqs.set(person.id, person.lastSeq);
      forgetIfEmptied();
    });
  /** A data folder that was emptied counts from 1 again: what was seen before means nothing then. */
  function forgetIfEmptied(): void {
    const newest = Math.max(0, ...lastSeqs.values());
    const newestSeen = Math.max(0, ...Object.entries(seen).flatMap(([key, seq]) => (key.includes("@") ? [] : [seq])));
    if (newestSeen <= newest) return;
    for (const key of Object.keys(seen)) delete seen[key];
    for (const personId of inboxes.keys()) inboxes.set(personId, []);
  }

  const lookAtClock = () =>
    attempt(async () => {
      const answer = await server.readClock();
      clockOffsetMs.value = Date.parse(answer.now) - Date.now();
    });

  listen({
    message({ seq, person, room }) {
      if (person !== undefined) lastSeqs.set(person, Math.max(seq, lastSeqs.get(person) ?? 0));
      for (const personId of inboxes.keys()) {
        if (personId === person || (room !== undefined && roomOf(personId)?.id === room)) void loadInbox(personId);
      }
    },
    request: () => void requestNews.value++,
    typing: showTyping,
    clock: () => void lookAtClock(),
    connected: (value) => {
      isConnected.value = value;
    },
    lookAround() {
      void lookAtPeople().then(() => Promise.all([...inboxes.keys()].map(loadInbox)));
      void lookAtClock();
      requestNews.value++;
    },
  });

  function showTyping(personId: string): void {
    typingUntil.set(personId, Date.now() + typingShownMs);
  }

  /** Sends as this person; `twice` sends the same message with the same client id a second time, as a shaky network does. */
  async function send(personId: string, text: string, options: { room?: string | undefined; twice?: boolean } = {}): Promise<void> {
    const message = { from: personId, text, clientId: crypto.randomUUID(), ...(options.room !== undefined && { room: options.room }) };
    await Promise.all([server.sendMessage(message), ...(options.twice ? [server.sendMessage(message)] : [])]);
    if (options.room === undefined) showTyping(personId);
    await loadInbox(personId);
  }

  function unreadIn(personId: string, room?: string): number {
    const readTo = seen[chatKey(personId, room)] ?? 0;
    const inbox = inboxes.get(personId);
    if (!inbox) return room === undefined && (lastSeqs.get(personId) ?? 0) > readTo ? 1 : 0;
    return inbox.filter((message) => message.room === room && message.seq > readTo && message.from !== personId).length;
  }

  /** Time goes from one due moment to the next, which takes seconds for a day: the clock is shown on its way. */
  async function advance(duration: string): Promise<void> {
    const following = setInterval(() => void lookAtClock(), clockFollowMs);
    try {
      await server.advanceClock(duration);
    } finally {
      clearInterval(following);
      await lookAtClock();
    }
  }

  return {
    people,
    peopleById,
    isConnected,
    hasFailed,
    now,
    browserNow,
    requestNews,
    roomOf,
    openInbox: (personId: string) => {
      if (!inboxes.has(personId)) inboxes.set(personId, []);
      void loadInbox(personId);
    },
    messagesIn: (personId: string, room?: string) => (inboxes.get(personId) ?? []).filter((message) => message.room === room),
    isTypingTo: (personId: string) => (typingUntil.get(personId) ?? 0) > browserNow.value,
    markSeen(personId: string, room: string | undefined, seq: number) {
      const key = chatKey(personId, room);
      if ((seen[key] ?? 0) < seq) seen[key] = seq;
    },
    unreadIn,
    /** Where a person's own chat stands, to put those with news first. */
    lastSeqOf: (personId: string) => lastSeqs.get(personId) ?? 0,
    send,
    advance,
  };
}
