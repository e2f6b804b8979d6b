/** What a simulated week may be set to; each is `--name value` on the command line. */
export interface WeekOptions {
  readonly days: number;
  readonly residents: number;
  readonly volunteers: number;
  /** Requests on a working day; at weekends half as many. */
  readonly requestsPerDay: number;
  readonly seed: number;
  /** Share of the questions that keep a chat open which are answered. */
  readonly answers: number;
}

export const usualWeek: WeekOptions = { days: 7, residents: 200, volunteers: 60, requestsPerDay: 16, seed: 1, answers: 0.8 };

/** @throws Error for a name that is none */
export function readWeekOptions(args: readonly string[]): WeekOptions {
  const options: Record<string, number> = { ...usualWeek };
  for (let i = 0; i < args.length; i += 2) {
    const name = (args[i] ?? "").replace(/^--/, "");
    if (!(name in options)) throw new Error(`--${name} is none of ${Object.keys(usualWeek).join(", ")}`);
    options[name] = Number(args[i + 1]);
  }
  return options as unknown as WeekOptions;
}
