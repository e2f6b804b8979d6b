import { describe, expect, test } from "vitest";
import { demoStation, tuesdayAtTen } from "../../../test/support/demo-station.ts";
import { addMinutes, isDomainError } from "../../platform/index.ts";
import { boundHelpers, findRequest, type ServiceRequest } from "../../request/index.ts";
import { blockTime, setHelperStatus } from "../../station/index.ts";
import { findLoads } from "../loads.ts";
import { acceptOffer, answerCounter, counterOffer, declineOffer, expireOffers } from "./answer.ts";
import { pickCandidates } from "./pick.ts";

const station = await demoStation();
const { deps } = station;

const offerOf = (request: ServiceRequest, id: string) => request.offers.filter(({ volunteerId }) => volunteerId === id);
const bookingsOf = async (id: string) => (await findLoads(deps, [id])).get(id)?.bookings.map(({ requestId }) => requestId) ?? [];
const told = (request: ServiceRequest, kind: string) =>
  deps.db
    .collection<{ _id: string; requestId: string; kind: string; to: string }>("notices")
    .find({ requestId: request.id, kind })
    .map(({ to }) => to)
    .toArray();

describe("accepting", () => {
  test("of sixteen who say yes at once one has it, the others are told who, and only the winner's time is booked", async () => {
    const helpers = station.newHelpers(16);
    const request = await station.offeredTo(helpers);
    const answers = await Promise.allSettled(helpers.map(({ id }) => acceptOffer(deps, request.id, id)));
    const after = await findRequest(deps, request.id);
    const [winner] = boundHelpers(after);
    expect(after.status).toBe("accepted");
    expect(boundHelpers(after)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "matching.taken", details: { heldBy: [winner] } });
    }
    const booked = (await Promise.all(helpers.map(({ id }) => bookingsOf(id)))).filter((list) => list.includes(request.id));
    expect(booked).toHaveLength(1);
    expect(after.offers.map(({ status }) => status).toSorted()).toEqual(["accepted", ...Array(15).fill("superseded")]);
    await expect.poll(() => told(request, "helper.taken")).toHaveLength(15);
  });

  test("saying yes twice is one yes", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.offeredTo([helper]);
    const once = await acceptOffer(deps, request.id, helper.id);
    const twice = await acceptOffer(deps, request.id, helper.id);
    expect(twice.version).toBe(once.version);
    expect(twice.assignments).toHaveLength(1);
  });

  test("a no that becomes a yes uses the same row", async () => {
    const [first, second] = station.newHelpers(2);
    const request = await station.offeredTo([first, second]);
    await declineOffer(deps, request.id, first.id, "值班");
    const after = await acceptOffer(deps, request.id, first.id);
    expect(offerOf(after, first.id)).toMatchObject([{ status: "accepted" }]);
    expect(after.status).toBe("accepted");
  });

  test("who was not asked, or comes after the end, is refused", async () => {
    const [asked, other] = station.newHelpers(2);
    const request = await station.offeredTo([asked]);
    await expect(acceptOffer(deps, request.id, other.id)).rejects.toMatchObject({ code: "matching.not-offered" });
    expect(await bookingsOf(other.id)).toEqual([]);
  });

  test("a gate that closed since the question was put holds", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.offeredTo([helper]);
    await setHelperStatus(deps, helper.id, "review");
    await expect(acceptOffer(deps, request.id, helper.id)).rejects.toMatchObject({ code: "matching.not-allowed-helper" });
  });

  test("one helper cannot promise the same hour to two requests at once", async () => {
    const [helper] = station.newHelpers(1);
    const one = await station.offeredTo([helper]);
    const two = await station.offeredTo([helper]);
    const answers = await Promise.allSettled([acceptOffer(deps, one.id, helper.id), acceptOffer(deps, two.id, helper.id)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await bookingsOf(helper.id)).toHaveLength(1);
  });
});

describe("a task for two", () => {
  test("is accepted when both have said yes, and the first hears of it", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other], { itemCode: "EL03" });
    const half = await acceptOffer(deps, request.id, one.id);
    expect(half.status).toBe("offered");
    const whole = await acceptOffer(deps, request.id, other.id);
    expect(whole.status).toBe("accepted");
    expect(boundHelpers(whole)).toEqual([one.id, other.id]);
    await expect.poll(() => told(request, "helper.team_complete")).toEqual([one.id]);
  });

  test("a child is never served by one adult alone, whatever the item asks", async () => {
    const child = { ...station.newResident(), birthDate: "2018-05-01" };
    await deps.db.collection<{ _id: string }>("people").updateOne({ _id: child.id }, { $set: { birthDate: child.birthDate } });
    const [one] = station.newHelpers(1);
    const request = await station.offeredTo([one], { itemCode: "EL04", resident: child });
    expect(request.people).toBe(2);
    expect((await acceptOffer(deps, request.id, one.id)).status).toBe("offered");
  });

  test("both at once make one team", async () => {
    const helpers = station.newHelpers(4);
    const request = await station.offeredTo(helpers, { itemCode: "EL03" });
    const answers = await Promise.allSettled(helpers.map(({ id }) => acceptOffer(deps, request.id, id)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const after = await findRequest(deps, request.id);
    expect(boundHelpers(after)).toHaveLength(2);
    expect(after.status).toBe("accepted");
    const booked = await Promise.all(helpers.map(({ id }) => bookingsOf(id)));
    expect(booked.filter((list) => list.length > 0)).toHaveLength(2);
  });

  test("after a partner's no, the yes of the other does not leave the search standing", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other], { itemCode: "EL03" });
    await declineOffer(deps, request.id, other.id, "值班");
    const half = await acceptOffer(deps, request.id, one.id);
    expect(half).toMatchObject({ status: "offered", nextDueAt: half.statusAt });
    const after = await expireOffers(deps, request.id);
    expect(after.status).toBe("queued");
    expect(boundHelpers(after)).toEqual([one.id]);
  });
});

describe("declining", () => {
  test("the last no brings the next wave or the coordinators, and is safe to repeat", async () => {
    const proposed = await station.proposed();
    const best = proposed.candidates[0]?.personId ?? "";
    const request = await pickCandidates(deps, proposed.id, {
      by: { role: "coordinator", personId: "PL-S002" },
      numbers: [1],
      isOnly: true,
    });
    const next = await declineOffer(deps, request.id, best, "值班");
    expect(next.status).toBe("offered");
    expect(offerOf(next, best)).toMatchObject([{ status: "declined", reason: "值班" }]);
    expect(next.round).toBe(2);
    const again = await declineOffer(deps, request.id, best, "值班");
    expect(again.version).toBe(next.version);
  });

  test("a no from somebody who has accepted changes nothing: they step back by withdrawing", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper]);
    expect((await declineOffer(deps, request.id, helper.id, "忙")).version).toBe(request.version);
    expect((await findLoads(deps, [helper.id])).get(helper.id)?.bookings).toHaveLength(1);
  });

  test("an offer whose time is over expires once", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.offeredTo([helper], { wish: { startAt: addMinutes(tuesdayAtTen, 3 * 24 * 60) } });
    const before = deps.clock.now();
    deps.clock.set(addMinutes(offerOf(request, helper.id)[0]?.expiresAt ?? before, 1));
    const next = await expireOffers(deps, request.id);
    expect(offerOf(next, helper.id)).toMatchObject([{ status: "expired" }]);
    const again = await expireOffers(deps, request.id);
    expect(again.offers.filter(({ status }) => status === "expired")).toHaveLength(1);
    deps.clock.set(before);
  });
});

describe("another time", () => {
  test("the resident's yes binds the helper at the new time and tells them", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.offeredTo([helper]);
    const startAt = addMinutes(tuesdayAtTen, 30);
    await counterOffer(deps, request.id, helper.id, startAt);
    const after = await answerCounter(deps, request.id, { role: "resident", personId: request.requesterId }, true);
    expect(after).toMatchObject({ status: "accepted", wish: { startAt } });
    await expect.poll(() => told(request, "helper.confirmed")).toEqual([helper.id]);
  });

  test("the resident's no ends that offer only, and the helper hears it", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other]);
    await counterOffer(deps, request.id, one.id, addMinutes(tuesdayAtTen, 30));
    const after = await answerCounter(deps, request.id, { role: "resident", personId: request.requesterId }, false);
    expect(after.status).toBe("offered");
    expect(offerOf(after, one.id)).toMatchObject([{ status: "declined" }]);
    expect(offerOf(after, other.id)).toMatchObject([{ status: "offered" }]);
    await expect.poll(() => told(request, "helper.counter_refused")).toEqual([one.id]);
    await expect(answerCounter(deps, request.id, { role: "resident", personId: request.requesterId }, true)).rejects.toMatchObject({
      code: "matching.no-counter",
    });
  });

  test("a proposal the resident leaves unanswered ends, its helper hears it, and the others have their time back", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other]);
    const before = deps.clock.now();
    const until = offerOf(request, other.id)[0]?.expiresAt ?? before;
    const countered = await counterOffer(deps, request.id, one.id, addMinutes(tuesdayAtTen, 30));
    deps.clock.set(offerOf(countered, one.id)[0]?.expiresAt ?? before);
    const after = await expireOffers(deps, request.id);
    expect(offerOf(after, one.id)).toMatchObject([{ status: "declined" }]);
    expect(offerOf(after, other.id)).toMatchObject([{ status: "offered", expiresAt: addMinutes(until, 60) }]);
    await expect.poll(() => told(request, "helper.counter_refused")).toEqual([one.id]);
    deps.clock.set(before);
  });

  test("a yes to one helper's time frees the partner who promised the old one", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other], { itemCode: "EL03" });
    await acceptOffer(deps, request.id, one.id);
    const startAt = addMinutes(tuesdayAtTen, 60);
    await counterOffer(deps, request.id, other.id, startAt);
    const after = await answerCounter(deps, request.id, { role: "resident", personId: request.requesterId }, true);
    expect(after).toMatchObject({ status: "offered", wish: { startAt } });
    expect(boundHelpers(after)).toEqual([other.id]);
    expect(await bookingsOf(one.id)).toEqual([]);
  });

  test("who said that week is busy may still say yes to a question already put", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.offeredTo([helper]);
    await blockTime(deps, helper.id, { from: deps.clock.now(), to: addMinutes(tuesdayAtTen, 600) });
    const answer = await acceptOffer(deps, request.id, helper.id).catch((error: unknown) => error);
    expect(isDomainError(answer)).toBe(false);
  });
});
