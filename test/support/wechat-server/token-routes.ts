import { refuse } from "./errcodes.ts";
import { type Answer, bodyOf, type Exchange, type Route } from "./route.ts";
import type { Issued } from "./tokens.ts";
import type { World } from "./world.ts";

export const tokenRoutes: readonly Route[] = [
  { method: "GET", path: "/cgi-bin/token", handle: plainToken },
  { method: "POST", path: "/cgi-bin/stable_token", handle: stableToken },
];

function plainToken(world: World, { query }: Exchange): Answer {
  const refusal = refusalOf(world, Object.fromEntries(query));
  if (refusal) return refusal;
  if (world.limits.isOver("tokenPerDay")) return refuse(45009);
  return view(world, world.tokens.issuePlain());
}

function stableToken(world: World, exchange: Exchange): Answer {
  const body = bodyOf(exchange);
  if (!body) return refuse(exchange.text === "" ? 44002 : 47001);
  const refusal = refusalOf(world, body);
  if (refusal) return refusal;
  const isForced = body.force_refresh === true;
  if (world.limits.isOver("stableTokenPerMinute")) return refuse(45011);
  if (world.limits.isOver("stableTokenPerDay") || (isForced && world.limits.isOver("forcedTokenPerDay"))) return refuse(45009);
  return view(world, world.tokens.issueStable(isForced));
}

function refusalOf({ app }: World, given: Readonly<Record<string, unknown>>): Answer | undefined {
  if (given.grant_type !== "client_credential") return refuse(40002);
  if (!given.appid) return refuse(41002);
  if (given.appid !== app.appId) return refuse(40013);
  if (!given.secret) return refuse(41004);
  return given.secret === app.secret ? undefined : refuse(40125);
}

const view = ({ clock }: World, { value, expiresAt }: Issued): Answer => ({
  access_token: value,
  expires_in: Math.floor((expiresAt - clock.now()) / 1000),
});
