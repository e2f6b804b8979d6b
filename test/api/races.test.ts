import { expect, test } from "vitest";
import { ApiError } from "../../web/client/client.ts";
import { openRacers, type Round } from "./racers.ts";

const rounds = Number(process.env.RACE_ROUNDS ?? 20);

/** How a call ended: done, or refused with a code and the names of who has it. */
type Outcome =
  | { readonly isDone: true }
  | { readonly isDone: false; readonly status: number; readonly code: string; readonly by: readonly string[] };

async function outcome(call: Promise<unknown>): Promise<Outcome> {
  return call.then(
    () => ({ isDone: true }) as const,
    (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      return { isDone: false, status: error.status, code: error.code, by: error.by } as const;
    },
  );
}

test(
  `two processes, ${rounds} rounds of each race: one wins, and who loses is told who has it`,
  { timeout: 120_000 + rounds * 10_000 },
  async () => {
    const openRound = await openRacers();
    for (let n = 0; n < rounds; n++) {
      const round = await openRound(n);
      await confirmTwice(round);
      await acceptTwice(round);
      await acceptWhileCancelled(round);
      await acceptAtExpiry(round);
      await checkOutTwice(round);
    }
  },
);

async function confirmTwice({ request, sides: [first, second], helperIds }: Round): Promise<void> {
  const { id } = await request("proposed", { candidates: helperIds.map((personId) => ({ personId, score: 50, reasons: "同网格" })) });
  const pick = { params: { requestId: id }, body: { numbers: [1] as [number] } };
  const ends = await Promise.all([
    outcome(first.coordinators[0].pickCandidates(pick)),
    outcome(second.coordinators[1].pickCandidates(pick)),
  ]);
  expectOneWinner(ends);
  await giveUp(first, id);
}

async function acceptTwice({ request, sides: [first, second], stored }: Round): Promise<void> {
  const { id } = await request("offered");
  const params = { requestId: id };
  const ends = await Promise.all([outcome(first.helpers[0].acceptOffer({ params })), outcome(second.helpers[1].acceptOffer({ params }))]);
  expectOneWinner(ends);
  expect((await stored(id)).assignments.filter(({ status }) => status === "accepted")).toHaveLength(1);
  await giveUp(first, id);
}

async function acceptWhileCancelled({ request, sides: [first, second], stored }: Round): Promise<void> {
  const { id, version } = await request("offered");
  const params = { requestId: id };
  const [accepted, cancelled] = await Promise.all([
    outcome(first.helpers[0].acceptOffer({ params })),
    outcome(second.resident.cancelMyRequest({ params, body: {} }, { ifVersion: version })),
  ]);
  expect([accepted, cancelled].filter(({ isDone }) => isDone)).toHaveLength(1);
  expect((await stored(id)).status).toBe(accepted.isDone ? "accepted" : "cancelled");
  if (!accepted.isDone) return;
  expect(cancelled).toMatchObject({ status: 412, code: "request.not-as-seen", by: [expect.any(String)] });
  await giveUp(first, id);
}

/** The offer ends while the helper says yes: a yes that came in time counts, and is never half of both. */
async function acceptAtExpiry({ request, sides: [first, second], stored }: Round): Promise<void> {
  const past = new Date("2026-11-23T08:59:00+08:00");
  const { id } = await request("offered", { nextDueAt: past }, { expiresAt: past });
  const accepted = await outcome(second.helpers[0].acceptOffer({ params: { requestId: id } }));
  const { assignments } = await stored(id);
  expect(assignments.filter(({ status }) => status === "accepted")).toHaveLength(accepted.isDone ? 1 : 0);
  await giveUp(first, id);
}

async function checkOutTwice({ request, sides: [first, second], stored, minutesOf }: Round): Promise<void> {
  const { id } = await request("in_progress");
  const call = { params: { requestId: id }, body: {} };
  const ends = await Promise.all([outcome(first.helpers[0].checkOut(call)), outcome(second.helpers[0].checkOut(call))]);
  expect(ends.filter(({ isDone }) => isDone).length).toBeGreaterThan(0);
  expect((await stored(id)).history.filter(({ event }) => event === "check_out")).toHaveLength(1);
  const minutes = await minutesOf(id);
  expect(minutes).toBeGreaterThanOrEqual(60);
  expect(minutes).toBeLessThan(120);
}

async function giveUp({ resident }: Round["sides"][0], id: string): Promise<void> {
  await resident.cancelMyRequest({ params: { requestId: id }, body: {} });
}

function expectOneWinner(ends: readonly Outcome[]): void {
  expect(ends.filter(({ isDone }) => isDone)).toHaveLength(1);
  expect(ends.find(({ isDone }) => !isDone)).toMatchObject({ status: 409, by: [expect.any(String)] });
}
