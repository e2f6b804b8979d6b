import type { AppDeps } from "../../src/app.ts";
import { addMinutes, civil, instant } from "../../src/platform/index.ts";
import { findByStatus, type ServiceRequest } from "../../src/request/index.ts";
import { isQuiet, isWorkingTime } from "../../src/station/index.ts";
import type { Agenda } from "./agenda.ts";
import type { WeekOptions } from "./options.ts";
import type { Chance } from "./prng.ts";
import type { Town } from "./town.ts";
import type { TownWechat } from "./wechat.ts";

interface Parts {
  readonly deps: AppDeps;
  readonly wechat: TownWechat;
  readonly town: Town;
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly options: WeekOptions;
}

/** How the people of the town behave: what they write unasked, and what they answer. */
export interface People {
  /** Puts what begins on this day on the agenda. */
  beginDay(day: Date): void;
  /** Everybody looks at their phone, the desk at its list, helpers at their task. */
  look(): Promise<void>;
}

const orders = ["能派人陪我去区医院看病吗", "想请人陪我去区医院看病", "要人陪着去区医院看病"];
const times = ["上午九点", "上午十点", "下午两点", "下午三点"];
const days = ["明天", "明天", "明天", "后天", "大后天"];

export function openPeople({ deps, wechat, town, agenda, chance, options }: Parts): People {
  const done = new Set<string>();
  const settings = deps.settings(deps.station.id);

  /** In their last used chat; who has none phones, which is not simulated. */
  function say(personId: string, text: string): void {
    const [channel] = town.channels.get(personId) ?? [];
    if (channel) wechat.say(personId, channel, text);
  }

  function later(fromMinutes: number, toMinutes: number, personId: string, text: string): void {
    agenda.at(addMinutes(deps.clock.now(), chance.between(fromMinutes, toMinutes)), () => say(personId, text));
  }

  function once(key: string, act: () => void): void {
    if (done.has(key)) return;
    done.add(key);
    act();
  }

  function answer(personId: string, text: string): void {
    if (/对吗/.test(text)) later(1, 6, personId, "对");
    else if (/回「好」/.test(text)) {
      if (chance.is(options.answers)) later(3, 60, personId, "好");
    } else if (/五星|1到5/.test(text)) {
      if (chance.is(0.6)) later(2, 90, personId, "五星");
    } else if (/回「1」|能准时|按时/.test(text)) later(2, 20, personId, "1");
    else if (/送到家/.test(text)) later(10, 20, personId, "送到家了");
  }

  /** A helper is asked: seven in ten say yes, when they have read it. */
  function answerOffers({ code, offers, round }: ServiceRequest, reached: ReadonlySet<string>): void {
    for (const { volunteerId, status } of offers) {
      if (status !== "offered" || !reached.has(volunteerId)) continue;
      once(`offer:${code}:${round}:${volunteerId}`, () => {
        if (!chance.is(0.7)) return;
        later(3, 40, volunteerId, `接 ${code}`);
        agenda.at(addMinutes(deps.clock.now(), 45), () => wechat.agree(volunteerId));
      });
    }
  }

  function goThere({ code, assignments, wish }: ServiceRequest): void {
    const { startAt } = wish;
    if (!startAt) return;
    for (const { volunteerId } of assignments) {
      once(`there:${code}:${volunteerId}:${startAt.getTime()}`, () => {
        agenda.at(addMinutes(startAt, chance.between(-8, 8)), () => say(volunteerId, `到了 ${code}`));
        agenda.at(addMinutes(startAt, chance.between(100, 150)), () => say(volunteerId, `完事了 ${code}`));
        agenda.at(addMinutes(startAt, 160), () => wechat.agree(volunteerId));
      });
    }
  }

  /** One of the desk, in turn, does what is to do; they write from their lists, so they need no message for it. */
  async function workDesk(): Promise<void> {
    const now = deps.clock.now();
    if (!isWorkingTime(now, settings.workingHours)) return;
    const coordinators = town.desk.filter(({ roles }) => roles.includes("coordinator"));
    for (const { code, status, round } of await findByStatus(deps, deps.station.id, ["submitted", "proposed"])) {
      const { id } = chance.pick(coordinators);
      if (status === "submitted") once(`triage:${code}`, () => later(3, 25, id, `通过 ${code}`));
      else once(`pick:${code}:${round}`, () => later(2, 12, id, `确认 ${code} 1`));
    }
  }

  return {
    beginDay(day) {
      const { year, month, day: date, weekday } = civil(day);
      const at = (hour: number, minute = 0) => instant(year, month, date, hour, minute);
      const isWorkday = weekday <= 5;
      if (isWorkday) for (const { id } of town.desk) agenda.at(addMinutes(at(8, 31), chance.between(0, 20)), () => say(id, "今天还有几单"));
      const writers = town.residents.filter(({ id }) => (town.channels.get(id) ?? []).length > 0);
      const count = isWorkday ? options.requestsPerDay : options.requestsPerDay / 2;
      for (let i = 0; i < count; i++) {
        const { id } = chance.pick(writers);
        agenda.at(addMinutes(at(8, 40), chance.between(0, 500)), () => {
          say(id, `${chance.pick(days)}${chance.pick(times)}${chance.pick(orders)}`);
          if (chance.is(0.7)) wechat.agree(id);
        });
      }
    },
    async look() {
      const reached = new Set<string>();
      for (const id of town.channels.keys()) {
        for (const { text } of wechat.news(id)) {
          reached.add(id);
          if (!isQuiet(deps.clock.now(), settings)) answer(id, text);
        }
      }
      for (const request of await findByStatus(deps, deps.station.id, ["offered"])) answerOffers(request, reached);
      for (const request of await findByStatus(deps, deps.station.id, ["accepted"])) goThere(request);
      await workDesk();
    },
  };
}
