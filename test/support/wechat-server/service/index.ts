export { customerRoutes, type ServiceMessage } from "./customer-send.ts";
export { mediaRoutes } from "./media.ts";
export type { Delivered, Forged, Push, Pushes, PushSettings } from "./pushes.ts";
export { openService, type Service, type ServicePhone } from "./service.ts";
export { serviceControlRoutes } from "./service-control.ts";
export { type ServiceNotice, subscribeRoutes, type Template } from "./subscribe-send.ts";
