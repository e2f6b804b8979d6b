/** iLink (WeChat ClawBot) of the stand-in: bots bound to personal WeChat. docs/wechat-stand-in.md */
import type { Route } from "../route.ts";
import { bindingRoutes } from "./binding-routes.ts";
import { ilinkControlRoutes } from "./control.ts";
import { mediaRoutes } from "./media-routes.ts";
import { sendRoutes } from "./send-routes.ts";
import { updateRoutes } from "./update-routes.ts";

export { ilinkPrefix, refuseIlink } from "./answers.ts";
export { ScanError } from "./bindings.ts";
export { type Ilink, openIlink } from "./ilink.ts";
export type { Phone } from "./phones.ts";
export type { Bubble, Said } from "./wire.ts";

export const ilinkRoutes: readonly Route[] = [...bindingRoutes, ...updateRoutes, ...sendRoutes, ...mediaRoutes, ...ilinkControlRoutes];
