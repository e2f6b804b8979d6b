import { crc32, deflateSync } from "node:zlib";
import type { Clock, Picture, Wechat } from "../../src/platform/index.ts";

/** WeChat recommends this size, and keeps what was uploaded for three days. */
const [width, height] = [520, 416];
const keptMs = 60 * 60_000 * 60;
/** The green of the station's pages. */
const color = [0x2f, 0x7d, 0x5b] as const;

/** The picture of every card: uploaded when the first is sent, and again before WeChat throws it away. */
export function openCardPicture({ wechat, clock }: { readonly wechat: Pick<Wechat, "uploadMedia">; readonly clock: Clock }) {
  let held: { readonly mediaId: Promise<string>; readonly until: number } | undefined;
  return async (): Promise<string> => {
    const now = clock.now().getTime();
    if (!held || now >= held.until) {
      const mediaId = wechat.uploadMedia(plainPicture());
      held = { mediaId, until: now + keptMs };
      mediaId.catch(() => {
        held = undefined;
      });
    }
    return held.mediaId;
  };
}

/** A PNG of one colour. Source of the form: W3C, PNG specification, chunks IHDR, IDAT and IEND. */
function plainPicture(): Picture {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits each of red, green and blue
  const line = Buffer.from([0, ...Array.from({ length: width }, () => color).flat()]);
  const lines = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const bytes = Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", lines), chunk("IEND", Buffer.alloc(0))]);
  return { bytes: new Uint8Array(bytes), type: "image/png" };
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
