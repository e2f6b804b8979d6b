import { boundHelpers, refuseTime } from "../../src/matching/index.ts";
import { type ServiceRequest, withFlag } from "../../src/request/index.ts";
import { remind, type TimerHandler, tells, timerActor } from "../timer-handler.ts";

/** Between a yes and the door: reminders, lateness, a closed door, a new time nobody answered (R3, T21, T23, T24). */
export const coming = {
  "accepted.day_before": (deps, request, timer) =>
    remind(deps, request.id, timer, () => ({ tell: [{ kind: "helper.day_before", to: whom(timer) }] })),
  "accepted.two_hours": (deps, request, timer) =>
    remind(deps, request.id, timer, () => ({ tell: [{ kind: "helper.two_hours", to: whom(timer) }] })),
  "accepted.unanswered": (deps, request, timer) =>
    remind(deps, request.id, timer, (current) => ({
      change: { flags: withFlag(current, "at_risk") },
      tell: [{ kind: "desk.at_risk", data: { volunteerId: timer.personId } }],
    })),
  "accepted.resident_evening": tells("resident.tomorrow"),
  "accepted.resident_hour": tells("resident.soon"),
  "accepted.late_ask": askWhoIsLate,
  "accepted.no_show_due": tells("desk.no_show_due"),
  "accepted.absent_due": tells("desk.absent_due"),
  "accepted.time_change_over": (deps, request) => refuseTime(deps, request.id, timerActor),
} satisfies Record<string, TimerHandler>;

const whom = ({ personId }: { readonly personId?: string }) => (personId === undefined ? [] : [personId]);

/** Both sides are asked whether the helper has come; who said that they would be late is not asked again. */
async function askWhoIsLate(...[deps, request, timer]: Parameters<TimerHandler>): Promise<unknown> {
  return remind(deps, request.id, timer, (current) => {
    const silent = boundHelpers(current).filter((id) => !hasSaidLate(current, id));
    return { tell: [{ kind: "helper.late_ask", to: silent }, { kind: "resident.late_ask" }] };
  });
}

function hasSaidLate({ history, statusAt }: ServiceRequest, personId: string): boolean {
  return history.some(({ event, by, at }) => event === "say_late" && by.personId === personId && at >= statusAt);
}
