import Router from "@koa/router";
import { type Verification, verifyCertificate } from "../src/certificate/index.ts";
import { civilDate } from "../src/platform/index.ts";
import type { ApiDeps } from "./deps.ts";
import type { Limiter } from "./limits.ts";

const stateWords: Readonly<Record<Verification["state"], string>> = {
  valid: "有效",
  corrected: "有更正:开具之后,其中的时长有过更正,请向开具单位核实",
  revoked: "已撤销",
};

/** `/verify/:code`: what somebody reads who scans a certificate. No script, and no more than the code may tell. */
export function verifyPage(deps: ApiDeps, limit: Limiter): Router {
  const router = new Router();
  router.get("/verify/:code", async (ctx) => {
    await limit("read", ctx.ip);
    const { code = "" } = ctx.params as { code?: string };
    const found = /^[\w-]{10,60}$/.test(code) ? await verifyCertificate(deps, code) : null;
    ctx.status = found ? 200 : 404;
    ctx.set({ "Cache-Control": "no-store", "X-Robots-Tag": "noindex" });
    ctx.type = "html";
    ctx.body = pageOf(found);
  });
  return router;
}

function pageOf(found: Verification | null): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>志愿服务记录证明核验</title><link rel="stylesheet" href="/docs.css">
<h1>志愿服务记录证明核验</h1>${found ? factsOf(found) : "<p>没有查到这份证明。请核对二维码或网址,或向开具单位询问。</p>"}</html>`;
}

function factsOf({ maskedName, hours, issuer, issuedAt, from, to, state }: Verification): string {
  const facts = [
    ["状态", stateWords[state]],
    ["姓名", maskedName],
    ["服务时长", `${hours} 小时`],
    ["服务期间", `${from} 至 ${to}`],
    ["开具单位", issuer],
    ["开具日期", civilDate(issuedAt)],
  ] as const;
  return `<section>${facts.map(([label, text]) => `<p><b>${label}</b>:${html(text)}</p>`).join("")}</section>
<p class="small">请与纸面上的姓名、时长和日期对照。这里不显示完整姓名。</p>`;
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
