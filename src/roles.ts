import type { AppDeps } from "./app.ts";
import type { Role } from "./platform/index.ts";

/** A role that runs. */
export interface StartedRole {
  stop(): Promise<void>;
  /** The port it listens on, when it does. */
  readonly port?: number;
}

interface RoleModule {
  start(deps: AppDeps): Promise<StartedRole>;
}

type RoleModules = Readonly<Record<Role, () => Promise<RoleModule>>>;

/** Loaded only when asked for, so that a process holds the code of its own roles. */
const roleModules: RoleModules = {
  bot: () => import("../bot/index.ts"),
  api: importApi,
  jobs: () => import("../jobs/index.ts"),
};

/** In development the simulator's clock makes the jobs' ticks happen as it moves. */
async function importApi(): Promise<RoleModule> {
  const { start } = await import("../miniprogram-api/index.ts");
  return {
    start: async (deps) => {
      if (!deps.movableClock) return start(deps);
      const { openSimulator } = await import("../jobs/index.ts");
      return start({ ...deps, simulator: openSimulator(deps) });
    },
  };
}

/** Starts roles one after the other; `stop` ends them in reverse. When one fails, those before it are ended again. */
export async function startRoles(
  deps: AppDeps,
  roles: readonly Role[],
  progress: (line: string) => void,
  modules: RoleModules = roleModules,
): Promise<StartedRole> {
  const started: StartedRole[] = [];
  const stop = async (): Promise<void> => {
    for (const role of started.splice(0).toReversed()) await role.stop();
  };
  try {
    for (const role of roles) {
      progress(`starting role ${role}`);
      const { start } = await modules[role]();
      started.push(await start(deps));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const port = started.find((role) => role.port !== undefined)?.port;
  return { stop, ...(port !== undefined && { port }) };
}
