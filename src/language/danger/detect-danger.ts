import { fold } from "../fold.ts";
import { spellPinyin } from "../pinyin.ts";
import type { Danger, DangerContext, DangerKind } from "./danger.ts";
import { withoutIdioms } from "./idioms.ts";
import { signs } from "./signs.ts";

const numbers: Readonly<Record<DangerKind, { readonly call: Danger["call"]; readonly also: readonly string[] }>> = {
  medical: { call: "120", also: [] },
  fire_gas: { call: "119", also: ["120"] },
  self_harm: { call: "12356", also: ["110", "120"] },
  violence: { call: "110", also: ["120"] },
  child: { call: "110", also: ["12355"] },
  missing: { call: "110", also: [] },
  fraud: { call: "96110", also: ["110"] },
  welfare: { call: "110", also: ["120"] },
};
/** When several are seen the first of these leads: what cannot wait a minute comes before what cannot wait an hour. */
const order: readonly DangerKind[] = ["fire_gas", "self_harm", "medical", "violence", "child", "missing", "fraud", "welfare"];

const callBacksOff =
  /(?:别|不要|不能|勿|甭|千万别|先别)(?:再|给我|往回|给俺|来|打来|往我这)?(?:打|回|拨|来)(?:我|回)?(?:的)?(?:电话|手机|过来|语音|视频)|(?:不方便|不能|没法|不敢)(?:接|打|听|说话|出声|讲)|(?:别|不要)(?:出声|吱声|声张|让他知道|让他听见)|(?:打字|发信息|发消息|发短信)(?:就行|说|联系|吧)|别联系我/;

/** 「别打电话」: nobody may ring the sender. */
export function forbidsCalls(text: string): boolean {
  return callBacksOff.test(fold(text).text);
}

/**
 * The safety gate: runs on every message, in every state, before all else. It finds and names danger and never grades it;
 * a person decides. Idioms are taken out first, and signs are combinations, so that hyperbole pages nobody.
 */
export function detectDanger(text: string, context: DangerContext = {}): Danger | null {
  const folded = spellPinyin(fold(text)).text;
  if (folded.length < 2 || isAdvertising(folded)) return null;
  const seen = withoutIdioms(folded);
  const found = new Map<DangerKind, string[]>();
  const cries: string[] = [];
  for (const sign of signs) {
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
  if (kind === undefined) return null;
  return { kind, ...numbers[kind], noCall: forbidsCalls(folded), evidence: found.get(kind) ?? cries };
}

function leading(found: ReadonlyMap<DangerKind, readonly string[]>): DangerKind | undefined {
  if (found.has("child") && found.has("violence")) return "child";
  return order.find((kind) => found.has(kind));
}

/** Advertising is spam, not somebody in danger. */
function isAdvertising(text: string): boolean {
  return /^(?:【|\[广告)/.test(text) && /加v|加微|下款|贷款|兼职|优惠|点击|退订/.test(text);
}
