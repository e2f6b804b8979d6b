/** What must happen next: notices stored before they are sent, and the queues that carry hints. Both are safe to repeat. */
export {
  ensureNoticeIndexes,
  findDueNotices,
  findFailedNotices,
  findNotice,
  findPendingFor,
  forgetNotices,
  isToldBeside,
  letWait,
  type Notice,
  nextNoticeAt,
  noteSending,
  noticeFields,
  postponeNotice,
  postponeNotices,
  readableNames,
  type Settled,
  settleNotice,
  settleNotices,
  storeNotices,
  wakeWaiting,
} from "./notice.ts";
export { openQueues, type QueueName, type Queues, queueNames } from "./queues.ts";
