import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Middleware } from "koa";

/** Where the built page lies, seen from the compiled file and from the source. */
const pageFolder = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../../dist/web/sim/" : "../../web/sim/", import.meta.url));

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Serves the simulator page and its assets below `/sim/`. */
export function simPage(folder = pageFolder): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== "GET" && ctx.method !== "HEAD") return next();
    if (ctx.path === "/sim") return ctx.redirect("/sim/");
    const name = ctx.path === "/sim/" ? "index.html" : /^\/sim\/(assets\/[\w.-]+|favicon\.svg)$/.exec(ctx.path)?.[1];
    const type = name && contentTypes[path.extname(name)];
    const content = type ? await readFile(path.join(folder, name)).catch(() => undefined) : undefined;
    if (!type || content === undefined) return next();
    ctx.set("Content-Type", type);
    ctx.set("Cache-Control", name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    ctx.body = content;
  };
}
