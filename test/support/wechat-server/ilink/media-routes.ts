import { z } from "zod";
import { type Exchange, type Handled, type Route, raw } from "../route.ts";
import type { World } from "../world.ts";
import { misshapen, refuseIlink } from "./answers.ts";
import { check } from "./checked-call.ts";

export const mediaRoutes: readonly Route[] = [
  { method: "POST", path: "/ilink/bot/getuploadurl", handle: getUploadUrl },
  { method: "POST", path: "/c2c/upload", handle: upload },
  { method: "GET", path: "/c2c/download", handle: download },
];

/** Voices cannot be uploaded: the real server answers 2 to media_type 4. */
const voice = 4;
const announced = z
  .object({
    filekey: z.string().min(1),
    media_type: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    to_user_id: z.string(),
    rawsize: z.number().int().min(1),
    rawfilemd5: z.string().regex(/^[\da-f]{32}$/i),
    filesize: z.number().int(),
    no_need_thumb: z.literal(true),
    aeskey: z.string().regex(/^[\da-f]{32}$/i),
  })
  .refine(({ rawsize, filesize }) => filesize === (Math.floor(rawsize / 16) + 1) * 16, "filesize is not rawsize padded to 16 bytes");

function getUploadUrl(world: World, exchange: Exchange): Handled {
  const call = check(world, exchange);
  if ("refusal" in call) return call.refusal;
  if (call.body.media_type === voice) return refuseIlink(2);
  const parsed = announced.safeParse(call.body);
  if (!parsed.success) return refuseIlink(misshapen, z.prettifyError(parsed.error));
  if (parsed.data.to_user_id !== call.account.userId) return refuseIlink(misshapen, "to_user_id is not the person of this bot");
  const { media, settings } = world.ilink;
  const parameter = media.announce(parsed.data);
  if (settings.uploadAddress === "param") return { ret: 0, upload_param: parameter };
  const query = new URLSearchParams({ encrypted_query_param: parameter, filekey: parsed.data.filekey });
  return { ret: 0, upload_full_url: `${exchange.origin}/c2c/upload?${query}` };
}

function upload({ ilink }: World, { query, headers, body }: Exchange): Handled {
  if (headers["content-type"] !== "application/octet-stream") return fault("Content-Type is not application/octet-stream");
  const taken = ilink.media.take(query.get("encrypted_query_param") ?? "", query.get("filekey") ?? "", body);
  if (typeof taken === "string") return fault(taken);
  return raw("", "application/octet-stream", { headers: { "x-encrypted-param": taken.parameter } });
}

function download({ ilink }: World, { query }: Exchange): Handled {
  const stored = ilink.media.find(query.get("encrypted_query_param") ?? "");
  return stored ? raw(stored.ciphertext, "application/octet-stream") : fault("unknown media", 404);
}

const fault = (words: string, status = 400) => raw(words, "text/plain", { status, headers: { "x-error-message": words } });
