import { randomInt } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { WorldClock } from "../world-clock.ts";
import type { Account, Accounts } from "./accounts.ts";
import { newQrcode } from "./identifiers.ts";
import type { IlinkSettings } from "./settings.ts";

type State = "wait" | "scaned" | "need_verifycode" | "verify_code_blocked" | "binded_redirect" | "confirmed" | "over";

/** A QR code on its way from being shown to a bot of its own. */
export interface Binding {
  readonly qrcode: string;
  readonly issuedAt: number;
  /** Tokens the asking program has already. */
  readonly knownTokens: readonly string[];
  state: State;
  /** Who scanned it first; nobody else can. */
  userId: string | undefined;
  /** The number on the phone of who scanned. */
  code: string | undefined;
  wrongCodes: number;
  account: Account | undefined;
}

/** Why a phone cannot go on with a QR code. */
export class ScanError extends Error {}

export interface Bindings {
  issue(knownTokens: readonly string[]): Binding;
  find(qrcode: string): Binding | undefined;
  isExpired(binding: Binding): boolean;
  /** @throws ScanError when it is unknown, too old or in other hands */
  scan(qrcode: string, userId: string, how?: { readonly asksForCode?: boolean | undefined }): Binding;
  /** The number was typed where the QR code is. */
  tryCode(binding: Binding, code: string): void;
  /** The person agrees on the phone. @throws ScanError when there is nothing to agree to */
  confirm(binding: Binding): Account;
  /** The person does not agree. */
  refuse(binding: Binding): void;
  /** Resolves when the state has changed, at the latest after `ms`, or when nobody waits any more. */
  wait(binding: Binding, ms: number, gone: AbortSignal): Promise<void>;
}

export function openBindings(clock: WorldClock, settings: IlinkSettings, accounts: Accounts): Bindings {
  const bindings = new Map<string, Binding>();
  const changes = new EventEmitter().setMaxListeners(0);
  const isExpired = ({ issuedAt }: Binding): boolean => clock.now() >= issuedAt + settings.qrLifeMs;
  const move = (binding: Binding, state: State): void => {
    binding.state = state;
    changes.emit(binding.qrcode);
  };
  return {
    issue: (knownTokens) => {
      const fresh: Binding = {
        qrcode: newQrcode(),
        issuedAt: clock.now(),
        knownTokens,
        state: "wait",
        userId: undefined,
        code: undefined,
        wrongCodes: 0,
        account: undefined,
      };
      bindings.set(fresh.qrcode, fresh);
      return fresh;
    },
    find: (qrcode) => bindings.get(qrcode),
    isExpired,
    scan: (qrcode, userId, { asksForCode = settings.asksForCode } = {}) => {
      const binding = bindings.get(qrcode);
      if (!binding) throw new ScanError("二维码无效");
      if (isExpired(binding)) throw new ScanError("二维码已过期");
      if (binding.state !== "wait") throw new ScanError("二维码已被扫描");
      binding.userId = userId;
      const bound = accounts.of(userId);
      if (bound && binding.knownTokens.includes(bound.token)) move(binding, "binded_redirect");
      else if (asksForCode) {
        binding.code = String(randomInt(0, 1_000_000)).padStart(6, "0");
        move(binding, "need_verifycode");
      } else move(binding, "scaned");
      return binding;
    },
    tryCode: (binding, code) => {
      if (binding.state !== "need_verifycode") return;
      if (code === binding.code) {
        move(binding, "scaned");
        return;
      }
      binding.wrongCodes += 1;
      if (binding.wrongCodes >= settings.mostCodeTries) move(binding, "verify_code_blocked");
    },
    confirm: (binding) => {
      if (binding.state === "need_verifycode") throw new ScanError("请先在电脑上输入数字");
      if (binding.state !== "scaned" || binding.userId === undefined || isExpired(binding)) throw new ScanError("二维码已过期");
      binding.account = accounts.bind(binding.userId);
      move(binding, "confirmed");
      return binding.account;
    },
    refuse: (binding) => {
      if (binding.state === "scaned" || binding.state === "need_verifycode") move(binding, "over");
    },
    wait: async (binding, ms, gone) => {
      const ends = AbortSignal.any([gone, AbortSignal.timeout(ms)]);
      await once(changes, binding.qrcode, { signal: ends }).catch(() => undefined);
    },
  };
}
