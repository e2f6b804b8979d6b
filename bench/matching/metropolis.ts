import type { Helper } from "../../src/matching/helper.ts";
import type { Need } from "../../src/matching/need.ts";
import { makeRandom, pick, randomHelper, randomNeed } from "../../src/matching/random-people.ts";

/** Volunteers one station registers at most; more people are more stations. */
export const perStation = 30_000;
/** People in a grid of some 500 m, and grids in a community. */
const perGrid = 208;
const gridsPerCommunity = 5;
const gridMetres = 500;

export interface Home {
  readonly stationId: string;
  readonly communityId: string;
  readonly gridId: string;
  readonly x: number;
  readonly y: number;
}

/** The grid of the i-th of `n` people: grids fill squares of communities, communities fill square towns, towns stand side by side. */
export function homeOf(i: number, n: number): Home {
  const station = Math.floor(i / perStation);
  const grids = Math.max(1, Math.round(Math.min(n, perStation) / perGrid));
  const grid = (i % perStation) % grids;
  const side = Math.ceil(Math.sqrt(grids));
  const stations = Math.ceil(n / perStation);
  const across = Math.ceil(Math.sqrt(stations));
  const communityId = `C${Math.floor(grid / gridsPerCommunity)}`;
  return {
    stationId: `S${station}`,
    communityId,
    gridId: `${communityId}-G${grid % gridsPerCommunity}`,
    x: ((station % across) * side + (grid % side)) * gridMetres,
    y: (Math.floor(station / across) * side + Math.floor(grid / side)) * gridMetres,
  };
}

const profiles = 5000;

/** `n` people in turn; each is made when asked for, so that millions need no memory. */
export function* people(n: number, seed = 1): Generator<{ helper: Helper; home: Home }> {
  const random = makeRandom(seed);
  const kinds = Array.from({ length: profiles }, (_, i) =>
    randomHelper(random, `K${i}`, { stationId: "S0", communities: 1, gridsPerCommunity: 1 }),
  );
  for (let i = 0; i < n; i++) {
    const kind = pick(random, kinds);
    const home = homeOf(i, n);
    const { stationId, communityId, gridId } = home;
    yield { home, helper: { person: { ...kind.person, id: `V${i}`, stationId, communityId, gridId }, load: kind.load } };
  }
}

/** Needs spread over all of them, of every kind of item, searched in the whole town. */
export function needsFor(n: number, count: number, seed = 2): { need: Need; home: Home }[] {
  const random = makeRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const home = homeOf(Math.floor(random() * n), n);
    const { stationId, communityId, gridId } = home;
    const need = randomNeed(random, `r${i}`, { stationId, communities: 1, gridsPerCommunity: 1 });
    return { home, need: { ...need, stationId, communityId, gridId, radius: 2 as const } };
  });
}
