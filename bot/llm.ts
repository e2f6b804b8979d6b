import type { Complete } from "../src/language/index.ts";

export interface CompletionOptions {
  /** Base address of an OpenAI-compatible service, e.g. `https://llm.station.example/v1`. */
  readonly url: string;
  readonly key?: string | undefined;
  readonly model: string;
  /** Nobody waits longer for an answer that is optional. */
  readonly timeoutMs?: number;
}

const patienceMs = 3000;
const mostTokens = 300;

/**
 * A language model behind an OpenAI-compatible endpoint, for `refine`. Off unless an address is configured.
 * The promise is rejected when the service is late, refuses or answers without a choice; callers go on without it.
 */
export function openCompletion({ url, key, model, timeoutMs = patienceMs }: CompletionOptions): Complete {
  const endpoint = `${url.replace(/\/$/, "")}/chat/completions`;
  return async (prompt, schema) => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({
        model,
        temperature: 0,
        max_tokens: mostTokens,
        response_format: { type: "json_schema", json_schema: { name: "reading", strict: true, schema } },
        messages: [{ role: "user", content: prompt }],
      }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`language model answered ${response.status}`);
    const body = (await response.json()) as { choices?: readonly { message?: { content?: unknown } }[] };
    const content = body.choices?.[0]?.message?.content;
    if (typeof content !== "string") throw new Error("language model gave no answer");
    return content;
  };
}
