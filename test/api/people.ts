import type { Role } from "../../src/station/index.ts";

/** One person of the demo town for each role. */
export const people: Readonly<Record<Role, string>> = {
  resident: "PL-R0300",
  volunteer: "PL-V0009",
  social_worker: "PL-S010",
  grid_worker: "PL-G001",
  coordinator: "PL-S002",
  supervisor: "PL-S001",
  receiver: "PL-O001",
};
