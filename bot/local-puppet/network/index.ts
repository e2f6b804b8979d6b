export type { Contact, Room } from "./contacts.ts";
export type { Hint } from "./hints.ts";
export type { Looking } from "./look-on-hint.ts";
export { type Network, type NetworkDeps, openNetwork } from "./network.ts";
export { botId, type SimMessage } from "./sim-message.ts";
