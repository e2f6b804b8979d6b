/** How a person can be reached: the chats they have, the window and quota of each, and what stands in when no chat is open. */
export {
  type Account,
  accountFields,
  findAccount,
  findAccountStates,
  findLiveAccount,
  markLive,
  markStale,
  storeCursor,
} from "./accounts.ts";
export {
  askBinding,
  type BindingDeps,
  callOffBinding,
  findBinding,
  findBindingByCode,
  findBindings,
  newBindingId,
  seeBinding,
} from "./ask-binding.ts";
export {
  type Binding,
  type BindingState,
  type BindingWhy,
  beforeScan,
  bindingFields,
  bindingStates,
  ensureChannelIndexes,
  isOpenBinding,
} from "./binding.ts";
export { type ChannelRule, channelRule, channelRules } from "./channel-rules.ts";
export { type Checked, checkSpoken, findBindingOfChat } from "./check-binding.ts";
export { agreeToBinding, decideBinding, declineBinding } from "./decide-binding.ts";
export { endChat, endLeft, endScannedChats, forgetChats, leaveChat } from "./end-chats.ts";
export { forgetOldBindings } from "./forget-bindings.ts";
export { holdAccounts, leaveAccounts, presentHolders } from "./hold-accounts.ts";
export { keepWish } from "./kept-wishes.ts";
export { closeAsBoundAlready, ilink, linkBinding } from "./link-binding.ts";
export {
  ensurePushedIndexes,
  forgetOldPushed,
  forgetPushedBy,
  openPushedMessages,
  type Pushed,
  type PushedDeps,
  type PushedMessage,
  type PushedMessages,
  pushedFields,
} from "./pushed-messages.ts";
export { ensureSendIndexes, forgetOldSends, openSentOnce, type SentOnce } from "./sent-once.ts";
export { askNumber, dropQr, findShown, giveNumber, holdBindings, moveQr, noteScanned, showQr } from "./show-binding.ts";
export { readClaim } from "./spoken-claim.ts";
export { ensureGrantIndexes, forgetGrantsOf } from "./subscribe-grants.ts";
export {
  readSubscribeTemplates,
  type SubscribeFacts,
  type SubscribeMoment,
  type SubscribeTemplate,
  serviceName,
  subscribeMoments,
} from "./subscribe-templates.ts";
export {
  miniprogram,
  openSubscriptions,
  type SubscribeEvent,
  type SubscribeNotice,
  type SubscribeOutcome,
  type Subscriptions,
} from "./subscriptions.ts";
export {
  type ChatAddress,
  type ChatWindow,
  findWindows,
  forgetWindow,
  giveBack,
  leftIn,
  noteAsked,
  openWindow,
  shutWindow,
  type Taken,
  takeFromWindow,
  tokenOf,
  type WindowDeps,
  windowFields,
} from "./windows.ts";
