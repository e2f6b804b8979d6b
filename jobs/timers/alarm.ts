import { minuteMs } from "../../src/platform/index.ts";
import { remind, type TimerHandler, tells } from "../timer-handler.ts";

/** An emergency nobody has taken: paged until somebody answers; the phone list and the supervisors join in (T44–T49). */
export const alarm = {
  "escalated.page": page,
  "escalated.follow_up": tells("desk.follow_up"),
} satisfies Record<string, TimerHandler>;

async function page(...[deps, request, timer]: Parameters<TimerHandler>): Promise<unknown> {
  const { pageMinutes, phoneMinutes, supervisorMinutes } = deps.settings(request.stationId).escalation;
  const number = timer.mark.lastIndexOf(":") + 1;
  return remind(deps, request.id, timer, ({ escalation }, now) => {
    const minutes = escalation ? Math.floor((now.getTime() - escalation.at.getTime()) / minuteMs) : 0;
    const to = minutes >= supervisorMinutes ? ["coordinators", "supervisors"] : ["coordinators"];
    const data = { minutes };
    return {
      done: [`${timer.mark.slice(0, number)}${Math.max(Math.floor(minutes / pageMinutes), Number(timer.mark.slice(number)))}`],
      tell: [
        { kind: "desk.escalated_again", to, data },
        ...(minutes >= phoneMinutes ? [{ kind: "desk.escalated_phone" as const, to, data }] : []),
      ],
    };
  });
}
