import { readFileSync } from "node:fs";
import { type Route, raw } from "../route.ts";

/** A page to scan and chat as somebody who uses WeChat: what stands in this folder, as it is. */
const files = [
  ["/", "index.html", "text/html"],
  ["/page/page.css", "page.css", "text/css"],
  ["/page/page.js", "page.js", "text/javascript"],
  ["/page/control.js", "control.js", "text/javascript"],
  ["/page/elements.js", "elements.js", "text/javascript"],
  ["/page/wechat-panel.js", "wechat-panel.js", "text/javascript"],
  ["/page/service-panel.js", "service-panel.js", "text/javascript"],
] as const;

export const pageRoutes: readonly Route[] = files.map(([path, file, type]) => ({
  method: "GET",
  path,
  handle: () => raw(readFileSync(new URL(file, import.meta.url)), `${type}; charset=utf-8`, { headers: { "cache-control": "no-store" } }),
}));

/** The page is no part of WeChat: troubles do not happen to it. */
export const isPage = (path: string): boolean => pageRoutes.some((route) => route.path === path);
