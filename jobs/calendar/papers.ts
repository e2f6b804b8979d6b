import type { AppDeps } from "../../src/app.ts";
import { findNotice } from "../../src/outbox/index.ts";
import { civil, civilDate, dayMs } from "../../src/platform/index.ts";
import { findHelpers, type HelperPerson } from "../../src/station/index.ts";
import type { CalendarJob } from "./slots.ts";
import { tell, tellCoordinators } from "./tell.ts";

const paperNames: Readonly<Record<string, string>> = {
  escort: "陪诊培训",
  home_visit: "入户培训",
  minor: "未成年人服务培训",
  electric: "水电培训",
  first_aid: "急救培训",
  insurance: "志愿者保险",
};

/** A training or an insurance that ends. */
interface Paper {
  readonly helper: HelperPerson;
  readonly code: string;
  readonly until: Date;
}

/** Trainings and insurance that end within the station's notice (R12): the helper hears of each once, the desk of all new ones together. */
export const papers: CalendarJob = {
  name: "papers",
  minuteOf: ({ reminders }) => reminders.digestAt,
  isWorthDoingLate: true,
  run: async (deps, slotAt) => {
    const ending = await findNew(deps);
    if (ending.length === 0) return;
    const people = ending.map(({ helper, code, until }) => ({
      name: helper.calledAs,
      what: paperNames[code] ?? code,
      until: dayWords(until),
    }));
    await tellCoordinators(deps, `papers.${deps.station.id}.${civilDate(slotAt)}`, "desk.expiring", { people });
    await tell(
      deps,
      ending.map((paper) => ({
        id: idOf(paper),
        kind: "helper.expiring" as const,
        to: paper.helper.id,
        data: { what: paperNames[paper.code] ?? paper.code, until: paper.until },
      })),
    );
  },
};

const idOf = ({ helper, code, until }: Paper) => `papers.${helper.id}.${code}.${civilDate(until)}`;

/** Those the helper has not been told of. */
async function findNew(deps: AppDeps): Promise<Paper[]> {
  const helpers = await findHelpers(deps, deps.station.id);
  const ending = helpers.filter(({ helper }) => helper.status !== "left").flatMap((helper) => papersOf(deps, helper));
  const told = await Promise.all(ending.map((paper) => findNotice(deps, idOf(paper))));
  return ending.filter((_, i) => told[i] === null);
}

function papersOf(deps: AppDeps, helper: HelperPerson): Paper[] {
  const now = deps.clock.now().getTime();
  const { expiryNoticeDays } = deps.settings(helper.stationId).points;
  const { trainings, insuredUntil } = helper.helper;
  return [
    ...trainings.map(({ code, validUntil }) => ({ helper, code, until: validUntil })),
    ...(insuredUntil ? [{ helper, code: "insurance", until: insuredUntil }] : []),
  ].filter(({ until }) => until.getTime() > now && until.getTime() <= now + expiryNoticeDays * dayMs);
}

export function dayWords(at: Date): string {
  const { month, day } = civil(at);
  return `${month}月${day}日`;
}
