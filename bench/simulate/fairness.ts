import { firstRefusal } from "../../src/matching/gates.ts";
import { ageAt } from "../../src/matching/gates-person.ts";
import type { Helper } from "../../src/matching/helper.ts";
import type { Watch } from "./job.ts";
import type { Options } from "./options.ts";
import { waves } from "./policies.ts";
import { runStation } from "./station.ts";

/** The groups somebody belongs to: gender, age band, community. */
function groupsOf({ person }: Helper, now: Date): string[] {
  const age = ageAt(person.birthDate, now);
  const band = age < 30 ? "under 30" : age < 45 ? "30-44" : age < 60 ? "45-59" : "60 and over";
  return [person.gender, band, person.communityId];
}

/** Asked, and how often the group would have been asked had each question gone to anybody who passed the gates at that moment. */
interface Share {
  asked: number;
  expected: number;
}

/** Whether a group is asked less than its share beyond what the gates explain; prints a line for each group. */
export async function measureFairness(options: Options): Promise<void> {
  const shares = new Map<string, Share>();
  const add = (group: string, asked: number, expected: number): void => {
    const share = shares.get(group) ?? { asked: 0, expected: 0 };
    shares.set(group, { asked: share.asked + asked, expected: share.expected + expected });
  };
  const watch: Watch = (station, job, ids) => {
    const need = station.needNow(job);
    const ctx = station.context();
    const eligible = [...station.world.people.values()].filter(({ helper }) => firstRefusal(helper, need, ctx) === undefined);
    for (const { helper } of eligible) for (const group of groupsOf(helper, station.now)) add(group, 0, ids.length / eligible.length);
    for (const id of ids) for (const group of groupsOf(station.world.people.get(id)?.helper as Helper, station.now)) add(group, 1, 0);
  };
  await runStation(options, 1, waves, watch);
  console.log("| group | asked | expected from the gates | ratio |\n|---|---:|---:|---:|");
  for (const [group, { asked, expected }] of [...shares].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`| ${group} | ${asked} | ${expected.toFixed(1)} | ${(asked / expected).toFixed(2)} |`);
  }
}
