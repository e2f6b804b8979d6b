import type { TestApi, TestCaller } from "../../miniprogram-api/test-api.ts";
import { people } from "./people.ts";
import type { Hints, Random } from "./sample.ts";

/** What most operations take: ids that exist, times to come. */
export function withCommon(
  { deps }: TestApi,
  random: Random,
  { caller, hints }: { readonly caller: TestCaller; readonly hints?: Hints },
): { caller: TestCaller; hints: Hints } {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const inDays = (days: number) => new Date(deps.clock.now().getTime() + days * 86_400_000).toISOString();
  return {
    caller,
    hints: {
      itemCode: () => pick(deps.catalog.items()).code,
      code: () => pick(deps.catalog.items()).code,
      category: () => pick(deps.catalog.categories()).code,
      communityId: () => pick(deps.station.communities).id,
      startAt: () => inDays(1 + Math.floor(random() * 20)),
      endAt: () => inDays(22),
      from: () => inDays(1),
      to: () => inDays(3),
      until: () => inDays(5),
      personId: () => people.volunteer,
      forPersonId: () => people.resident,
      hasConsent: () => true,
      hasConsented: () => true,
      phone: () => "13800138000",
      gridId: () => "",
      ...hints,
    },
  };
}
