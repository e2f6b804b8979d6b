import type { AppDeps } from "../../src/app.ts";
import { findHelpers, listByRole, type Person } from "../../src/station/index.ts";
import type { WeekOptions } from "./options.ts";
import type { Chance } from "./prng.ts";
import type { ChannelName, TownWechat } from "./wechat.ts";

/** Who plays in a simulated week, and where each of them writes; nobody writes anywhere for an empty list. */
export interface Town {
  readonly residents: readonly Person[];
  readonly volunteers: readonly Person[];
  /** Coordinators and supervisors; social workers serve too, and write as volunteers do. */
  readonly desk: readonly Person[];
  readonly channels: ReadonlyMap<string, readonly ChannelName[]>;
}

const residentShares: readonly (readonly [number, readonly ChannelName[]])[] = [
  [0.5, ["ilink"]],
  [0.25, ["service"]],
  [0.15, ["ilink", "service"]],
  [0.1, []],
];
const volunteerShares: readonly (readonly [number, readonly ChannelName[]])[] = [
  [0.5, ["ilink", "service"]],
  [0.4, ["ilink"]],
  [0.1, ["service"]],
];

/** Picks the people of the town and gives them their chats. Volunteers beyond the number asked for live elsewhere. */
export async function openTown(deps: AppDeps, wechat: TownWechat, options: WeekOptions, chance: Chance): Promise<Town> {
  const residents = (await listByRole(deps, deps.station.id, "resident"))
    .filter(({ helper, roles, birthDate }) => !helper && roles.length === 1 && birthDate < "1975")
    .slice(0, options.residents);
  const helpers = await findHelpers(deps, deps.station.id, {});
  const active = helpers.filter(({ roles, helper }) => roles.includes("volunteer") && helper.status === "active");
  const volunteers = active.slice(0, options.volunteers);
  const staff = helpers.filter(({ roles }) => roles.includes("social_worker"));
  const [coordinators, supervisors] = await Promise.all([
    listByRole(deps, deps.station.id, "coordinator"),
    listByRole(deps, deps.station.id, "supervisor"),
  ]);
  const desk = [...coordinators, ...supervisors];
  const here = new Set([...volunteers, ...staff, ...desk].map(({ id }) => id));
  const others = helpers.filter(({ id }) => !here.has(id)).map(({ id }) => id);
  await deps.db.collection<{ _id: string }>("people").deleteMany({ _id: { $in: others } });
  const channels = new Map<string, readonly ChannelName[]>();
  for (const { id } of residents) channels.set(id, share(residentShares, chance));
  for (const { id } of volunteers) channels.set(id, share(volunteerShares, chance));
  for (const { id } of [...desk, ...staff]) channels.set(id, ["ilink"]);
  for (const [id, names] of channels) for (const name of names) await wechat.join(deps, id, name);
  return { residents, volunteers, desk, channels };
}

function share<T>(shares: readonly (readonly [number, T])[], chance: Chance): T {
  let left = chance.between(0, 1);
  for (const [size, value] of shares) {
    if (left < size) return value;
    left -= size;
  }
  const last = shares.at(-1);
  if (!last) throw new RangeError("there are no shares");
  return last[1];
}
