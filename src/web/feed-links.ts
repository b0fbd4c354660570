import type { Config } from '../app/config.ts';
import { isFeedPath } from '../site/feeds/feed-paths.ts';

/** The `Link` header of a feed, where a subscriber's program looks first for its hub (W3C WebSub, section 4; RFC 8288); null for all else, or without a hub. */
export function feedLinks({ url, telling: { hub } }: Config, path: string): string | null {
  if (hub === null || !isFeedPath(path)) return null;
  return `<${hub}>; rel="hub", <${url}${path}>; rel="self"`;
}
