/** How a person can be reached: the chats they have, the window and quota of each, and what stands in when no chat is open. */
export { type ChannelRule, channelRule, channelRules } from "./channel-rules.ts";
export {
  type ChatAddress,
  type ChatWindow,
  findWindows,
  forgetWindow,
  giveBack,
  leftIn,
  openWindow,
  shutWindow,
  type Taken,
  takeFromWindow,
  tokenOf,
  type WindowDeps,
  windowFields,
} from "./windows.ts";
