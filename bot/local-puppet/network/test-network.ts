/** Five people to chat with, for tests of the simulated network and of what stands on it. */
import { addPerson, addStation, type NewPerson, type Role } from "../../../src/station/index.ts";
import type { NetworkDeps } from "./index.ts";

export const resident = "PL-R0001";
export const neighbour = "PL-R0002";
export const volunteer = "PL-V0001";
export const socialWorker = "PL-S0003";
export const coordinator = "PL-S0001";
export const supervisor = "PL-S0002";
export const room = "PL-room";

export async function addTestPeople(deps: NetworkDeps): Promise<void> {
  await addStation(deps, { id: "PL", name: "泊里镇社会工作站", shortName: "泊里社工站", town: "泊里镇", communities: [], teams: [] });
  await addPerson(deps, person(resident, "王大爷", "resident"));
  await addPerson(deps, person(neighbour, "李大妈", "resident"));
  await addPerson(deps, person(volunteer, "张姐", "volunteer"));
  await addPerson(deps, person(coordinator, "赵社工", "social_worker", "coordinator"));
  await addPerson(deps, person(supervisor, "孙督导", "social_worker", "supervisor"));
  await addPerson(deps, person(socialWorker, "周社工", "social_worker"));
}

function person(id: string, calledAs: string, ...roles: Role[]): NewPerson {
  const unknown = { birthDate: "", communityId: "PL01", gridId: "PL01-G1", phone: "", address: "" };
  return { id, stationId: "PL", name: calledAs, calledAs, gender: "female", roles, ...unknown, tags: [], family: [], blockedHelperIds: [] };
}
