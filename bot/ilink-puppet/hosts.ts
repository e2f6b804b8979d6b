/**
 * An address WeChat tells us to go on at, when it may be one: tokens are sent there. WeChat's own by TLS; on this machine only where the
 * settings themselves name this machine, as with the stand-in.
 */
export function trustedBase(given: string, configured: string): string | undefined {
  if (!URL.canParse(given)) return undefined;
  const { protocol, hostname, origin, username } = new URL(given);
  if (username !== "") return undefined;
  const isWechat = protocol === "https:" && /(?:^|\.)(?:weixin\.qq\.com|wechat\.com)$/.test(hostname);
  const isOwn = origin === new URL(configured).origin;
  const isStandIn = isLoopback(new URL(configured).hostname) && protocol === "http:" && isLoopback(hostname);
  return isWechat || isOwn || isStandIn ? origin : undefined;
}

/** A host name from a redirection, with the protocol of the settings. */
export function trustedHost(host: string, configured: string): string | undefined {
  return trustedBase(`${new URL(configured).protocol}//${host}`, configured);
}

const isLoopback = (hostname: string): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
