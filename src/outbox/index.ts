/** What must happen next: notices stored before they are sent, and the queues that carry hints. Both are safe to repeat. */
export {
  ensureNoticeIndexes,
  findDueNotices,
  findFailedNotices,
  findNotice,
  forgetNotices,
  type Notice,
  nextNoticeAt,
  noticeFields,
  postponeNotice,
  readableNames,
  settleNotice,
  storeNotices,
} from "./notice.ts";
export { openQueues, type QueueName, type Queues, queueNames } from "./queues.ts";
