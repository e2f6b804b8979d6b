import { z } from "zod";
import { passOn } from "../../src/intake/index.ts";
import { civilDate, DomainError, dayMs } from "../../src/platform/index.ts";
import {
  applyToHelp,
  blockTime,
  endOwnPause,
  findPerson,
  isHelper,
  pauseOneself,
  setAvailability,
  setSkills,
  unblockTime,
} from "../../src/station/index.ts";
import { notThere } from "../own.ts";
import { route } from "../route.ts";
import { helperView, viewHelper, weeklyWindow } from "../views/helper.ts";
import { momentIn } from "../views/moment.ts";

const word = z.string().trim().min(1).max(20);
const skills = z.array(word).max(20).describe("in the station's words: haircut, driving, electric …");
const languages = z.array(word).max(10).describe("mandarin, local …");
const availability = z
  .array(weeklyWindow.refine(({ from, to }) => from < to, "must begin before it ends"))
  .max(50)
  .describe("weekly hours in which they may be asked; empty: any time");

/** Nobody plans further ahead, and a pause without an end is leaving. */
const longestDays = 366;

/** Becoming a volunteer, and saying when and with what one helps. */
export const helpingRoutes = [
  route({
    id: "applyToHelp",
    method: "post",
    path: "/v1/helping",
    chapter: "helping",
    summary:
      "Applies to be a volunteer. The station checks who it is before it asks them for anything; applying again changes what was told.",
    act: "helper.apply",
    body: z.strictObject({
      skills: skills.default([]),
      languages: languages.default(["mandarin"]),
      availability: availability.default([]),
      birthDate: z.iso.date().optional().describe("while the station knows none: age decides what one may be asked"),
    }),
    answer: helperView,
    status: 201,
    refusals: ["station.already-helps"],
    handle: async (deps, { caller: { person }, body: { birthDate, ...told } }) => {
      const applied = await applyToHelp(deps, person.id, { ...told, ...(birthDate !== undefined && { birthDate }) });
      const cause = `apply.${person.id}.${civilDate(deps.clock.now())}`;
      await passOn(deps, { person, said: "在小程序里报名当志愿者", kind: "desk.handoff", topic: "volunteer.apply", cause });
      return viewHelper(applied, deps.clock.now());
    },
  }),
  route({
    id: "getMyHelping",
    method: "get",
    path: "/v1/helping",
    chapter: "helping",
    summary: "How the station knows the caller as a helper: state, skills, free hours. For applicants too; 404 for who never applied.",
    act: "me.read",
    answer: helperView,
    refusals: ["http.not-found"],
    handle: async (deps, { caller: { person } }) => {
      if (!isHelper(person)) throw notThere();
      return viewHelper(person, deps.clock.now());
    },
  }),
  route({
    id: "changeMyHelping",
    method: "patch",
    path: "/v1/helping",
    chapter: "helping",
    summary: "Replaces skills, languages or weekly hours; what is left out stays.",
    act: "helper.change",
    body: z.strictObject({ skills: skills.optional(), languages: languages.optional(), availability: availability.optional() }),
    answer: helperView,
    refusals: ["station.not-a-helper"],
    handle: async (deps, { caller: { person }, body }) => {
      const told = { ...(body.skills && { skills: body.skills }), ...(body.languages && { languages: body.languages }) };
      if (Object.keys(told).length > 0) await setSkills(deps, person.id, told);
      if (body.availability) await setAvailability(deps, person.id, body.availability);
      const now = await findPerson(deps, person.id);
      if (!isHelper(now)) throw new DomainError("station.not-a-helper", { personId: person.id });
      return viewHelper(now, deps.clock.now());
    },
  }),
  route({
    id: "blockMyTime",
    method: "post",
    path: "/v1/helping/blocked",
    chapter: "helping",
    summary: "Says no to a time (「这周都没空」): the caller is not asked for anything in it. What was accepted stays.",
    act: "helper.blockTime",
    body: z.strictObject({ from: momentIn, to: momentIn }),
    answer: helperView,
    refusals: ["station.not-a-helper"],
    handle: async (deps, { caller: { person }, body: { from, to } }) => {
      const now = deps.clock.now();
      if (to <= from || to <= now) throw new DomainError("http.invalid", { detail: "to: must be later than from, and to come" });
      refuseFar(now, to, "to");
      return viewHelper(await blockTime(deps, person.id, { from, to }), now);
    },
  }),
  route({
    id: "unblockMyTime",
    method: "delete",
    path: "/v1/helping/blocked",
    chapter: "helping",
    summary: "Takes back every blocked time that is not over.",
    act: "helper.blockTime",
    answer: helperView,
    refusals: ["station.not-a-helper"],
    handle: async (deps, { caller: { person } }) => viewHelper(await unblockTime(deps, person.id, deps.clock.now()), deps.clock.now()),
  }),
  route({
    id: "pauseHelping",
    method: "post",
    path: "/v1/helping/pause",
    chapter: "helping",
    summary: "Is left alone until a day. What the station has decided — a pause, a talk — is not changed by this.",
    act: "helper.change",
    body: z.strictObject({ until: momentIn }),
    answer: helperView,
    refusals: ["station.not-a-helper", "station.station-decides"],
    handle: async (deps, { caller: { person }, body: { until } }) => {
      const now = deps.clock.now();
      if (until <= now) throw new DomainError("http.invalid", { detail: "until: must be to come" });
      refuseFar(now, until, "until");
      return viewHelper(await pauseOneself(deps, person.id, until), now);
    },
  }),
  route({
    id: "returnToHelping",
    method: "delete",
    path: "/v1/helping/pause",
    chapter: "helping",
    summary: "Is back before the caller's own pause is over.",
    act: "helper.change",
    answer: helperView,
    refusals: ["station.not-a-helper", "station.station-decides"],
    handle: async (deps, { caller: { person } }) => viewHelper(await endOwnPause(deps, person.id), deps.clock.now()),
  }),
];

function refuseFar(now: Date, at: Date, field: string): void {
  if (at.getTime() - now.getTime() > longestDays * dayMs)
    throw new DomainError("http.invalid", { detail: `${field}: must be within a year` });
}
