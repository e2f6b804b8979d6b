import { type Gate, type GateRefusal, gateKinds, type MatchContext } from "./gate.ts";
import { itemGates } from "./gates-item.ts";
import { loadGates } from "./gates-load.ts";
import { personGates } from "./gates-person.ts";
import type { Helper } from "./helper.ts";
import type { Need } from "./need.ts";
import { seatRefusals } from "./team.ts";

const allGates: readonly Gate[] = [...personGates, ...itemGates, ...loadGates];

/** Every reason why this helper may not be asked to serve this need, most lasting first; empty when they may (R2, R5, R8–R13). */
export function gatesOf(helper: Helper, need: Need, ctx: MatchContext): GateRefusal[] {
  return allGates.flatMap((gate) => gate(helper, need, ctx) ?? []);
}

/** The first of `gatesOf`, found without looking further. */
export function firstRefusal(helper: Helper, need: Need, ctx: MatchContext): GateRefusal | undefined {
  for (const gate of allGates) {
    const refusal = gate(helper, need, ctx);
    if (refusal) return refusal;
  }
  return undefined;
}

function bindingGatesOf(helper: Helper, need: Need, ctx: MatchContext, team: readonly Helper[]): GateRefusal[] {
  const own = gatesOf(helper, need, ctx).filter(({ gate }) => gateKinds[gate] === "binding");
  const others = team.filter(({ person }) => person.id !== helper.person.id);
  return [...own, ...seatRefusals([...others, helper], need, ctx)];
}

/** Why the matcher may not ask this helper now; empty when it may. Every gate counts. */
export function mayBeAsked(helper: Helper, need: Need, ctx: MatchContext): GateRefusal[] {
  return gatesOf(helper, need, ctx);
}

/**
 * Why a coordinator may not name this helper (「派给 A37 张姐」); empty when they may. Rest, caps and distance give way to a
 * coordinator's word; safety never does. `team` holds those who have already accepted.
 */
export function mayBeNamed(helper: Helper, need: Need, ctx: MatchContext, team: readonly Helper[] = []): GateRefusal[] {
  return bindingGatesOf(helper, need, ctx, team);
}

/**
 * Why this helper's yes cannot count; empty when it can. To be asked on the truth just before the accept is written: status,
 * age, training, overlap … and whether the seats left can still make a valid team. `team` holds those who have already accepted.
 */
export function mayAccept(helper: Helper, need: Need, ctx: MatchContext, team: readonly Helper[] = []): GateRefusal[] {
  return bindingGatesOf(helper, need, ctx, team);
}
