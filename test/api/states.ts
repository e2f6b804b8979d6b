import type { TestApi } from "../../miniprogram-api/test-api.ts";
import type { ServiceRequest } from "../../src/request/index.ts";

/** States an operation may need its request in; `soon` stands shortly before its start. */
export type State =
  | "collecting"
  | "submitted"
  | "proposed"
  | "offered"
  | "countered"
  | "soon"
  | "absent"
  | "overdue"
  | "retimed"
  | "in_progress"
  | "served"
  | "unverified"
  | "disputed"
  | "escalated"
  | "unfilled"
  | "suspended"
  | "referred"
  | "accepted";

const minutes = 60_000;

/** What a request holds in a state, put there past every rule: the fuzz is about the way in, the stories are about the life. */
export function fieldsOf(
  state: State,
  { now, helperId, receiverId }: { now: Date; helperId: string; receiverId: string },
): Partial<ServiceRequest> & Record<string, unknown> {
  const at = (offset: number) => new Date(now.getTime() + offset * minutes);
  const offer = { volunteerId: helperId, status: "offered" as const, round: 1, offeredAt: at(-5), expiresAt: at(600) };
  const bound = { volunteerId: helperId, status: "accepted" as const, acceptedAt: at(-60), creditedMinutes: null, isVerified: true };
  const accepted = { status: "accepted" as const, offers: [{ ...offer, status: "accepted" as const }], assignments: [bound], people: 1 };
  const inside = { ...bound, status: "checked_in" as const, checkInAt: at(-61) };
  const out = { ...inside, status: "checked_out" as const, checkOutAt: at(-1) };
  const soon = { "wish.startAt": at(20), "wish.endAt": at(80), "wish.isTimeOpen": false };
  const begun = { "wish.startAt": at(-61), "wish.endAt": at(60), "wish.isTimeOpen": false };
  const visit = { isBackHome: true };
  const fields: Record<State, Partial<ServiceRequest> & Record<string, unknown>> = {
    collecting: { status: "collecting" },
    submitted: {},
    proposed: { status: "proposed", candidates: [{ personId: helperId, score: 50, reasons: "同网格" }], people: 1 },
    offered: { status: "offered", offers: [offer], people: 1, round: 1 },
    countered: {
      status: "offered",
      offers: [{ ...offer, status: "countered", counterStartAt: at(3000), answeredAt: at(-1) }],
      people: 1,
      round: 1,
    },
    accepted,
    soon: { ...accepted, ...soon },
    overdue: { ...accepted, ...begun },
    absent: { ...accepted, ...begun, visit: { nobodyHome: { saidAt: at(-50), by: helperId, calls: 5 } } },
    retimed: { ...accepted, timeChange: { startAt: at(4000), endAt: at(4060), by: { role: "resident" }, at: at(-1), agreedBy: [] } },
    in_progress: { ...accepted, ...begun, status: "in_progress", assignments: [inside], visit },
    served: { ...accepted, ...begun, status: "served", assignments: [out], servedAt: at(-1), visit },
    unverified: {
      ...accepted,
      ...begun,
      status: "served",
      assignments: [{ ...out, isVerified: false }],
      servedAt: at(-1),
      flags: ["unverified"],
      visit,
    },
    disputed: {
      ...accepted,
      ...begun,
      status: "disputed",
      assignments: [out],
      servedAt: at(-1),
      visit,
      dispute: { by: { role: "resident" }, reason: "时长不对", at: at(-1), decideBy: at(6000), appeals: 0 },
    },
    escalated: { status: "escalated", escalation: { kind: "medical", said: "摔倒了", at: at(-5), isSilent: false } },
    unfilled: { status: "unfilled" },
    suspended: { status: "suspended" },
    referred: { status: "referred", referral: { to: "民政办", receiverId, hasConsent: true, at: at(-5), bounces: 0 } },
  };
  return fields[state];
}

/** Puts a request into a state. */
export async function putInto(
  { deps }: TestApi,
  requestId: string,
  state: State,
  who: { readonly helperId: string; readonly receiverId: string },
): Promise<void> {
  const fields = fieldsOf(state, { ...who, now: deps.clock.now() });
  if (Object.keys(fields).length > 0) await deps.db.collection("serviceRequests").updateOne({ _id: requestId as never }, { $set: fields });
}
