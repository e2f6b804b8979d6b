import { z } from "zod";
import { DomainError } from "../../src/platform/index.ts";
import type { PersonChanges, Station } from "../../src/station/index.ts";
import { emergencyContact } from "../views/me.ts";
import { personTag } from "../views/person.ts";

export const personParams = z.strictObject({ personId: z.string().max(40) });

/** What the desk notes of a person. */
export const personFields = {
  name: z.string().trim().min(1).max(20),
  calledAs: z.string().trim().min(1).max(10),
  gender: z.enum(["female", "male"]),
  birthDate: z.iso.date(),
  communityId: z.string().max(40),
  gridId: z.string().max(40),
  phone: z.string().regex(/^(1\d{10}|0\d{9,11})$/),
  address: z.string().trim().max(100),
  tags: z.array(personTag).max(20),
  emergencyContact,
} as const;

type Fields = z.output<z.ZodObject<typeof personFields>>;
type Told = { readonly [Field in keyof Fields]?: Fields[Field] | undefined } & {
  readonly blockedHelperIds?: string[] | undefined;
  readonly office?: string | undefined;
};

/** What was told, as changes of a person: what was left out stays. */
export function toldOf({ tags, ...told }: Told): PersonChanges {
  const known = Object.entries(told).filter(([, value]) => value !== undefined);
  const dated = tags?.map(({ reviewBy, ...tag }) => ({ ...tag, reviewBy: new Date(`${reviewBy}T00:00:00+08:00`) }));
  return { ...Object.fromEntries(known), ...(dated && { tags: dated }) };
}

/** @throws http.invalid for a community or grid the station does not have */
export function refuseUnknownPlace(
  station: Pick<Station, "communities">,
  { communityId, gridId }: { readonly communityId: string; readonly gridId?: string | undefined },
): void {
  const community = station.communities.find(({ id }) => id === communityId);
  if (!community && communityId !== "") throw new DomainError("http.invalid", { detail: "communityId: is no community of this station" });
  if (gridId && !community?.gridIds.includes(gridId))
    throw new DomainError("http.invalid", { detail: "gridId: is no grid of this community" });
}
