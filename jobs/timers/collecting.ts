import { cancelRequest, handOver } from "../../src/request/index.ts";
import { type TimerHandler, tells, timerActor } from "../timer-handler.ts";

/** A resident fell silent in the middle of asking (T04, T05). */
export const collecting = {
  "collecting.nudge": tells("resident.nudge"),
  "collecting.hand_over": (deps, request) => handOver(deps, request.id, timerActor),
  "collecting.lapse": (deps, request) => cancelRequest(deps, request.id, timerActor, "lapsed"),
} satisfies Record<string, TimerHandler>;
