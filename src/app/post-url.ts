import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';

/** Where a topic's post stands on the web. */
export function postUrl(app: Pick<App, 'config'>, topic: string): string {
  return `${app.config.url}/posts/${topic}/`;
}

/** Where what an edition is about stands on the web, for Archived-At (RFC 5064); null for what is about no post. */
export function postUrlOf(app: Pick<App, 'config'>, { topic }: Pick<Edition, 'topic'>): string | null {
  return topic === null ? null : postUrl(app, topic);
}
