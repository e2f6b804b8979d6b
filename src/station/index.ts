/** Who belongs to a station, what each may do, and the numbers and working times it runs by. */
export { type Application, applyToHelp, isWaiting } from "./apply-to-help.ts";
export {
  addMinutesOutsideQuiet,
  addWorkingDays,
  addWorkingMinutes,
  isQuiet,
  isWorkingDay,
  isWorkingTime,
  isYearCovered,
  nextDeskMorning,
  nextLoudTime,
} from "./calendar.ts";
export { type Consent, type ConsentPurpose, consentPurposes, findConsents, giveConsent, withdrawConsent } from "./consents.ts";
export { demoPeople, seedDemo } from "./demo/seed-demo.ts";
export { erasedName, erasePerson, findForgotten } from "./erase-person.ts";
export {
  answerFamilyAsk,
  askFamily,
  type FamilyAsk,
  findFamilyAsk,
  findFamilyAsks,
  unbindFamily,
  withdrawFamily,
} from "./family.ts";
export { findPeopleByFullName, isSameName } from "./find-by-full-name.ts";
export { countHelpers, findHelpers, findHelpersByName, type HelperPerson } from "./find-helpers.ts";
export { findPeopleByName, findPeopleByPhone, findProxiesOf, findReceiver } from "./find-people.ts";
export { findPeoplePage, type PageOfPeople } from "./find-people-page.ts";
export {
  admitHelper,
  blockTime,
  endOwnPause,
  type HelperRecord,
  noteHelperRecord,
  pauseHelper,
  pauseOneself,
  refreshCreditedMinutes,
  setAvailability,
  setHelperStatus,
  setSkills,
  unblockTime,
} from "./helper-status.ts";
export { bindIdentity, findPersonByIdentity, type Identity, identitiesOf, noteIdentityUse, unbindIdentity } from "./identities.ts";
export { type Imported, importStation } from "./import/import-station.ts";
export { readStationFile, type StationFile, StationFileError } from "./import/station-file.ts";
export { type OpenSettings, openSettings } from "./open-settings.ts";
export {
  type Area,
  addStation,
  type Community,
  changeSettings,
  communityOf,
  demoStation as shippedStation,
  findCommunity,
  findStation,
  overridesOf,
  renameStation,
  type Station,
  type StationRecord,
  saveSettings,
  stationRoom,
  type Team,
} from "./org.ts";
export {
  addPerson,
  findPeople,
  findPerson,
  isHelper,
  listByRole,
  type NewPerson,
  nextPersonId,
  type PersonChanges,
  type StationDeps,
  updatePerson,
} from "./people.ts";
export {
  type Gender,
  type HelperProfile,
  type Person,
  type PersonTag,
  type Role,
  roleNames,
  type Training,
  type WeeklyWindow,
} from "./person.ts";
export { giveRole, isAbove, takeRole } from "./roles.ts";
export { resealablePeople } from "./sealed-person.ts";
export { type SettingsOverrides, type StationSettings, settingsOf, settingsSchema } from "./settings.ts";
export { settingsPatch } from "./settings-patch.ts";
export { ensureStationIndexes } from "./station-indexes.ts";
export { type Act, allActs, mayDo, rolesFor } from "./who-may.ts";
