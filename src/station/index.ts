export type { Gender, HelperProfile, Person, PersonTag, Role, Training, WeeklyWindow } from "./person.ts";
