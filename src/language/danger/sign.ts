import type { DangerKind } from "./danger.ts";

/** One sign of danger. Every pattern of `all` must be found and `unless` must not. */
export interface Sign {
  readonly kind: DangerKind;
  readonly all: readonly RegExp[];
  readonly unless?: RegExp;
  /** A cry for help that names no kind: any other sign says more. */
  readonly isCry?: boolean;
}
