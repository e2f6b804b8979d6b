/** Who belongs to a station, what each may do, and the numbers and working times it runs by. */
export {
  addMinutesOutsideQuiet,
  addWorkingDays,
  addWorkingMinutes,
  isQuiet,
  isWorkingDay,
  isWorkingTime,
  isYearCovered,
  nextLoudTime,
} from "./calendar.ts";
export type { Gender, HelperProfile, Person, PersonTag, Role, Training, WeeklyWindow } from "./person.ts";
export { type SettingsOverrides, type StationSettings, settingsOf } from "./settings.ts";
