import { z } from "zod";
import { subscribeMoments } from "../../src/channel/index.ts";
import { route } from "../route.ts";

/** WeChat asks for three templates at a time. */
const mostAtOnce = 3;
/** What `wx.requestSubscribeMessage` answers for one template; the accepts differ in how loudly the phone may tell. */
const said = z.enum(["accept", "acceptWithAudio", "acceptWithAlert", "acceptWithForcePush", "reject", "ban", "filter"]);

const wantedView = z.object({
  items: z.array(
    z.object({
      templateId: z.string().describe("for `tmplIds` of `wx.requestSubscribeMessage`"),
      use: z.string().describe("what it is for: `progress`, `reminder`, `rating`, `task`, `task_reminder`, `offer`"),
    }),
  ),
});

/** Subscribe messages: by which the station reaches somebody when no chat is open. */
export const subscriptionRoutes = [
  route({
    id: "listWantedSubscriptions",
    method: "get",
    path: "/v1/subscriptions",
    chapter: "me",
    summary:
      "The subscribe messages to ask the caller for at this moment, right after their tap: three at most, none they refused within a week or have agreed to often enough. Empty: ask nothing.",
    act: "me.read",
    query: z.strictObject({
      moment: z
        .enum(subscribeMoments)
        .describe("`submitted`: a request was handed in · `accepted`: a task was accepted · `checked_out`: a task is done"),
    }),
    answer: wantedView,
    handle: async ({ subscriptions }, { caller, query }) => ({ items: [...(await subscriptions.wanted(caller.person.id, query.moment))] }),
  }),
  route({
    id: "noteSubscriptions",
    method: "post",
    path: "/v1/subscriptions",
    chapter: "me",
    summary:
      "What `wx.requestSubscribeMessage` answered: each accept is good for one message. WeChat tells us too; the same pop-up counts once.",
    act: "me.change",
    creates: true,
    body: z.strictObject({
      answers: z
        .record(z.string().regex(/^[\w-]{4,64}$/), said)
        .refine((answers) => Object.keys(answers).length <= mostAtOnce, `are ${mostAtOnce} at most`)
        .describe("by template id, without `errMsg`"),
    }),
    answer: "nothing",
    handle: async ({ subscriptions }, { caller, body, key }) => void (await subscriptions.answered(caller.person.id, body.answers, key)),
  }),
];
