import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { App } from '../app/context.ts';
import { type IpAddress, isInside, parseIpAddress } from '../core/ip-address.ts';

/**
 * Whose request it is. The socket says; where it says a trusted proxy, `X-Forwarded-For` does, read from the right: each proxy adds whom it
 * was asked by, so what stands left of the first one we do not trust is anybody's word. Null: a proxy that does not say, or no socket.
 */
export function clientOf(app: App, context: Context): IpAddress | null {
  // Without a server in between, as in tests, there is no socket.
  const bindings = context.env as Partial<HttpBindings> | undefined;
  const heard = (context.req.header('X-Forwarded-For') ?? '').split(',').map((entry) => entry.trim());
  const hops = [...heard, bindings?.incoming?.socket.remoteAddress ?? ''];
  for (const hop of hops.toReversed()) {
    const address = parseIpAddress(withoutPort(hop));
    if (address === null) return null;
    if (!app.config.trustedProxies.some((range) => isInside(address, range))) return address;
  }
  return null;
}

/** Some proxies add the port: `192.0.2.7:41234`, `[2001:db8::1]:41234`. */
function withoutPort(hop: string): string {
  return hop.replace(/^(\[[^\]]*\]|[\d.]+):\d+$/, '$1');
}
