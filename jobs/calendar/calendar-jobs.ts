import { digest } from "./digest.ts";
import { papers } from "./papers.ts";
import { points } from "./points.ts";
import { retention } from "./retention.ts";
import { riskTags } from "./risk-tags.ts";
import { cancelledSeries } from "./series.ts";
import type { CalendarJob } from "./slots.ts";
import { taskPapers } from "./task-papers.ts";

/** What the station does by the calendar. */
export const calendarJobs: readonly CalendarJob[] = [retention, cancelledSeries, digest, papers, taskPapers, points, riskTags];
