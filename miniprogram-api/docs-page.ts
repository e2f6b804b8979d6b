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
a{color:#1f6f52}nav{margin:1rem 0;line-height:2}`;

function sectionOf(route: Route): string {
  const fields = [
    ["path", route.params],
    ["query", route.query],
    ["body", route.body],
  ] as const;
  const given = fields.flatMap(([place, schema]) =>
    schema
      ? [
          `${place}: ${Object.keys(schema.shape)
            .map((name) => `<code>${html(name)}</code>`)
            .join(" ")}`,
        ]
      : [],
  );
  const who = route.act === "anybody" ? "everybody" : `signed in, may <code>${route.act}</code>`;
  const extra = [
    ...("creates" in route ? ["needs <code>Idempotency-Key</code>"] : []),
    ...("needsStepUp" in route ? ["needs the second factor"] : []),
  ];
  const refusals = route.refusals?.length
    ? `<p class="small">refuses with ${route.refusals.map((code) => `<code>${code}</code>`).join(" ")}</p>`
    : "";
  return `<section id="${route.id}"><p><span class="method">${route.method}</span><code>${html(route.path)}</code></p>
<p>${html(route.summary)}</p><p class="small">${[who, ...extra].join("; ")}</p>${given.length ? `<p class="small">${given.join("<br>")}</p>` : ""}${refusals}</section>`;
}

const idOf = (chapter: string) => chapter.replaceAll(" ", "-");

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
