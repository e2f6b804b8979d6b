import { familyAsksCollection } from "./family.ts";
import { identitiesCollection } from "./identities.ts";
import { peopleCollection, type StationDeps } from "./people.ts";

/** Makes the indexes of people and identities; safe to repeat. */
export async function ensureStationIndexes(deps: StationDeps): Promise<void> {
  await peopleCollection(deps).createIndexes([
    { key: { stationId: 1, roles: 1 } },
    { key: { stationId: 1, "helper.status": 1 } },
    { key: { stationId: 1, nameKeys: 1 } },
    { key: { stationId: 1, updatedAt: 1 } },
    { key: { stationId: 1, phoneIndex: 1 } },
    { key: { stationId: 1, phone: 1 } }, // plain ones, until they are sealed
    { key: { "family.personId": 1 } },
  ]);
  await familyAsksCollection(deps).createIndexes([
    { key: { askerId: 1 } },
    { key: { memberId: 1 } },
    { key: { stationId: 1, status: 1, askedAt: 1 } },
  ]);
  await identitiesCollection(deps).createIndexes([{ key: { personId: 1 } }]);
}
