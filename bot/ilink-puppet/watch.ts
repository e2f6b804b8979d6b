import { type BindingDeps, endLeft, holdAccounts, holdBindings, leaveAccounts, presentHolders } from "../../src/channel/index.ts";
import { type Log, lookAgain } from "../../src/platform/index.ts";

const lookMs = 500;

export interface WatchParts {
  /** This process, by a name of its own. */
  readonly holder: string;
  /** All accounts this process holds now: new ones are to be asked, missing ones no more. */
  onAccounts(accountIds: ReadonlySet<string>): void;
  /** Bindings this process shows now. */
  onBindings(bindingIds: readonly string[]): void;
}

export interface Watch {
  /** Looks no more; what this process holds stays its own until it leaves. */
  stop(): Promise<void>;
  /** Gives everything up, so that others may take it at once. */
  leave(): Promise<void>;
}

/** Looks twice a second for accounts and bindings nobody takes care of. */
export function openWatch(deps: BindingDeps & { readonly log: Log }, { holder, onAccounts, onBindings }: WatchParts): Watch {
  async function look(): Promise<void> {
    await endLeft(deps);
    const present = await presentHolders(deps, holder);
    onAccounts(new Set(await holdAccounts(deps, holder, present)));
    const bindings = await holdBindings(deps, holder, present);
    onBindings(bindings.map(({ id }) => id));
  }
  const looking = lookAgain(look, (error) => deps.log.warn({ err: error }, "accounts could not be looked for"), lookMs);
  return {
    stop: () => looking.stop(),
    leave: () => leaveAccounts(deps, holder).catch((error: unknown) => deps.log.warn({ err: error }, "accounts could not be given up")),
  };
}
