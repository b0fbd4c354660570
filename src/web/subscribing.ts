import { type Context, Hono } from 'hono';
import type { App } from '../app/context.ts';
import { type SubscribeAnswer, stampOfForm, subscribe } from '../app/subscribe.ts';
import { type Instant, SECOND } from '../core/clock.ts';
import { never } from '../core/errors.ts';
import { checkYourMailPage, notNowPage, pressAgainPage, subscribePage } from '../site/pages/coming.tsx';
import { HONEYPOT_FIELD, STAMP_FIELD, wordingOfForm } from '../site/subscribe-form.tsx';
import { chromeOfApp } from './chrome.ts';
import { clientOf } from './client.ts';
import { formFields } from './form-fields.ts';
import { sentence } from './sentence.ts';

/** Coming by the form on a page: ours, or one of an allowed origin. */
export function subscribeRoutes(app: App): Hono {
  const routes = new Hono();
  const chrome = () => chromeOfApp(app);

  // The form carries when it was made, so no cache may keep it.
  routes.use('/subscribe', async (context, next) => {
    await next();
    context.res.headers.set('Cache-Control', 'no-store');
  });
  routes.get('/subscribe', async (context) =>
    context.html(subscribePage(null, stampOfForm(app), await chrome())),
  );
  routes.post('/subscribe', async (context) => {
    const form = (await formFields(context)).one;
    // A machine gets the same answer as a person, and nothing happens.
    if (form(HONEYPOT_FIELD) !== '') return context.html(checkYourMailPage(null, await chrome()));
    const version = form('form');
    const answer = await subscribe(app, {
      address: form('email'),
      name: null,
      door: 'form',
      ...wordingOfForm(version),
      client: { ip: clientOf(app, context), stamp: form(STAMP_FIELD) },
    });
    return answered(context, answer, { email: form('email').slice(0, 254), form: version });
  });

  async function answered(
    context: Context,
    answer: SubscribeAnswer,
    typed: { readonly email: string; readonly form: string },
  ): Promise<Response> {
    switch (answer.kind) {
      case 'accepted':
        return context.html(checkYourMailPage(answer.meant, await chrome()));
      case 'bad-address': {
        const problem = { typed: typed.email, words: sentence(answer.reason) };
        return context.html(subscribePage(problem, stampOfForm(app), await chrome()), 400);
      }
      case 'press-again':
        return context.html(pressAgainPage({ ...typed, stamp: answer.stamp }, await chrome()), 429);
      case 'too-many':
        retryAfter(context, answer.wait);
        return context.html(notNowPage('too-many', answer.wait, await chrome()), 429);
      case 'paused': {
        const wait = waitUntil(app, answer.until);
        retryAfter(context, wait);
        return context.html(notNowPage('paused', wait, await chrome()), 503);
      }
      default:
        return never(answer);
    }
  }

  return routes;
}

/** RFC 9110 10.2.3, in seconds. */
export function retryAfter(context: Context, wait: number): void {
  context.header('Retry-After', String(Math.max(1, Math.ceil(wait / SECOND))));
}

export function waitUntil(app: App, until: Instant): number {
  return until - app.clock.now();
}
