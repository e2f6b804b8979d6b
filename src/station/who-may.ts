import { type Person, type Role, roleNames } from "./person.ts";

/**
 * Who may do what; an act without a line, or a role without its name in the line, may not.
 * A role is only the first half: that a resident acts on their own request and a volunteer on their own task
 * is checked where the request is at hand. `own` in the comments says so.
 */
const acts = {
  // request
  "request.submit": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor"], // for oneself or one's family
  "request.submitForCaller": ["social_worker", "grid_worker", "coordinator", "supervisor"], // 代报
  "request.read": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor", "receiver"], // own, or offered
  "request.readAll": ["social_worker", "coordinator", "supervisor"],
  "request.cancel": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor"], // own
  "request.cancelForOther": ["coordinator", "supervisor"],
  "request.change": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor"], // own
  "request.changeForOther": ["coordinator", "supervisor"],
  "request.triage": ["coordinator", "supervisor"],
  "request.decline": ["coordinator", "supervisor"],
  "request.merge": ["coordinator", "supervisor"],
  "request.refer": ["coordinator", "supervisor"],
  "request.retry": ["coordinator", "supervisor"],
  "request.suspend": ["supervisor"],
  "request.resume": ["supervisor"],
  "request.escalate": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor", "receiver"],
  "request.handOver": ["coordinator", "supervisor"], // ends an escalation
  // referral
  "referral.answer": ["receiver"],
  // offers
  "offer.pick": ["coordinator", "supervisor"],
  "offer.refresh": ["coordinator", "supervisor"], // 换一批
  "offer.answer": ["volunteer", "social_worker", "grid_worker"], // own
  "task.change": ["volunteer", "social_worker", "grid_worker"], // own, another time
  "task.read": ["volunteer", "social_worker", "grid_worker"], // own
  "offer.withdraw": ["volunteer", "social_worker", "grid_worker"], // own
  // visit
  "visit.checkIn": ["volunteer", "social_worker", "grid_worker"], // own
  "visit.checkOut": ["volunteer", "social_worker", "grid_worker"], // own
  "visit.reportAbsent": ["volunteer", "social_worker", "grid_worker"], // own, 没人开门
  "visit.alarm": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor"],
  "visit.correct": ["coordinator", "supervisor"],
  "visit.closeAbsent": ["coordinator", "supervisor"],
  "visit.declareNoShow": ["coordinator", "supervisor"],
  "visit.rate": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor"], // own
  // hours and disputes
  "hours.credit": ["coordinator", "supervisor"], // never one's own
  "hours.read": ["volunteer", "social_worker", "grid_worker"], // own
  "certificate.request": ["volunteer", "social_worker", "grid_worker"], // own
  "hours.readAll": ["coordinator", "supervisor"],
  "dispute.open": ["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor"], // own
  "dispute.decide": ["coordinator", "supervisor"],
  "dispute.decideAppeal": ["supervisor"],
  // people
  "contact.read": ["volunteer", "social_worker", "grid_worker"], // own task, from accept to 24 h after check-out
  "contact.readAll": ["coordinator", "supervisor"],
  "helper.pause": ["coordinator", "supervisor"],
  "helper.review": ["supervisor"],
  "helper.blockTime": ["volunteer", "social_worker", "grid_worker"], // own
  "helper.record": ["coordinator", "supervisor"], // trainings, insurance; below one's own rank
  "person.register": ["coordinator", "supervisor"],
  "person.read": ["coordinator", "supervisor"],
  "person.change": ["coordinator", "supervisor"], // below one's own rank
  "identity.bind": ["coordinator", "supervisor"], // below one's own rank
  "report.read": ["coordinator", "supervisor"],
  "settings.change": ["supervisor"],
  "catalog.change": ["supervisor"],
  "role.change": ["supervisor"], // never one's own
  "audit.read": ["supervisor"],
  "report.export": ["coordinator", "supervisor"],
  // oneself
  "session.use": roleNames,
  "me.read": roleNames,
  "me.change": roleNames,
  "helper.apply": ["resident"],
  "helper.change": ["volunteer", "social_worker", "grid_worker"], // own
} as const satisfies Record<string, readonly Role[]>;

/** Everything somebody can do, `thing.verb`. */
export type Act = keyof typeof acts;

/** True when one of the person's roles may do it. Default is no: an act the table does not know is refused. */
export function mayDo(person: Pick<Person, "roles">, act: Act): boolean {
  if (!Object.hasOwn(acts, act)) return false;
  const allowed: readonly Role[] = acts[act];
  return person.roles.some((role) => allowed.includes(role));
}

/** The roles that may do it. */
export function rolesFor(act: Act): readonly Role[] {
  return acts[act];
}

/** The whole table, for the page that prints it and the test that walks it. */
export const allActs = Object.keys(acts) as readonly Act[];
