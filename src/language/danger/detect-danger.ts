import type { Danger, DangerContext } from "./danger.ts";

/** Stage 1: a first net, replaced by the full gate. */
export function detectDanger(text: string, _context: DangerContext = {}): Danger | null {
  const find = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((m) => m[0]);
  const noCall = /别(?:给我)?(?:打|回)电话|不要打电话/.test(text);
  const make = (kind: Danger["kind"], call: Danger["call"], evidence: string[]): Danger => ({ kind, call, also: [], noCall, evidence });
  const medical = find(/流血|起不来|喘不上气|胸(?:口)?.{0,3}闷|昏倒|晕倒|没反应|抽搐/g);
  if (medical.length > 0) return make("medical", "120", medical);
  const fire = find(/煤气味|着火了|燃气味/g);
  if (fire.length > 0 && !/昨|前天|上周/.test(text)) return make("fire_gas", "119", fire);
  const self = find(/不想活|活着没意思|想死(?!你)|自杀|轻生|攒够了/g);
  if (self.length > 0) return make("self_harm", "12356", self);
  const violence = find(/打我|家暴|砍/g);
  if (violence.length > 0) return make("violence", "110", violence);
  const fraud = find(/转账|转钱|验证码|安全账户|中奖/g);
  if (fraud.length > 0) return make("fraud", "96110", fraud);
  return null;
}
