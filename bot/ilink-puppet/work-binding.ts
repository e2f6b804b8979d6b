import { setTimeout as pause } from "node:timers/promises";
import {
  askNumber,
  type Binding,
  type BindingDeps,
  closeAsBoundAlready,
  dropQr,
  findLiveAccount,
  findShown,
  ilink,
  linkBinding,
  moveQr,
  noteScanned,
  showQr,
} from "../../src/channel/index.ts";
import type { Log } from "../../src/platform/index.ts";
import { identitiesOf } from "../../src/station/index.ts";
import { getBotQrcode, getQrcodeStatus, type QrStatus } from "./client.ts";
import { trustedBase, trustedHost } from "./hosts.ts";
import { backoffMs } from "./poll-account.ts";

export interface BindingWorkDeps extends BindingDeps {
  readonly log: Log;
  readonly config: { readonly ilinkBaseUrl: string };
}

/** How soon a number that was typed in on the page is seen. */
const lookMs = 500;
const mostKnown = 10;

/**
 * Shows one binding for as long as somebody looks: fetches a code from WeChat, waits for what becomes of it, and takes over the account when
 * it was scanned. All it knows is stored with the binding, so that another process goes on with the same code. Never rejects.
 */
export async function workBinding(deps: BindingWorkDeps, bindingId: string, holder: string, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const binding = await findShown(deps, bindingId, holder);
      if (!binding) return;
      if (!binding.qr) {
        if (!(await fetchQr(deps, binding, signal))) return;
      } else if (binding.state === "number_asked" && binding.number === undefined) {
        await rest(lookMs, signal);
      } else if (await follow(deps, binding, await getQrcodeStatus(binding.qr.baseUrl, binding.qr.key, binding.number, signal))) return;
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      deps.log.warn({ err: error, failures }, "a code to scan could not be fetched or followed");
      await rest(backoffMs(failures++), signal);
    }
  }
}

async function fetchQr(deps: BindingWorkDeps, binding: Binding, signal: AbortSignal): Promise<boolean> {
  const { ilinkBaseUrl: baseUrl } = deps.config;
  const known = await accountsOfPerson(deps, binding.forPersonId);
  const { key, link } = await getBotQrcode(
    baseUrl,
    known.map(({ token }) => token),
    signal,
  );
  return showQr(deps, binding.id, { key, link, baseUrl, shownAt: deps.clock.now() });
}

/** What follows from WeChat's word about a code. @returns true when there is nothing more to show */
async function follow(deps: BindingWorkDeps, binding: Binding, said: QrStatus): Promise<boolean> {
  const { id, number } = binding;
  switch (said.status) {
    case "scaned":
      if (binding.state !== "scanned") await noteScanned(deps, id);
      return false;
    case "need_verifycode":
      await askNumber(deps, id, number !== undefined);
      return false;
    case "scaned_but_redirect": {
      const moved = trustedHost(said.redirectHost, deps.config.ilinkBaseUrl);
      if (moved === undefined) throw new Error("WeChat names a host that is not one of its own");
      await moveQr(deps, id, moved);
      return false;
    }
    case "verify_code_blocked":
    case "expired":
      await dropQr(deps, id);
      return false;
    case "binded_redirect": {
      const known = await accountsOfPerson(deps, binding.forPersonId);
      await closeAsBoundAlready(
        deps,
        id,
        known.map(({ userId }) => userId),
      );
      return true;
    }
    case "confirmed":
      await takeOver(deps, binding, said);
      return true;
    default:
      return false; // "wait", or a word of later days
  }
}

async function takeOver(deps: BindingWorkDeps, { id }: Binding, said: QrStatus): Promise<void> {
  const { botId, userId, token } = said;
  if (botId === "" || userId === "" || token === "") throw new Error("WeChat has confirmed a code without an account");
  const baseUrl = trustedBase(said.baseUrl || deps.config.ilinkBaseUrl, deps.config.ilinkBaseUrl);
  if (baseUrl === undefined) throw new Error("WeChat names a server that is not one of its own");
  const state = await linkBinding(deps, id, { id: botId, userId, baseUrl, token });
  deps.log.info({ state }, "a code was scanned");
}

/** The person's chats of this kind, so that WeChat makes no second one for the same phone. */
async function accountsOfPerson(deps: BindingWorkDeps, personId: string | undefined) {
  if (personId === undefined) return [];
  const chats = (await identitiesOf(deps, [personId])).filter(({ channel }) => channel === ilink).slice(0, mostKnown);
  const accounts = await Promise.all(chats.map(({ chatUserId }) => findLiveAccount(deps, chatUserId)));
  return accounts.filter((account) => account !== null);
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
