/** Everything between the settings and the roles. `main.ts` and tests open the same. */
import { type Config, openPlatform, type Platform, type PlatformOptions } from "./platform/index.ts";

/** What every role's `start` is handed. */
export type AppDeps = Platform;

export interface App {
  readonly deps: AppDeps;
  stop(): Promise<void>;
}

/** Opens the platform, makes the domain's deps from it and puts the first data in. Rejects with nothing left running. */
export async function openApp(config: Config, options: PlatformOptions = {}): Promise<App> {
  const platform = await openPlatform(config, options);
  try {
    const deps: AppDeps = platform;
    for (const seed of seeds) {
      options.progress?.(seed.says);
      await seed.run(deps);
    }
    return { deps, stop: () => platform.stop() };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

interface Seed {
  readonly says: string;
  run(deps: AppDeps): Promise<void>;
}

/** Data that must be there before any role starts, in this order. Each may run at every start and in two processes at once. */
const seeds: readonly Seed[] = [];
