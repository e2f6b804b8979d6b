import type { TimerName } from "../../src/request/index.ts";
import type { TimerHandler } from "../timer-handler.ts";
import { alarm } from "./alarm.ts";
import { collecting } from "./collecting.ts";
import { coming } from "./coming.ts";
import { desk } from "./desk.ts";
import { search } from "./search.ts";
import { series } from "./series.ts";
import { service } from "./service.ts";

/** What happens when a timer of a request is due: one handler for each name. */
export const timerHandlers: Readonly<Record<TimerName, TimerHandler>> = {
  ...collecting,
  ...desk,
  ...search,
  ...coming,
  ...service,
  ...alarm,
  ...series,
};
