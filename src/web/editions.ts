import { type Context, Hono } from 'hono';
import type { App } from '../app/context.ts';
import { type DecisionLink, decideEdition, lookAtDecisionLink } from '../app/decide-edition.ts';
import { stampOfForm } from '../app/subscribe.ts';
import { linkExpiredPage } from '../site/pages/coming.tsx';
import { editionPage } from '../site/pages/edition.tsx';
import { chromeOfApp } from './chrome.ts';
import { privatePage } from './security.ts';

/** The links in a preview: GET shows what they would do, POST does it. */
export function editionRoutes(app: App): Hono {
  const routes = new Hono();
  routes.use('/editions/*', privatePage);

  routes.get('/editions/:token', async (context) => {
    const link = await lookAtDecisionLink(app, context.req.param('token'));
    return link === null ? expired(context) : context.html(await page(link, null));
  });

  routes.post('/editions/:token', async (context) => {
    const token = context.req.param('token');
    const link = await lookAtDecisionLink(app, token);
    if (link === null) return expired(context);
    const done = await decideEdition(app, link.edition.id, link.decision, link.hash);
    const after = await lookAtDecisionLink(app, token);
    const words = done ? DONE[link.decision] : 'That came too late: it has begun, or was cancelled.';
    return context.html(await page(after ?? link, words), done ? 200 : 409);
  });

  async function page({ edition, decision }: DecisionLink, words: string | null): Promise<string> {
    const waits = edition.state.kind === 'pending' || edition.state.kind === 'held';
    const choices = waits && words === null ? [{ kind: decision, press: { action: '' } }] : [];
    const postUrl = edition.topic === null ? null : `${app.config.url}/posts/${edition.topic}/`;
    const view = { subject: edition.subject, postUrl, state: edition.state.kind, next: words, choices };
    return editionPage(view, await chromeOfApp(app));
  }

  async function expired(context: Context): Promise<Response> {
    return context.html(linkExpiredPage(null, stampOfForm(app), await chromeOfApp(app)), 410);
  }

  return routes;
}

const DONE = {
  hold: 'Held. It stays here until you approve it: `fortnight edition approve`.',
  approve: 'Approved. It leaves when its time comes, if its content stays the same.',
  'send-now': 'On its way: it leaves within a minute.',
} as const;
