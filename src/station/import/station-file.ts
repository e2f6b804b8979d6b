import { z } from "zod";
import { isDomainError } from "../../platform/index.ts";
import type { StationRecord } from "../org.ts";
import type { NewPerson } from "../people.ts";
import { type SettingsOverrides, settingsOf } from "../settings.ts";

/** The station as written in a file, ready to be stored. */
export interface StationFile {
  readonly station: StationRecord;
  /** What the station wants otherwise than the national defaults; undefined leaves its settings as they are. */
  readonly settings: SettingsOverrides | undefined;
  readonly people: readonly ListedPerson[];
}

export interface ListedPerson {
  readonly person: NewPerson & { readonly id: string };
  readonly identities: readonly { readonly channel: string; readonly chatUserId: string }[];
}

/** A file that cannot be used: every line names a place in it and what is wrong there. */
export class StationFileError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Nothing was imported. Please correct:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "StationFileError";
    this.problems = problems;
  }
}

const text = z.string().trim().min(1);
const day = z.iso.date("must be a day such as 2027-06-30");
/** A day as its first moment at the station. */
const midnight = day.transform((word) => new Date(`${word}T00:00:00+08:00`));
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a time such as 09:00")
  .transform((word) => Number(word.slice(0, 2)) * 60 + Number(word.slice(3)));
const roles = z.enum(["resident", "volunteer", "social_worker", "grid_worker", "coordinator", "supervisor", "receiver"]);
const week = z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: clockTime, to: clockTime });

const helper = z.strictObject({
  teamId: text.optional(),
  identityVerified: z.boolean(),
  skills: z.array(text).default([]),
  trainings: z.array(z.strictObject({ code: text, validUntil: midnight })).default([]),
  insuredUntil: midnight.optional(),
  availability: z
    .array(week)
    .transform((weeks) => weeks.flatMap(({ days, from, to }) => days.map((weekday) => ({ weekday, from, to }))))
    .default([]),
  languages: z.array(text).default([]),
  guardianConsent: z.boolean().optional(),
  /** Hours served before the station used Yimi. */
  hoursBefore: z.number().min(0).default(0),
  joinedOn: midnight,
});

const person = z.strictObject({
  id: z.string().regex(/^[A-Z]{2,6}-[A-Z]{1,2}\d{3,}$/, "must be as PL-V0001: the station, a letter, a number"),
  name: text,
  calledAs: text,
  gender: z.enum(["female", "male"]),
  birthDate: day.optional(),
  roles: z.array(roles).min(1),
  communityId: text.optional(),
  gridId: text.optional(),
  phone: text.optional(),
  address: text.optional(),
  office: text.optional(),
  tags: z.array(z.strictObject({ tag: text, source: text, reviewBy: midnight })).default([]),
  emergencyContact: z.strictObject({ name: text, relation: text, phone: text }).optional(),
  family: z.array(z.strictObject({ personId: text, relation: text })).default([]),
  helper: helper.optional(),
  identities: z.array(z.strictObject({ channel: text, chatUserId: text })).default([]),
});

const area = z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180), radiusMetres: z.number().min(0) });
const community = z.strictObject({
  id: text,
  name: text,
  shortNames: z.array(text).default([]),
  gridIds: z.array(text).default([]),
  area: area.optional(),
});
const fileSchema = z.strictObject({
  station: z.strictObject({
    id: z.string().regex(/^[A-Z]{2,6}$/, "must be 2 to 6 capital letters"),
    name: text,
    shortName: text,
    town: text,
    communities: z.array(community).min(1),
    teams: z.array(z.strictObject({ id: text, name: text })).default([]),
  }),
  settings: z.record(z.string(), z.unknown()).optional(),
  people: z.array(person),
});
type Read = z.infer<typeof fileSchema>;
type ReadPerson = Read["people"][number];

/**
 * Reads what a station has written down of itself: its communities and teams, and its people.
 * @throws StationFileError with everything that is wrong, by place
 */
export function readStationFile(content: string): StationFile {
  const parsed = fileSchema.safeParse(parse(content));
  if (!parsed.success)
    throw new StationFileError(parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`));
  const problems = [...wrongSettings(parsed.data.settings), ...mismatches(parsed.data)];
  if (problems.length > 0) throw new StationFileError(problems);
  const { station, settings, people } = parsed.data;
  return { station, settings, people: people.map((one) => ({ person: toPerson(station.id, one), identities: one.identities })) };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new StationFileError([`the file is not JSON: ${(error as Error).message}`]);
  }
}

function wrongSettings(settings: Read["settings"]): string[] {
  try {
    settingsOf(settings ?? {});
    return [];
  } catch (error) {
    if (!isDomainError(error, "station.bad-settings")) throw error;
    const fields = error.details.fields as readonly { readonly field: string; readonly problem: string }[];
    return fields.map(({ field, problem }) => `settings.${field}: ${problem}`);
  }
}

/** What each line says alone is right, and together they contradict. */
function mismatches({ station, people }: Read): string[] {
  const ids = new Set(people.map(({ id }) => id));
  const communities = new Map(station.communities.map((one) => [one.id, one]));
  const teamIds = new Set(station.teams.map(({ id }) => id));
  const chats = people.flatMap(({ identities }) => identities.map(({ channel, chatUserId }) => `${channel}:${chatUserId}`));
  const own = people.flatMap((one, index) => {
    const at = `people.${index} (${one.id})`;
    const { communityId, gridId, helper } = one;
    const home = communityId === undefined ? undefined : communities.get(communityId);
    const isHelping = one.roles.some((role) => role !== "resident" && role !== "receiver");
    return [
      !one.id.startsWith(`${station.id}-`) && `${at}: the id of somebody of this station begins with ${station.id}-`,
      people.findIndex(({ id }) => id === one.id) !== index && `${at}: the id was given to somebody else above`,
      communityId !== undefined && !home && `${at}: there is no community ${communityId}`,
      gridId !== undefined && !home?.gridIds.includes(gridId) && `${at}: grid ${gridId} is not in community ${communityId ?? "(none)"}`,
      helper?.teamId !== undefined && !teamIds.has(helper.teamId) && `${at}: there is no team ${helper.teamId}`,
      helper && !isHelping && `${at}: only volunteers and staff have \`helper\``,
      one.roles.includes("volunteer") && !helper && `${at}: a volunteer needs \`helper\``,
      ...one.family.map(({ personId }) => !ids.has(personId) && `${at}: family member ${personId} is not in this file`),
      ...one.identities
        .map(({ channel, chatUserId }) => `${channel}:${chatUserId}`)
        .map((chat) => chats.filter((other) => other === chat).length > 1 && `${at}: the chat user ${chat} stands in the file twice`),
    ];
  });
  return own.filter((problem) => typeof problem === "string");
}

function toPerson(stationId: string, { identities: _, helper, emergencyContact, office, ...one }: ReadPerson): ListedPerson["person"] {
  return {
    ...one,
    stationId,
    birthDate: one.birthDate ?? "",
    communityId: one.communityId ?? "",
    gridId: one.gridId ?? "",
    phone: one.phone ?? "",
    address: one.address ?? "",
    blockedHelperIds: [],
    ...(emergencyContact && { emergencyContact }),
    ...(office !== undefined && { office }),
    ...(helper && { helper: toHelper(helper) }),
  };
}

function toHelper({ hoursBefore, joinedOn, teamId, insuredUntil, guardianConsent, ...rest }: z.infer<typeof helper>) {
  return {
    ...rest,
    status: "active" as const,
    blocked: [],
    creditedMinutes: Math.floor(hoursBefore * 10) * 6,
    joinedAt: joinedOn,
    ...(teamId !== undefined && { teamId }),
    ...(insuredUntil && { insuredUntil }),
    ...(guardianConsent !== undefined && { guardianConsent }),
  };
}
