/** A stand-in of WeChat's server for tests and development: docs/wechat-stand-in.md. */
export { type Bubble, type Phone, type Said, ScanError } from "./ilink/index.ts";
export { startWechatServer, type WechatServer } from "./server.ts";
export type { Delivered, Push, Service, ServicePhone } from "./service/index.ts";
export type { Trouble } from "./troubles.ts";
export { type App, usualApp, type World, type WorldOptions } from "./world.ts";
