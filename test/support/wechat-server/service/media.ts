import { randomBytes } from "node:crypto";
import { refuse } from "../errcodes.ts";
import { type Answer, type Exchange, type Handled, type Route, raw } from "../route.ts";
import type { World } from "../world.ts";
import type { WorldClock } from "../world-clock.ts";

const keptMs = 3 * 24 * 60 * 60_000;
/** Of a picture. */
const mostBytes = 10 * 1024 * 1024;

/** Temporary media: pictures people send, and those that were uploaded to be sent. */
export interface Media {
  add(bytes: Buffer, type: string): string;
  /** Undefined for what was never there or is older than three days. */
  find(mediaId: string): { readonly bytes: Buffer; readonly type: string } | undefined;
}

export function openMedia(clock: WorldClock): Media {
  const kept = new Map<string, { readonly bytes: Buffer; readonly type: string; readonly at: number }>();
  return {
    add: (bytes, type) => {
      const mediaId = randomBytes(48).toString("base64url");
      kept.set(mediaId, { bytes, type, at: clock.now() });
      return mediaId;
    },
    find: (mediaId) => {
      const found = kept.get(mediaId);
      return found && clock.now() - found.at <= keptMs ? found : undefined;
    },
  };
}

export const mediaRoutes: readonly Route[] = [
  { method: "POST", path: "/cgi-bin/media/upload", handle: upload },
  { method: "GET", path: "/cgi-bin/media/get", handle: get },
];

/** Pictures only, as a form with the field `media`. */
async function upload({ clock, service, tokens }: World, { query, headers, body }: Exchange): Promise<Answer> {
  const refusal = tokens.refusalOf(query.get("access_token"));
  if (refusal !== undefined) return refuse(refusal);
  if (query.get("type") !== "image") return refuse(40004);
  const form = await readForm(body, headers["content-type"] ?? "");
  const file = form?.get("media");
  if (!(file instanceof Blob)) return refuse(41005);
  if (file.size > mostBytes) return refuse(40009);
  if (!/^image\/(jpeg|png|gif)$/.test(file.type)) return refuse(40005);
  const mediaId = service.media.add(Buffer.from(await file.arrayBuffer()), file.type);
  return { errcode: 0, errmsg: "ok", type: "image", media_id: mediaId, created_at: Math.floor(clock.now() / 1000) };
}

async function readForm(bytes: Buffer, type: string): Promise<FormData | undefined> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  } catch {
    return undefined;
  }
}

function get({ service, tokens }: World, { query }: Exchange): Handled {
  const refusal = tokens.refusalOf(query.get("access_token"));
  if (refusal !== undefined) return refuse(refusal);
  const found = service.media.find(query.get("media_id") ?? "");
  return found ? raw(found.bytes, found.type) : refuse(40007);
}
