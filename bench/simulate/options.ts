/** What a run of the simulator may set; each is `--name value` on the command line. */
export interface Options {
  readonly volunteers: number;
  readonly days: number;
  readonly seeds: number;
  /** Requests a day. */
  readonly arrivals: number;
  /** Mean willingness to say yes to a direct question near home. */
  readonly accept: number;
  /** How much each question of the last week lowers willingness: factor e^-fatigue. */
  readonly fatigue: number;
  /** Share of a group's members who take notice of a message in the group. */
  readonly attention: number;
  /** Minutes in which half of the answers come. */
  readonly answerMinutes: number;
  /** Share of accepted tasks that are given back. */
  readonly dropout: number;
}

export const usual: Options = {
  volunteers: 3000,
  days: 30,
  seeds: 5,
  arrivals: 30,
  accept: 0.29,
  fatigue: 0.03,
  attention: 0.25,
  answerMinutes: 6,
  dropout: 0.03,
};

export function readOptions(args: readonly string[]): { options: Options; flags: ReadonlySet<string> } {
  const options: Record<string, number> = { ...usual };
  const flags = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    const name = (args[i] ?? "").replace(/^--/, "");
    if (!(name in options)) {
      flags.add(name);
      continue;
    }
    const value = Number(args[++i]);
    if (!Number.isFinite(value)) throw new Error(`--${name} needs a number`);
    options[name] = value;
  }
  return { options: options as unknown as Options, flags };
}
