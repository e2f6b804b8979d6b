import type { DangerContext, DangerKind } from "./danger.ts";
import { withoutIdioms } from "./idioms.ts";
import { indirectSigns } from "./indirect-signs.ts";
import { signs } from "./signs.ts";

const allSigns = [...signs, ...indirectSigns];

/** When several are seen the first of these leads: what cannot wait a minute comes before what cannot wait an hour. */
const order: readonly DangerKind[] = ["fire_gas", "self_harm", "medical", "violence", "child", "missing", "fraud", "welfare"];

export interface Sighting {
  readonly kind: DangerKind;
  /** The words that were found, for the person who is paged. */
  readonly evidence: readonly string[];
}

/** The rules of the gate over a folded text. */
export function detectBySigns(folded: string, context: DangerContext = {}): Sighting | undefined {
  const seen = withoutIdioms(folded);
  const found = new Map<DangerKind, string[]>();
  const cries: string[] = [];
  for (const sign of allSigns) {
    if (context.role === "coordinator" && sign.kind === "welfare") continue;
    const evidence: string[] = [];
    for (const pattern of sign.all) {
      const hit = pattern.exec(seen);
      if (!hit) break;
      evidence.push(folded.slice(hit.index, hit.index + hit[0].length));
    }
    if (evidence.length < sign.all.length || sign.unless?.test(folded)) continue;
    if (sign.isCry) cries.push(...evidence);
    else found.set(sign.kind, [...(found.get(sign.kind) ?? []), ...evidence]);
  }
  const kind = leading(found) ?? (cries.length > 0 ? "medical" : undefined);
  return kind === undefined ? undefined : { kind, evidence: found.get(kind) ?? cries };
}

function leading(found: ReadonlyMap<DangerKind, readonly string[]>): DangerKind | undefined {
  if (found.has("child") && found.has("violence")) return "child";
  return order.find((kind) => found.has(kind));
}
