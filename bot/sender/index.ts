/** What goes out: answers on the channel a message came by, and notices by whatever channel reaches their recipient. */
export { answerInChat } from "./answer-in-chat.ts";
export { noteHeard, renewedTurn } from "./note-heard.ts";
export { openSender, type Sender } from "./open-sender.ts";
export { openPace } from "./pace.ts";
export type { SenderDeps } from "./sender-deps.ts";
