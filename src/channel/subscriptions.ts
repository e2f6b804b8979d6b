import { settleNotice } from "../outbox/index.ts";
import { dayMs, type Log, type Unsent, type Wechat } from "../platform/index.ts";
import { identitiesOf, type StationDeps } from "../station/index.ts";
import {
  agree,
  changeGrants,
  findGrants,
  type GrantDeps,
  hear,
  isUnused,
  putBack,
  settleSent,
  takeFor,
  voidAll,
} from "./subscribe-grants.ts";
import {
  fillTemplate,
  pageOf,
  type SubscribeFacts,
  type SubscribeMoment,
  type SubscribeTemplate,
  subscribeNotices,
} from "./subscribe-templates.ts";

/** Under which channel the people of the mini-program are known, in its chat and when they sign in. */
export const miniprogram = "service";

/** A notice that could go out as a subscribe message. */
export interface SubscribeNotice {
  readonly id: string;
  readonly kind: string;
  readonly personId: string;
  readonly facts: SubscribeFacts;
}

/** What WeChat pushed: answers in the pop-up, what was changed in the settings of the notification, or what became of messages. */
export interface SubscribeEvent {
  readonly id: string;
  readonly openId: string;
  readonly at: Date;
  readonly what: "answered" | "changed" | "sent";
  /** `isAccepted`: of a message that it has arrived. */
  readonly answers: readonly { readonly templateId: string; readonly isAccepted: boolean }[];
}

/** `perhaps`: try again later under the same notice, it arrives once. `no_template`: nothing the station has set up fits. */
export type SubscribeOutcome =
  | { readonly sent: "yes" }
  | { readonly sent: "no" | "perhaps"; readonly because: Unsent | "no_template" | "no_mini_program" };

/** Messages people agreed to one by one in the mini-program: the way to reach them when no chat is open. */
export interface Subscriptions {
  /** Ids for `wx.requestSubscribeMessage` at this moment, three at most as WeChat wants: those not refused lately and not in hand already. */
  wanted(personId: string, moment: SubscribeMoment): Promise<readonly { readonly templateId: string; readonly use: string }[]>;
  /** What that call answered; the same `key` counts once. Ids nobody set up are passed over. */
  answered(personId: string, answers: Readonly<Record<string, string>>, key: string): Promise<void>;
  /** What WeChat pushed; the same event counts once. A message that has not arrived after all puts its notice on the call list. */
  happened(event: SubscribeEvent): Promise<void>;
  /** Whether a template fits this notice and the person has agreed to one that is left. */
  offers(notice: SubscribeNotice): Promise<boolean>;
  /** Sends it and uses up one agreement, once for each notice. */
  send(notice: SubscribeNotice): Promise<SubscribeOutcome>;
}

export interface SubscriptionDeps extends GrantDeps, StationDeps {
  readonly wechat: Pick<Wechat, "sendSubscribeMessage">;
  readonly log: Log;
}

const mostAtOnce = 3;
const askAgainAfterMs = 7 * dayMs;
/** So many of a template in hand are enough. */
const enough = 3;

/** @param templates from `readSubscribeTemplates`; without any nothing is offered */
export function openSubscriptions(deps: SubscriptionDeps, templates: readonly SubscribeTemplate[]): Subscriptions {
  const byId = new Map(templates.map((template) => [template.templateId, template]));

  async function openIdOf(personId: string): Promise<string | undefined> {
    return (await identitiesOf(deps, [personId])).find((identity) => identity.channel === miniprogram)?.chatUserId;
  }

  /** The template and its values, where both are there and somebody has the mini-program. */
  async function plan({ kind, personId, facts }: SubscribeNotice) {
    const use = subscribeNotices[kind]?.use;
    const template = templates.find((one) => one.use === use);
    const values = template && fillTemplate(template, kind, facts);
    const openId = values && (await openIdOf(personId));
    return template && values && openId !== undefined ? { template, values, openId } : undefined;
  }

  const answer = (openId: string, templateId: string, isAccepted: boolean, told: Parameters<typeof agree>[1]) =>
    changeGrants(deps, openId, templateId, (before) => (isAccepted ? agree(before, told) : { ...before, refusedAt: told.at }));

  async function became(openId: string, templateId: string, told: Parameters<typeof hear>[1], hasArrived: boolean): Promise<void> {
    let noticeId: string | undefined;
    await changeGrants(deps, openId, templateId, (before) => {
      const heard = hear(before, told);
      noticeId = heard.noticeId;
      return heard.after;
    });
    if (hasArrived || noticeId === undefined) return;
    deps.log.error({ noticeId }, "a subscribe message has not arrived; its notice is on the call list");
    await settleNotice(deps, noticeId, { status: "failed", why: "not_arrived" });
  }

  return {
    async wanted(personId, moment) {
      const openId = await openIdOf(personId);
      if (openId === undefined) return [];
      const since = deps.clock.now().getTime() - askAgainAfterMs;
      const wanted: SubscribeTemplate[] = [];
      for (const template of templates.filter(({ moments }) => moments.includes(moment))) {
        const { agreements, refusedAt, offAt } = await findGrants(deps, openId, template.templateId);
        const inHand = agreements.filter(isUnused).length;
        const wasRefused = refusedAt !== undefined && refusedAt.getTime() > since;
        const isOff = offAt !== undefined && offAt.getTime() > since;
        if (!wasRefused && !isOff && inHand < (template.isLasting ? 1 : enough)) wanted.push(template);
      }
      // WeChat takes those for one message and lasting ones in different calls only.
      const sameKind = wanted.filter(({ isLasting }) => isLasting === wanted[0]?.isLasting);
      return sameKind.slice(0, mostAtOnce).map(({ templateId, use }) => ({ templateId, use }));
    },
    async answered(personId, answers, key) {
      const openId = await openIdOf(personId);
      if (openId === undefined) return;
      const at = deps.clock.now();
      for (const [templateId, said] of Object.entries(answers))
        if (byId.has(templateId)) await answer(openId, templateId, said.startsWith("accept"), { at, by: "byPage", key });
    },
    async happened({ id, openId, at, what, answers }) {
      for (const { templateId, isAccepted } of answers) {
        if (!byId.has(templateId)) continue;
        if (what === "answered") await answer(openId, templateId, isAccepted, { at, by: "byEvent", key: id });
        else if (what === "sent") await became(openId, templateId, { at, key: id }, isAccepted);
        else if (!isAccepted) await changeGrants(deps, openId, templateId, (before) => voidAll(before, at));
      }
    },
    async offers(notice) {
      const planned = await plan(notice);
      if (!planned) return false;
      const { openId, template } = planned;
      const grants = await findGrants(deps, openId, template.templateId);
      return takeFor(grants, notice.id, template.isLasting, deps.clock.now()) !== undefined;
    },
    async send(notice) {
      const planned = await plan(notice);
      if (!planned) return { sent: "no", because: "no_template" };
      const { openId, template, values } = planned;
      const { templateId, isLasting } = template;
      const change = (by: (before: Parameters<typeof voidAll>[0]) => ReturnType<typeof takeFor>) =>
        changeGrants(deps, openId, templateId, by);

      const wasTaken = (await findGrants(deps, openId, templateId)).agreements.find(({ usedFor }) => usedFor === notice.id);
      if (wasTaken?.sentAt) return { sent: "yes" };
      const taken = wasTaken ?? (await change((before) => takeFor(before, notice.id, isLasting, deps.clock.now())));
      if (!taken) return { sent: "no", because: "not_agreed" };
      const outcome = await deps.wechat.sendSubscribeMessage(openId, { templateId, values, page: pageOf(template, notice.facts) });
      // The agreement was this notice's alone: used up, it was this notice that used it, in a try whose answer was lost.
      const wasSent = outcome.sent === "yes" || (wasTaken !== undefined && outcome.because === "not_agreed");
      if (wasSent) {
        await change((before) => settleSent(before, notice.id, deps.clock.now()));
        return { sent: "yes" };
      }
      if (outcome.because === "not_agreed") await change((before) => voidAll(putBack(before, notice.id, isLasting)));
      else if (outcome.sent === "no" && !wasTaken) await change((before) => putBack(before, notice.id, isLasting));
      if (outcome.because === "bad_content") deps.log.error({ kind: notice.kind, use: template.use }, "a template does not fit its fields");
      return outcome;
    },
  };
}
