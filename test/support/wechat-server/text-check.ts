import { refuse, requestId } from "./errcodes.ts";
import { type Answer, bodyOf, type Exchange, type Route } from "./route.ts";
import type { World } from "./world.ts";

const longest = 2_500;
const visitMs = 2 * 60 * 60_000;
const harmless = { suggest: "pass", label: 100 } as const;

/** A word that the stand-in's censor minds. */
export interface MindedWord {
  readonly word: string;
  readonly suggest: "review" | "risky";
  /** 10001 advertising, 20001 politics, 20002 porn, 20003 abuse, 20006 crime, 20008 fraud, 20012 vulgar, 20013 copyright, 21000 other */
  readonly label: number;
}

export const usualWords: readonly MindedWord[] = [
  { word: "网上赌场", suggest: "risky", label: 20006 },
  { word: "刷单返利", suggest: "risky", label: 20008 },
  { word: "扫码领红包", suggest: "review", label: 10001 },
];

export const textCheckRoutes: readonly Route[] = [{ method: "POST", path: "/wxa/msg_sec_check", handle: msgSecCheck }];

/** Version 2, the only one WeChat still keeps up. */
function msgSecCheck(world: World, exchange: Exchange): Answer {
  const { clock, limits, people, tokens, words } = world;
  const refusal = tokens.refusalOf(exchange.query.get("access_token"));
  if (refusal !== undefined) return refuse(refusal);
  if (limits.isOver("textPerMinute")) return refuse(45011);
  if (limits.isOver("textPerDay")) return refuse(45009);
  const body = bodyOf(exchange);
  if (!body) return refuse(exchange.text === "" ? 44002 : 47001);
  const { content, version, scene, openid } = body;
  if (content === undefined || content === "") return refuse(44002);
  if (typeof content !== "string" || version !== 2) return refuse(47001);
  if (scene !== 1 && scene !== 2 && scene !== 3 && scene !== 4) return refuse(40129);
  const person = typeof openid === "string" ? people.find(openid) : undefined;
  if (!person) return refuse(40003);
  if (person.visitedAt === undefined || clock.now() - person.visitedAt > visitMs) return refuse(61010);
  if ([...content].length > longest) return refuse(45002);
  return verdictOn(content, words.minded());
}

function verdictOn(content: string, minded: readonly MindedWord[]): Answer {
  const hits = minded.filter(({ word }) => content.includes(word));
  const worst = hits.find(({ suggest }) => suggest === "risky") ?? hits[0];
  const result = worst ? { suggest: worst.suggest, label: worst.label } : harmless;
  return {
    errcode: 0,
    errmsg: "ok",
    detail: [
      { strategy: "content_model", errcode: 0, ...result, prob: 90 },
      { strategy: "keyword", errcode: 0, ...(worst && { ...result, keyword: worst.word }) },
    ],
    trace_id: requestId(),
    result,
  };
}

export interface Words {
  minded(): readonly MindedWord[];
  set(words: readonly MindedWord[]): void;
}

export function openWords(): Words {
  let minded = usualWords;
  return {
    minded: () => minded,
    set: (words) => {
      minded = words;
    },
  };
}
