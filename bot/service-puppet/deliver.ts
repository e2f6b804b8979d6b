import type { SentOnce } from "../../src/channel/index.ts";
import type { CustomerMessage, Log, Unsent, Wechat } from "../../src/platform/index.ts";
import { UnsentError, type UnsentReason } from "../chat.ts";

export interface DeliverDeps {
  readonly wechat: Pick<Wechat, "sendCustomerMessage">;
  readonly sentOnce: SentOnce;
  readonly log: Log;
}

const reasons: Readonly<Record<Unsent, UnsentReason>> = {
  closed: "closed",
  spent: "spent",
  too_often: "rate",
  away: "unreachable",
  unknown_person: "gone",
  not_agreed: "unknown",
  bad_content: "unknown",
  refused: "unknown",
  not_set_up: "unknown",
};

/**
 * Sends under an id, once: WeChat knows no id of ours, so what was sent is remembered here. Only where an answer was lost, or the process ended
 * before it came, the same id is sent again and may be read twice.
 * @throws UnsentError
 */
export async function deliver(deps: DeliverDeps, id: string, openId: string, message: CustomerMessage): Promise<void> {
  const { sentOnce, wechat, log } = deps;
  const known = await sentOnce.claim(id).catch((cause: unknown) => {
    throw new UnsentError("unreachable", { cause });
  });
  if (known === "sent") return;
  const outcome = await wechat.sendCustomerMessage(openId, message);
  if (outcome.sent === "yes") {
    await sentOnce.markSent(id).catch((error: unknown) => log.warn({ err: error }, "that a message was sent could not be noted"));
    return;
  }
  if (outcome.sent === "no" && known === "new") await sentOnce.release(id).catch(() => undefined);
  throw new UnsentError(reasons[outcome.because], { wasSent: outcome.sent });
}
