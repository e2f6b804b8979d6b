import type { NoticeKind } from "../../../src/request/index.ts";
import type { NoticeText } from "./context.ts";
import { deskNotices } from "./desk.ts";
import { helperNotices } from "./helper.ts";
import { receiverNotices } from "./receiver.ts";
import { residentNotices } from "./resident.ts";
import { roomNotices } from "./room.ts";

/** One text for every notice the station sends unasked. */
export const noticeTexts: Readonly<Record<NoticeKind, NoticeText>> = {
  ...roomNotices,
  ...deskNotices,
  ...receiverNotices,
  ...residentNotices,
  ...helperNotices,
};
