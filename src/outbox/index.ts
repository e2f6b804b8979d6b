/** What must happen next: notices stored before they are sent, and the queues that carry hints. Both are safe to repeat. */
export { ensureNoticeIndexes, findDueNotices, findFailedNotices, findNotice, nextNoticeAt, type Notice, postponeNotice, settleNotice, storeNotices } from "./notice.ts";
export { openQueues, type QueueName, queueNames, type Queues } from "./queues.ts";
