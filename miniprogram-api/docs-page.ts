import { z } from "zod";
import { chapters, type Route } from "./route.ts";

/** The routes as a page people read: no script, nothing from elsewhere. */
export function docsPageOf(routes: readonly Route[]): string {
  const parts = chapters
    .map((chapter) => ({ chapter, own: routes.filter((route) => route.chapter === chapter) }))
    .filter(({ own }) => own.length > 0);
  const list = parts.map(({ chapter, own }) => `<h2 id="${idOf(chapter)}">${html(chapter)}</h2>${own.map(sectionOf).join("")}`);
  const index = parts.map(({ chapter }) => `<a href="#${idOf(chapter)}">${html(chapter)}</a>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Yimi API</title><link rel="stylesheet" href="/docs.css">
<h1>Yimi 一米 API</h1><p>Everything below is declared once in the code. Machines read <a href="/openapi.json">/openapi.json</a>.</p>
<nav>${index.join(" · ")}</nav>${list.join("")}</html>`;
}

/** The look of the page; a file of its own because pages may hold no styles. */
export const docsStyle = `body{max-width:52rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 system-ui,sans-serif;color:#1d2b25}
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:2px solid #2f8f6b;text-transform:capitalize}
section{margin:1.2rem 0;padding:.8rem 1rem;border:1px solid #d9e2dd;border-radius:8px}
section p{margin:.3rem 0}code{background:#eef4f1;padding:.1em .35em;border-radius:4px;overflow-wrap:anywhere}
.method{font-weight:700;color:#1f6f52;text-transform:uppercase;margin-right:.5em}.small{color:#52635b;font-size:.9rem}
details{margin:.3rem 0}summary{cursor:pointer;color:#1f6f52}ul{margin:.3rem 0;padding-left:1.2rem}li{margin:.2rem 0}i{color:#52635b}
a{color:#1f6f52}nav{margin:1rem 0;line-height:2}`;

function sectionOf(route: Route): string {
  const who = route.act === "anybody" ? "everybody" : `signed in, may <code>${route.act}</code>`;
  const extra = [
    ...("creates" in route ? ["needs <code>Idempotency-Key</code>"] : []),
    ...("needsStepUp" in route ? ["needs the second factor"] : []),
  ];
  const given = [
    fieldsOf("path", route.params, "input"),
    fieldsOf("query", route.query, "input"),
    fieldsOf("body", route.body, "input"),
  ].join("");
  const answer =
    typeof route.answer === "string"
      ? small(`answers ${route.answer === "file" ? "a file" : "nothing (204)"}`)
      : fieldsOf("answer", route.answer, "output");
  const refusals = route.refusals?.length ? small(`refuses with ${route.refusals.map((code) => `<code>${code}</code>`).join(" ")}`) : "";
  return `<section id="${route.id}"><p><span class="method">${route.method}</span><code>${html(route.path)}</code></p>
<p>${prose(route.summary)}</p>${small([who, ...extra].join("; "))}${given}${answer}${refusals}</section>`;
}

type Json = { readonly [key: string]: unknown };

/** The fields of one part, closed until somebody opens it. */
function fieldsOf(part: string, schema: z.ZodType | undefined, io: "input" | "output"): string {
  if (!schema) return "";
  const { $defs = {}, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json & { $defs?: Record<string, Json> };
  const resolve = (node: Json): Json => (typeof node.$ref === "string" ? ($defs[node.$ref.split("/").at(-1) ?? ""] ?? {}) : node);
  const { properties = {}, required = [] } = resolve(json) as { properties?: Record<string, Json>; required?: string[] };
  const rows = Object.entries(properties).map(([name, field]) => {
    const isOptional = io === "input" && !required.includes(name);
    const words = typeof field.description === "string" ? ` ${prose(field.description)}` : "";
    return `<li><code>${html(name)}</code> <i>${html(typeOf(field, resolve))}${isOptional ? ", may be left out" : ""}</i>${words}</li>`;
  });
  return rows.length > 0 ? `<details><summary>${part}</summary><ul>${rows.join("")}</ul></details>` : "";
}

/** A type in a word or two: `text`, `list of Offer`, `home | place`. */
function typeOf(field: Json, resolve: (node: Json) => Json): string {
  if (typeof field.$ref === "string") return field.$ref.split("/").at(-1) ?? "object";
  if (Array.isArray(field.enum)) return field.enum.join(" | ");
  if ("const" in field) return String(field.const);
  const choices = (field.anyOf ?? field.oneOf) as Json[] | undefined;
  if (choices) return choices.map((one) => typeOf(one, resolve)).join(" or ");
  if (field.type === "array") return `list of ${typeOf((field.items ?? {}) as Json, resolve)}`;
  if (field.type === "string") return typeof field.format === "string" ? field.format : "text";
  return typeof field.type === "string" ? field.type : "anything";
}

function small(words: string): string {
  return `<p class="small">${words}</p>`;
}

/** Text with what stands between backticks as code. */
function prose(text: string): string {
  return html(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

const idOf = (chapter: string) => chapter.replaceAll(" ", "-");

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
