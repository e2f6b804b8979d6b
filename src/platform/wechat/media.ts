import { z } from "zod";
import { DomainError } from "../errors.ts";
import type { Answer, Call } from "./ask-wechat.ts";
import { refusalOf } from "./refusal.ts";

/** A picture: WeChat takes JPG, PNG and GIF up to 10 MB. */
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: (typeof pictureTypes)[number];
}

export const pictureTypes = ["image/jpeg", "image/png", "image/gif"] as const;

const kept = z.object({ media_id: z.string().min(1) });

/** Hands a picture over and answers its name, good for three days. */
export async function upload(ask: (call: Call) => Promise<Answer>, { bytes, type }: Picture): Promise<string> {
  const form = new FormData();
  form.set("media", new Blob([bytes], { type }), `picture.${type.slice("image/".length)}`);
  const answer = await ask({ method: "POST", path: "/cgi-bin/media/upload", query: { type: "image" }, form });
  if (answer.errcode !== 0) throw refusalOf(answer);
  const parsed = kept.safeParse(answer.fields);
  if (!parsed.success) throw new DomainError("wechat.away", { reason: "unreadable" });
  return parsed.data.media_id;
}

/** The picture of this name, as WeChat keeps it for three days. */
export async function download(ask: (call: Call) => Promise<Answer>, mediaId: string): Promise<Picture> {
  const answer = await ask({ method: "GET", path: "/cgi-bin/media/get", query: { media_id: mediaId } });
  if (answer.errcode !== 0) throw refusalOf(answer);
  const type = pictureTypes.find((one) => one === answer.picture?.type);
  if (!answer.picture || !type) throw new DomainError("wechat.away", { reason: "unreadable" });
  return { bytes: answer.picture.bytes, type };
}
