import { changeRequest, type NoticeKind } from "../../src/request/index.ts";
import { autoCheckOut } from "../../src/visit/index.ts";
import { remind, type TimerHandler, timerActor } from "../timer-handler.ts";

/** During and after the service: check-out, rating, closing (R3, T26, T29). */
export const service = {
  "in_progress.check_out_ask": (deps, request, timer) =>
    remind(deps, request.id, timer, () => ({
      tell: [{ kind: "helper.check_out_ask", to: timer.personId === undefined ? [] : [timer.personId] }],
    })),
  "in_progress.auto_check_out": (deps, request) => autoCheckOut(deps, request.id),
  "served.rating_ask": asksForRating("resident.rating_ask"),
  "served.rating_repeat": asksForRating("resident.rating_repeat"),
  "served.close": (deps, request, { mark }) =>
    changeRequest(deps, request.id, (current) =>
      current.status === "served"
        ? {
            event: "close_silent",
            by: timerActor,
            reason: "silence",
            change: { closing: { reason: "silence", by: timerActor } },
            done: [mark],
          }
        : null,
    ),
} satisfies Record<string, TimerHandler>;

/** Nobody is asked for stars about a funeral. */
function asksForRating(kind: NoticeKind): TimerHandler {
  return (deps, request, timer) => {
    const isMourning = request.itemCode !== null && deps.catalog.item(request.itemCode).flags.includes("tone:condolence");
    return remind(deps, request.id, timer, () => (isMourning ? {} : { tell: [{ kind }] }));
  };
}
