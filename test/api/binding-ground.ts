import type { TestApi, TestCaller } from "../../miniprogram-api/test-api.ts";
import { askNumber, linkBinding, showQr } from "../../src/channel/index.ts";
import type { Hints } from "./sample.ts";

interface Ground {
  readonly caller: TestCaller;
  readonly hints?: Hints;
}

type Special = (world: { readonly api: TestApi }, usual: Ground) => Promise<Ground>;

/** Tickets to scan in the states in which something can be done with them. */
export const bindingSpecials: Readonly<Record<string, Special>> = {
  getBinding: (world, { caller }) => ticket(world, caller),
  callOffBinding: (world, { caller }) => ticket(world, caller),
  giveBindingNumber: (world, { caller }) =>
    ticket(world, caller, async ({ deps }, id) => {
      await showQr(deps, id, {
        key: "k",
        link: "https://liteapp.weixin.qq.com/q/k",
        baseUrl: "https://ilinkai.weixin.qq.com",
        shownAt: deps.clock.now(),
      });
      await askNumber(deps, id, false);
    }),
  decideBinding: async (world, { caller }) => {
    const scanned = await ticket(world, caller, async ({ deps }, id) => {
      await linkBinding(deps, id, { id: `bot-${id}`, userId: `wx-${id}`, baseUrl: "https://ilinkai.weixin.qq.com", token: "t" });
    });
    return { ...scanned, hints: { ...scanned.hints, "": () => ({ isYes: false }) } };
  },
};

async function ticket(
  { api }: { readonly api: TestApi },
  caller: TestCaller,
  then?: (api: TestApi, id: string) => Promise<void>,
): Promise<Ground> {
  const { body } = await caller.post("/v1/bindings", {});
  await then?.(api, body.id);
  return { caller, hints: { bindingId: () => body.id } };
}
