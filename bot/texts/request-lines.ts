import { plannedMinutes, type ServiceRequest } from "../../src/request/index.ts";
import type { BotDeps } from "../turn.ts";
import { deskStatusWords } from "./desk-words.ts";
import { communityWords, itemWords, timeWords } from "./words.ts";

type LineDeps = Pick<BotDeps, "catalog" | "station">;

/** A37 · 陪同就医 · 蟠龙社区 · 明天上午9点: what everybody may read, a room too (R18). */
export function lineOf({ catalog, station }: LineDeps, request: ServiceRequest, now: Date): string {
  const item = request.itemCode === null ? null : catalog.item(request.itemCode);
  const time = timeWords(request, plannedMinutes(item), now);
  return [request.code, itemWords(item), communityWords(request, station.communities), time].join(" · ");
}

/** The same with what it waits for. */
export function waitingLineOf(deps: LineDeps, request: ServiceRequest, now: Date): string {
  const mark = request.status === "escalated" || request.urgency === "urgent" ? "【急】" : "";
  return `${mark}${lineOf(deps, request, now)} · ${deskStatusWords[request.status].word}`;
}
