import type { Config } from "../src/platform/index.ts";
import type { Route } from "./route.ts";
import { catalogRoutes } from "./v1/catalog.ts";
import { deskRoutes } from "./v1/desk-routes.ts";
import { helperRoutes } from "./v1/helper-routes.ts";
import { ownerRoutes } from "./v1/me-routes.ts";
import { ownRequestRoutes } from "./v1/own-requests.ts";
import { serviceRoutes } from "./v1/service.ts";
import { developmentRoutes, signInRoutes } from "./v1/sign-in.ts";

/** Every route of the API. */
export function routesOf(env: Config["env"]): readonly Route[] {
  return [
    ...signInRoutes,
    ...(env === "production" ? [] : developmentRoutes),
    ...catalogRoutes,
    ...ownRequestRoutes,
    ...helperRoutes,
    ...ownerRoutes,
    ...deskRoutes,
    ...serviceRoutes,
  ];
}
