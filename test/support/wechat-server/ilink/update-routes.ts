import type { Exchange, Handled, Route } from "../route.ts";
import type { World } from "../world.ts";
import { done, refuseIlink, stale } from "./answers.ts";
import { check } from "./checked-call.ts";

export const updateRoutes: readonly Route[] = [
  { method: "POST", path: "/ilink/bot/getupdates", handle: getUpdates },
  { method: "POST", path: "/ilink/bot/msg/notifystart", handle: (world, exchange) => notify(world, exchange, true) },
  { method: "POST", path: "/ilink/bot/msg/notifystop", handle: (world, exchange) => notify(world, exchange, false) },
];

async function getUpdates(world: World, exchange: Exchange): Promise<Handled> {
  const call = check(world, exchange);
  if ("refusal" in call) return call.refusal;
  const { account, body } = call;
  const { settings } = world.ilink;
  const before = typeof body.get_updates_buf === "string" ? body.get_updates_buf : "";
  const until = performance.now() + settings.longPollMs;
  let found = account.delivery.after(before, settings.mostPerAnswer);
  while (found.messages.length === 0 && performance.now() < until && !exchange.gone.aborted && !account.isStale) {
    await account.delivery.wait(until - performance.now(), exchange.gone);
    if (!exchange.gone.aborted) found = account.delivery.after(before, settings.mostPerAnswer);
  }
  if (account.isStale) return refuseIlink(stale);
  return { ret: 0, msgs: found.messages, get_updates_buf: found.cursor, longpolling_timeout_ms: settings.longPollMs };
}

function notify(world: World, exchange: Exchange, isStarted: boolean): Handled {
  const call = check(world, exchange);
  if ("refusal" in call) return call.refusal;
  call.account.isStarted = isStarted;
  return done;
}
