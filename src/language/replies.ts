import { findCodes, withoutCodes } from "./codes.ts";
import type { Command } from "./coordinator-commands.ts";
import type { Intent } from "./intents.ts";
import { readNumber } from "./numbers.ts";
import type { DialogueContext, Slots } from "./understanding.ts";

const softener = "[ ,，。.!！~吧啊呀呢哈嘛哦喔噢啦了的呗哎诶嗯恩对好行]{0,8}";
const yes = new RegExp(
  `^(?:嗯{1,4}|恩{1,4}|行{2,4}|好{2,4}|对{2,4}|对|是|好|行|中|成|可以|没错|确认|确定|同意|没问题|妥|ok|okay|yes|y|要|需要|来吧|就这样|就这么(?:办|定)|就它|就[这那]个?(?:点|时间|时候|钟点)|正确|没毛病|得|可|嗯呐|是的|对的|好的|好嘞|行嘞|沾|管|可中|要得|阔以|👌|👍|1)${softener}(?:谢谢|麻烦|辛苦|就这样|就?(?:按|照)(?:着)?(?:这个|这样|这)(?:来|办|定|走|做)|就(?:是)?[这那]个?(?:点|时间|时候|钟点|地方)|就这么(?:办|着|定|来)|照这么来|(?:就)?(?:按|照|听|依)(?:着)?(?:你|您|恁)(?:们)?(?:的|说的|讲的|安排的?)(?:办|来|做)?|定了|可以|没错|是的|对的)?(?:你|您|了|啦)?${softener}$`,
  "u",
);
const no = new RegExp(
  `^(?:(?:不是|不用|不要|不对|不行|别)(?:了)? ?){0,2}(?:不(?:对|是|行|要|用|好|可以|需要|同意|确认|成|中|必|去|用了|要了|是的|对的|来)?|别|没有?|no|n|错|错了|弄错了|搞错了|算了|取消|免了|不是这个|都不是|不用了|先(?:不|别)(?:要|用|弄|去)?|改天|再说|不是(?:这个|那个|这|那)?(?:意思|说这个)|(?:我)?(?:说|要|讲)的不是这个?|(?:你|您)?(?:听|搞|理解|弄)错(?:了|意思)?)${softener}(?:谢谢|麻烦|算了|不用|取消|(?:让|等|容)?(?:我|俺|咱)?(?:再|先|回去|回家)?(?:想想|考虑(?:考虑|一下)?|看看|商量(?:商量|一下)?|问问[\\u4e00-\\u9fa5]{0,4}|说))?(?:你|您|了|啦|吧)?${softener}$`,
);
const chosen =
  /^(?:我?(?:选|要|就|回复|办|是))?(?:第 ?)?([0-9]{1,2}|[一二两三四五六七八九十])(?: ?[个号项条单])?(?:那个|的|吧|了|呗|啊)?[ 。.!!]{0,8}$/;
const lastOne = /^(?:就|要|选)?(?:最后|末了|末|最末|最(?:底|下)(?:下|头|面)?)(?:的)?(?:一|那)?(?:个|项|条)(?:吧)?$/;
const firstOne = /^(?:就|要|选)?(?:头|打头|最(?:上|前)(?:头|面|边)?)(?:的)?(?:一|那)?(?:个|项|条)(?:吧|了)?$/;

const praise =
  /五星|满分|非常满意|很满意|特别(?:好|满意)|太好了|真好|好得很|没得说|杠杠|很好|挺好|不孬|好着|满意|不错|好评|好极了|十分满意|尽心|周到|耐心|负责/;
const soSo = /一般|凑合|还行|还可以|马马虎虎|就那样|差不多|中等/;
const blame = /不(?:太)?满意|不好|不咋|不行|太差|很差|差劲|差评|糟|敷衍|糊弄|不认真|生气|孬/;

/** 五星 → 5, 打3分 → 3, 真好 → 5, 一般 → 3, 不满意 → 2. */
export function scoreIn(text: string): number | undefined {
  const stars =
    /([1-5]|[一二两三四五])(?: ?(?:颗|个))?(?: ?(?:星|分(?!钟)))/.exec(text) ??
    /(?:打|给|评)(?:个)?([1-5]|[一二两三四五])(?![\d十点])/.exec(text);
  if (stars) return readNumber(stars[1] ?? "");
  if (/满分|十分满意/.test(text)) return 5;
  if (/最(?:低|差)|零分|零星|0分|负分/.test(text)) return 1;
  if (/差评|太差|很差|差劲|糟|糊弄/.test(text)) return 1;
  if (blame.test(text)) return 2;
  if (soSo.test(text)) return 3;
  if (praise.test(text)) return 5;
  return undefined;
}

/** A short answer to the question that is pending. Without a pending question only a bare yes or no is one. */
export function readReply(text: string, dialogue: DialogueContext | undefined): Command | undefined {
  const codes = findCodes(text);
  const words = withoutCodes(text);
  const awaiting = dialogue?.awaiting;
  const coded: Slots = codes[0] === undefined ? {} : { code: codes[0], codes };
  const reply = (intent: Intent, slots: Slots = {}, confidence = 0.95): Command => ({ intent, confidence, slots: { ...coded, ...slots } });

  if (awaiting === "rating") {
    const bare = /^([1-5])[ 。.!]{0,8}$/.exec(words);
    const score = bare ? Number(bare[1]) : scoreIn(words);
    if (score !== undefined) return reply("rate", { score });
  }
  if (awaiting === "menu" || awaiting === "which_request" || awaiting === "pick" || awaiting === "choice") {
    const choice = chosen.exec(words);
    if (choice) return reply("menu.choice", { choice: readNumber(choice[1] ?? "") ?? 0 });
    if (firstOne.test(words)) return reply("menu.choice", { choice: 1 });
    if (lastOne.test(words) && dialogue?.options) return reply("menu.choice", { choice: dialogue.options });
    if (words === "" && codes.length > 0) return reply("menu.choice");
  }
  if (awaiting === undefined && /谢|辛苦|再见/.test(words)) return undefined;
  if (awaiting && /取消/.test(words) && words.length <= 12) {
    if (awaiting === "cancel_confirm") return reply(/(?:不|别|先别)(?:要|用)?取消/.test(words) ? "confirm.no" : "confirm.yes");
    if (awaiting === "slot" || awaiting === "read_back") return reply("request.cancel");
  }
  const isQuestionOpen = awaiting !== undefined && awaiting !== "menu";
  if (no.test(words)) return reply("confirm.no", {}, isQuestionOpen ? 0.95 : 0.7);
  if (yes.test(words) && !(words === "1" && !isQuestionOpen)) return reply("confirm.yes", {}, isQuestionOpen ? 0.95 : 0.7);
  if (!awaiting && /^\d{1,2}$/.test(words)) return reply("menu.choice", { choice: Number(words) }, 0.7);
  return undefined;
}
