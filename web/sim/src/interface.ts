/** The simulator's HTTP interface (docs/simulator.md): all this page knows of the station. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly calledAs: string;
  readonly role: string;
  readonly communityId: string;
  readonly community: string;
  readonly lastSeq: number;
}

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly memberIds: readonly string[];
}

export interface Message {
  readonly seq: number;
  readonly from: string;
  readonly room?: string;
  readonly text: string;
  readonly at: string;
}

export interface RequestLine {
  readonly code: string;
  readonly status: string;
  readonly item: string | null;
  readonly itemName: string | null;
  readonly startAt: string | null;
  readonly updatedAt: string;
}

export interface RequestState {
  readonly code: string;
  readonly status: string;
  readonly item: string | null;
  readonly startAt: string | null;
  readonly offers: readonly { readonly volunteerId: string; readonly status: string }[];
  readonly assignments: readonly { readonly volunteerId: string; readonly status: string; readonly creditedMinutes: number | null }[];
  readonly rating: { readonly stars: number | null; readonly words?: string } | null;
  readonly history: readonly {
    readonly at: string;
    readonly event: string;
    readonly from: string;
    readonly to: string;
    readonly by: { readonly role: string; readonly personId?: string };
    readonly reason?: string;
  }[];
}

export interface NewMessage {
  readonly from: string;
  readonly room?: string;
  readonly text: string;
  readonly clientId: string;
}

export const listPeople = () => ask<Person[]>("people");
export const listRooms = () => ask<Room[]>("rooms");
export const listMessages = (person: string, after: number) =>
  ask<Message[]>(`messages?person=${encodeURIComponent(person)}&after=${after}`);
export const sendMessage = (message: NewMessage) => ask<{ id: string }>("messages", message);
export const listRequests = () => ask<RequestLine[]>("requests");
export const findRequest = (code: string) => ask<RequestState>(`requests?code=${encodeURIComponent(code)}`);
export const readClock = () => ask<{ now: string }>("clock");
export const advanceClock = (advance: string) => ask<{ now: string }>("clock", { advance });

/** The server answered, but not with what was asked for. */
export class AnswerError extends Error {
  readonly status: number;

  constructor(path: string, status: number) {
    super(`${path}: ${status}`);
    this.status = status;
  }
}

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`/sim/${path}`, body ? { method: "POST", headers, body: JSON.stringify(body) } : {});
  if (!response.ok) throw new AnswerError(path, response.status);
  return (await response.json()) as Answer;
}
