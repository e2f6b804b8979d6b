import type { DangerContext, DangerKind } from "./danger.ts";
import { withoutIdioms } from "./idioms.ts";
import type { Sign } from "./sign.ts";
import { signs } from "./signs.ts";

/** When several are seen the first of these leads: what cannot wait a minute comes before what cannot wait an hour. */
const order: readonly DangerKind[] = ["fire_gas", "self_harm", "medical", "violence", "child", "missing", "fraud", "welfare"];

export interface Sighting {
  readonly kind: DangerKind;
  /** The words that were found, for the person who is paged. */
  readonly evidence: readonly string[];
}

/** What the rules say: what they saw, and the kinds whose sign stood beside a word that excuses it (怕着火, 平时六点到). */
export interface SignReading {
  readonly sighting: Sighting | undefined;
  readonly excused: ReadonlySet<DangerKind>;
}

/** The rules of the gate over a folded text. */
export function detectBySigns(folded: string, context: DangerContext = {}): Sighting | undefined {
  return readSigns(folded, context).sighting;
}

export function readSigns(folded: string, context: DangerContext = {}): SignReading {
  const seen = withoutIdioms(folded);
  const found = new Map<DangerKind, string[]>();
  const excused = new Set<DangerKind>();
  const cries: string[] = [];
  for (const sign of signs) {
    if (context.role === "coordinator" && sign.kind === "welfare") continue;
    const evidence = evidenceOf(sign, seen, folded);
    if (!evidence) continue;
    if (sign.unless?.test(folded)) excused.add(sign.kind);
    else if (sign.isCry) cries.push(...evidence);
    else found.set(sign.kind, [...(found.get(sign.kind) ?? []), ...evidence]);
  }
  const kind = leading(found, folded) ?? (cries.length > 0 ? "medical" : undefined);
  return { sighting: kind === undefined ? undefined : { kind, evidence: found.get(kind) ?? cries }, excused };
}

/** The words that every pattern of a sign was found in; undefined when one of them is missing. */
function evidenceOf(sign: Sign, seen: string, folded: string): string[] | undefined {
  const evidence: string[] = [];
  for (const pattern of sign.all) {
    const hit = pattern.exec(seen);
    if (!hit) return undefined;
    evidence.push(folded.slice(hit.index, hit.index + hit[0].length));
  }
  return evidence;
}

/** 「来电话说我孙子撞了人 叫我打两万」: the accident is part of the trick. */
const toldByACaller = /(?:说|讲)(?:是|我|俺|我家|俺家)?.{0,8}(?:撞|出事|出车祸|住院|被抓|受伤|扣)/;

function leading(found: ReadonlyMap<DangerKind, readonly string[]>, text: string): DangerKind | undefined {
  if (found.has("fraud") && found.has("medical") && toldByACaller.test(text)) return "fraud";
  if (found.has("child") && found.has("violence")) return "child";
  return order.find((kind) => found.has(kind));
}
