import Router from "@koa/router";
import type { Context } from "koa";
import { askBinding, type Binding, beforeScan, giveNumber, isOpenBinding, seeBinding } from "../src/channel/index.ts";
import { DomainError, isDomainError } from "../src/platform/index.ts";
import type { ApiDeps } from "./deps.ts";
import type { Limiter } from "./limits.ts";
import { readBody } from "./push/read-body.ts";

/**
 * `/bind/:ticket`: the page somebody scans from, on a coordinator's screen, a neighbour's phone or their own. Big letters, no script; it looks
 * again by itself. `/bind/PL` stands on posters and gives whoever opens it a fresh ticket. Who has the address of a ticket may look at its
 * code, so it is not logged, not cached and not handed on to other pages.
 */
export function bindPage(deps: ApiDeps, limit: Limiter): Router {
  const router = new Router();
  router.get("/bind.css", (ctx) => {
    ctx.type = "css";
    ctx.body = style;
  });

  router.get("/bind/:ticket", async (ctx) => {
    const { ticket } = ctx.params as { ticket: string };
    ctx.state.shownPath = "/bind/…";
    if (ticket === deps.config.stationId) {
      await limit("sign_in", `bind ${ctx.ip}`);
      if (ctx.method !== "GET" || !isOffered(deps)) return answer(ctx, 404, overPage);
      return openTicket(deps, ctx);
    }
    await limit("read", ctx.ip);
    const binding = isOffered(deps) ? await find(deps, ticket) : null;
    if (!binding) return answer(ctx, 404, overPage);
    return answer(ctx, 200, await pageOf(binding, deps.clock.now()));
  });

  router.post("/bind/:ticket", async (ctx) => {
    const { ticket } = ctx.params as { ticket: string };
    ctx.state.shownPath = "/bind/…";
    await limit("sign_in", `bind ${ctx.ip}`);
    const number = new URLSearchParams((await readBody(ctx.req)).toString()).get("number")?.normalize("NFKC").trim() ?? "";
    if ((await find(deps, ticket)) && /^\d{1,10}$/.test(number)) await giveNumber(deps, ticket, number).catch(unlessOver);
    ctx.redirect(`/bind/${encodeURIComponent(ticket)}`);
    ctx.status = 303;
  });
  return router;
}

const isOffered = ({ config }: ApiDeps): boolean => config.channels.includes("ilink");

async function openTicket(deps: ApiDeps, ctx: Context): Promise<void> {
  try {
    const { id } = await askBinding(deps, { stationId: deps.config.stationId });
    ctx.redirect(`/bind/${id}`);
    ctx.status = 303;
  } catch (error) {
    if (!isDomainError(error, "channel.too-many-bindings")) throw error;
    answer(ctx, 429, frame("请稍等", "<p>这会儿扫码的人太多,请过几分钟再来,或请社工帮您。</p>", 60));
  }
}

async function find(deps: ApiDeps, ticket: string): Promise<Binding | null> {
  if (!/^[\w-]{20,40}$/.test(ticket)) return null;
  return seeBinding(deps, ticket).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "channel.unknown-binding") return null;
    throw error;
  });
}

function unlessOver(error: unknown): void {
  if (!isDomainError(error, "channel.binding-over")) throw error;
}

function answer(ctx: Context, status: number, body: string): void {
  ctx.status = status;
  ctx.set({ "Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" });
  ctx.type = "html";
  ctx.body = body;
}

async function pageOf(binding: Binding, now: Date): Promise<string> {
  const { state, qr, number } = binding;
  if (beforeScan.includes(state) && !isOpenBinding(binding, now)) return overPage;
  switch (state) {
    case "open":
      return frame("请稍等", "<p>正在取二维码,马上就好。</p>", 2);
    case "shown":
      return qr ? shownPage(qr.link) : frame("请稍等", "<p>正在取二维码,马上就好。</p>", 2);
    case "scanned":
      return frame("扫到了", "<p>请在手机微信里点「确认」。</p>", 2);
    case "number_asked":
      return number === undefined ? numberPage(binding) : frame("请稍等", "<p>正在核对数字。</p>", 2);
    case "linked":
      return frame(
        "扫好了",
        `<p>请打开微信里和<b>一米</b>的聊天,说一句<b>「你好」</b>。</p><p>它会问您叫什么、住哪个社区,照实说就行。</p>
<p class="small">不是您扫的?这个码只能用一次,请跟社工站要一个新的。</p>`,
        15,
      );
    case "undecided":
      return frame("请等一等", "<p>社工正在核对,会给您打电话。</p><p>急病请打120。</p>", 30);
    case "bound":
      return frame("连好了", "<p>有事直接在微信里跟<b>一米</b>说,打字、发语音都行。</p><p>急病请先打120。</p>");
    case "closed":
      return overPage;
  }
}

async function shownPage(link: string): Promise<string> {
  const { renderSVG } = await import("uqr");
  const picture = `data:image/svg+xml;base64,${Buffer.from(renderSVG(link)).toString("base64")}`;
  return frame(
    "用微信扫一扫",
    `<img class="code" alt="二维码" src="${picture}">
<ol><li>打开您手机上的<b>微信</b>,点右上角「+」,选「扫一扫」,对准上面的码。</li><li>手机上点<b>「确认」</b>。</li><li>在微信里跟<b>一米</b>说一句「你好」。</li></ol>
<p><a href="${html(link)}">就用这台手机?点这里</a></p>
<p class="small">码隔几分钟会换新的,这一页自己会变。只给您本人用,别转给别人。</p>`,
    4,
  );
}

function numberPage({ id, wasNumberWrong }: Binding): string {
  const wrong = wasNumberWrong ? `<p class="wrong">数字不对,请再看看手机。</p>` : "";
  return frame(
    "请输入数字",
    `${wrong}<p>手机微信上有一串数字,请填在这里:</p>
<form method="post" action="/bind/${encodeURIComponent(id)}"><input name="number" inputmode="numeric" pattern="[0-9]*" maxlength="10" autocomplete="off" autofocus required aria-label="手机上的数字"><button>好了</button></form>`,
  );
}

const overPage = frame("这个码用不了了", "<p>它已经用过、过期或换掉了。</p><p>请跟社工站要一个新的,再扫一次。</p>");

/** @param refreshSeconds when the page looks again by itself; never while somebody types */
function frame(title: string, body: string, refreshSeconds?: number): string {
  const refresh = refreshSeconds === undefined ? "" : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${refresh}
<title>连上社工站</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/bind.css"><main><h1>${title}</h1>${body}</main></html>`;
}

const style = `body{margin:0;background:#f3f7f5;font:1.35rem/1.7 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;color:#1d2b25}
main{max-width:30rem;margin:0 auto;padding:1.2rem}h1{font-size:2rem;margin:.4rem 0 .8rem;color:#1f6f52}
.code{display:block;width:min(78vw,20rem);margin:0 auto 1rem;padding:.8rem;background:#fff;border-radius:12px}
ol{padding-left:1.6rem;margin:.6rem 0}li{margin:.5rem 0}p{margin:.7rem 0}.small{font-size:1.05rem;color:#52635b}.wrong{color:#a3271d;font-weight:700}
input{font-size:2rem;width:100%;box-sizing:border-box;padding:.5rem;letter-spacing:.3em;text-align:center;border:2px solid #2f8f6b;border-radius:10px}
button{font-size:1.5rem;width:100%;margin-top:1rem;padding:.6rem;border:0;border-radius:10px;background:#1f6f52;color:#fff}
a{color:#1f6f52}`;

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
