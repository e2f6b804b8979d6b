import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testApi } from "../../miniprogram-api/test-api.ts";
import { readOperations } from "../api/fuzz.ts";
import { type Finding, type Identity, identities, type Reception, sweep } from "./sweep.ts";

/**
 * How far a role gets: "own" what they asked for or are, "task" what they help with, "referred" what was passed to their office, "entered" what they took
 * down from a call, "others" everybody of the station but themselves, "contact" what they
 * help with, of whose people they may know while the rest stays closed, "station" everything of it, "all" where there is no object.
 */
type Reach = "-" | "own" | "task" | "referred" | "entered" | "others" | "contact" | "station" | "all";
type Matrix = Readonly<Record<string, Readonly<Partial<Record<Identity, Reach>>> & { readonly note?: string }>>;

/** Reviewed by hand; who is not named gets nothing. */
const matrix = JSON.parse(readFileSync(new URL("./access.json", import.meta.url), "utf8")) as Matrix;

/** What a reach lets in, by relation. */
const letsIn: Readonly<Record<Reach, (relation: Finding["relation"]) => boolean>> = {
  "-": () => false,
  own: (relation) => relation === "own",
  task: (relation) => relation === "task",
  referred: (relation) => relation === "referred",
  entered: () => false,
  contact: (relation) => relation === "task",
  others: (relation) => relation !== "own" && !relation.startsWith("elsewhere"),
  station: (relation) => !relation.startsWith("elsewhere"),
  all: () => true,
};

function expected({ operation, identity, relation }: Finding): Reception {
  const row = matrix[operation];
  if (row?.nobody === "all") return "in";
  if (identity === "nobody") return "sign in";
  const reach = row?.[identity] ?? "-";
  const isKnownButClosed =
    (reach === "others" && relation === "own") || (reach === "contact" && ["own", "station", "referred"].includes(relation));
  if (reach === "-" || isKnownButClosed) return "role";
  return letsIn[reach](relation) ? "in" : "nothing";
}

/** Without an object of ours in the path, "nothing" is about another thing that was named: whoever learns it got in. */
function received({ relation, reception }: Finding): Reception {
  return relation === "none" && reception === "nothing" ? "in" : reception;
}

const api = await testApi({ paceFactor: 100_000 });

test("every operation has its line in the matrix, and no line is without its operation", async () => {
  const { operations } = await readOperations(api);
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(matrix).sort());
});

const findings = sweep(api);
const desk: readonly Identity[] = ["social_worker", "coordinator", "supervisor"];

test(
  "no answer, list or export names a request of another station, or to who is not of the desk one that is not theirs",
  { timeout: 300_000 },
  async () => {
    const leaks = (await findings).filter(({ identity, shows }) =>
      shows.some((relation) => relation.startsWith("elsewhere") || (relation === "station" && !desk.includes(identity))),
    );
    expect(
      leaks.map(({ operation, identity, relation, shows }) => `${operation} by ${identity} on ${relation} shows ${shows.join(", ")}`),
    ).toEqual([]);
    expect((await findings).some(({ operation, shows }) => operation === "listBoard" && shows.includes("station"))).toBe(true);
  },
);

test("everybody gets as far as the matrix says, with every operation and everything it is about", { timeout: 300_000 }, async () => {
  expect((await findings).length).toBeGreaterThan(identities.length * Object.keys(matrix).length);
  const wrong = (await findings).filter((finding) => received(finding) !== expected(finding));
  expect(wrong.map((one) => `${one.operation} by ${one.identity} on ${one.relation}: ${one.reception}, not ${expected(one)}`)).toEqual([]);
});
