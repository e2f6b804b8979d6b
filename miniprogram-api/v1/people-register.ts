import { z } from "zod";
import { createdIdOf } from "../../src/access/index.ts";
import { DomainError, isDomainError } from "../../src/platform/index.ts";
import {
  addPerson,
  applyToHelp,
  findPeopleByPhone,
  findPerson,
  findStation,
  giveConsent,
  type NewPerson,
  nextPersonId,
  type Person,
} from "../../src/station/index.ts";
import type { ApiDeps } from "../deps.ts";
import { route } from "../route.ts";
import { personView, viewPerson } from "../views/person.ts";
import { personFields, refuseUnknownPlace, toldOf } from "./people-fields.ts";

const { name, gender, communityId, ...others } = personFields;
const word = z.string().trim().min(1).max(20);

/** Putting somebody on file who came to the desk or phoned. */
export const registerRoute = route({
  id: "registerPerson",
  method: "post",
  path: "/v1/people",
  chapter: "people",
  summary: "Registers a resident, who may at once apply to help; a supervisor admits helpers.",
  act: "person.register",
  creates: true,
  body: z.strictObject({
    name,
    gender,
    communityId,
    ...z.strictObject(others).partial().shape,
    hasConsented: z.literal(true).describe("to how the station uses what it is told; asked before"),
    helping: z.strictObject({ skills: z.array(word).max(20), languages: z.array(word).max(10).default(["mandarin"]) }).optional(),
  }),
  answer: personView,
  status: 201,
  shows: ["phone", "address", "tags", "emergencyContact"],
  refusals: ["station.person-exists", "station.bad-person"],
  handle: async (deps, { caller, body, key }) => {
    const { hasConsented: _, helping, ...told } = body;
    const { stationId } = caller.person;
    const station = await findStation(deps, stationId);
    refuseUnknownPlace(station, told);
    const id = await createdIdOf(deps, key, () => nextPersonId(deps, { stationId, roles: ["resident"] }));
    const person = await addOnce(deps, {
      birthDate: "",
      gridId: "",
      phone: "",
      address: "",
      tags: [],
      ...toldOf(told),
      id,
      stationId,
      name: told.name,
      calledAs: told.calledAs ?? told.name,
      gender: told.gender,
      communityId: told.communityId,
      roles: ["resident"],
      family: [],
      blockedHelperIds: [],
    });
    await giveConsent(deps, person.id, "service");
    const applied = helping ? await applyToHelp(deps, person.id, { ...helping, availability: [] }) : person;
    return viewPerson(station, applied, deps.clock.now());
  },
});

/** The same call again finds whom it added. @throws station.person-exists for a name and phone the station knows already */
async function addOnce(deps: ApiDeps, person: NewPerson & { readonly id: string }): Promise<Person> {
  const others = await findPeopleByPhone(deps, person.stationId, person.phone);
  const known = others.find(({ id, name: knownAs }) => id !== person.id && knownAs === person.name);
  if (known) throw new DomainError("station.person-exists", { personId: known.id });
  try {
    return await addPerson(deps, person);
  } catch (error) {
    if (!isDomainError(error, "station.person-exists")) throw error;
    return findPerson(deps, person.id);
  }
}
